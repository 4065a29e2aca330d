package io.godwit.embedder.onnxruntime.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words are those of BERT: the cases of its tokenization_test.py")
final class BertWordsTest {

  private static final BertText LOWER = new BertText(true, true, true, true);
  private static final BertText AS_IT_IS = new BertText(true, true, false, false);

  private static List<String> words(BertText text, String words) {
    return Splitter.at(Characters::isWhite, Characters::isPunctuation)
        .split(new Splitter.Word(text.normalise(words), true))
        .stream()
        .map(Splitter.Word::text)
        .toList();
  }

  @Test
  void blanksAndPunctuationPartWords() {
    assertThat(words(LOWER, " \tHeLLo!how  \n Are yoU?  "))
        .containsExactly("hello", "!", "how", "are", "you", "?");
    assertThat(words(AS_IT_IS, " \tHeLLo!how  \n Are yoU?  "))
        .containsExactly("HeLLo", "!", "how", "Are", "yoU", "?");
    assertThat(words(LOWER, "a$b \u00ABc\u00BB"))
        .containsExactly("a", "$", "b", "\u00AB", "c", "\u00BB");
  }

  @Test
  void accentsGoWithTheCaseAndChineseCharactersAreWords() {
    assertThat(words(LOWER, "H\u00E9llo")).containsExactly("hello");
    assertThat(words(AS_IT_IS, "H\u00E9llo")).containsExactly("H\u00E9llo");
    assertThat(words(LOWER, "ah\u535A\u63A8zz")).containsExactly("ah", "\u535A", "\u63A8", "zz");
    assertThat(words(LOWER, "\u039F\u0394\u039F\u03A3 \u0130"))
        .containsExactly("\u03BF\u03B4\u03BF\u03C3", "i");
  }

  @Test
  void controlCharactersGoAndEveryWhiteSpaceIsABlank() {
    assertThat(words(LOWER, "a\u0000b\uFFFDc\u200Dd\u00A0e\u3000f\r\ng"))
        .containsExactly("abcd", "e", "f", "g");
    assertThat(words(LOWER, "")).isEmpty();
  }
}
