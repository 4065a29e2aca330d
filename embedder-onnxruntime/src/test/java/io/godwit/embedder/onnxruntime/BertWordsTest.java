package io.godwit.embedder.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words are those of BERT: the cases of its tokenization_test.py")
final class BertWordsTest {

  private static final BertWords LOWER = new BertWords(true, true, true, true);
  private static final BertWords AS_IT_IS = new BertWords(true, true, false, false);

  @Test
  void blanksAndPunctuationPartWords() {
    assertThat(LOWER.of(" \tHeLLo!how  \n Are yoU?  "))
        .containsExactly("hello", "!", "how", "are", "you", "?");
    assertThat(AS_IT_IS.of(" \tHeLLo!how  \n Are yoU?  "))
        .containsExactly("HeLLo", "!", "how", "Are", "yoU", "?");
    assertThat(LOWER.of("a$b \u00ABc\u00BB"))
        .containsExactly("a", "$", "b", "\u00AB", "c", "\u00BB");
  }

  @Test
  void accentsGoWithTheCaseAndChineseCharactersAreWords() {
    assertThat(LOWER.of("H\u00E9llo")).containsExactly("hello");
    assertThat(AS_IT_IS.of("H\u00E9llo")).containsExactly("H\u00E9llo");
    assertThat(LOWER.of("ah\u535A\u63A8zz")).containsExactly("ah", "\u535A", "\u63A8", "zz");
    assertThat(LOWER.of("\u039F\u0394\u039F\u03A3 \u0130"))
        .containsExactly("\u03BF\u03B4\u03BF\u03C3", "i");
  }

  @Test
  void controlCharactersGoAndEveryWhiteSpaceIsABlank() {
    assertThat(LOWER.of("a\u0000b\uFFFDc\u200Dd\u00A0e\u3000f\r\ng"))
        .containsExactly("abcd", "e", "f", "g");
    assertThat(LOWER.of("")).isEmpty();
  }
}
