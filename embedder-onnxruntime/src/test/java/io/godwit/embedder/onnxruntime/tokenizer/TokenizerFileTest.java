package io.godwit.embedder.onnxruntime.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Tokenizers: answers by the published algorithms, and what is refused")
final class TokenizerFileTest {

  @TempDir Path folder;

  private Tokenizer read(String json) {
    try {
      return TokenizerFile.read(Files.writeString(folder.resolve("tokenizer.json"), json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] all(Tokenizer tokenizer, String text) {
    return tokenizer.encode(text, Integer.MAX_VALUE);
  }

  @Test
  void ofPairsThoseThatWereLearntFirstAreMerged() {
    Tokenizer tokenizer = read(TokenizerFixture.bytePairs(""));
    // "lowest": e+s before all, es+t, then l+o, lo+w: low est. " lower": the blank takes low first.
    assertThat(all(tokenizer, "lowest lower")).containsExactly(10, 14, 12, 11);
    assertThat(all(tokenizer, "lower")).containsExactly(18);
    assertThat(all(tokenizer, "\u00E9")).as("two bytes that are one token").containsExactly(17);
    assertThat(all(tokenizer, "zlz")).as("nothing is unknown: it is left out").containsExactly(0);
    assertThat(all(tokenizer, "")).isEmpty();
  }

  @Test
  void ofAllCutsTheMostProbableIsTaken() {
    Tokenizer tokenizer = read(TokenizerFixture.unigram(""));
    // _abab: _ abab = -11.25; _a b ab = -13; _ ab ab = -13; _a ba b = -14.25
    assertThat(all(tokenizer, "abab")).containsExactly(3, 9);
    // _ab: _a b = -7.5; _ ab = -7.5 too, and that of the longer last piece is found first
    assertThat(all(tokenizer, "ab")).containsExactly(3, 6);
    assertThat(all(tokenizer, "zz a")).as("unknown ones in a row are one").containsExactly(3, 0, 7);
    assertThat(all(tokenizer, "\uD83D\uDE00")).containsExactly(3, 11);
  }

  @Test
  void aTextThatLooksLikeASpecialTokenIsNone() {
    Tokenizer tokenizer =
        read(
            TokenizerFixture.bytePairs("")
                .replace(
                    "\"model\"",
                    "\"added_tokens\": [ { \"id\": 20, \"content\": \"</s>\", \"special\": true } ],"
                        + " \"post_processor\": { \"type\": \"RobertaProcessing\", \"sep\":"
                        + " [\"</s>\", 20], \"cls\": [\"<s>\", 19] }, \"model\""));
    assertThat(all(tokenizer, "l</s>o")).containsExactly(19, 0, 6, 1, 20);
  }

  @Test
  void theFirstTokensAreKeptWithWhatStandsAroundThem() {
    Tokenizer tokenizer =
        read(
            TokenizerFixture.bytePairs("")
                .replace(
                    "\"model\"",
                    "\"post_processor\": { \"type\": \"BertProcessing\", \"sep\": [\"</s>\", 20],"
                        + " \"cls\": [\"<s>\", 19] }, \"model\""));
    assertThat(tokenizer.encode("lowest lower", 4)).containsExactly(19, 10, 14, 20);
    assertThat(tokenizer.encode("low ".repeat(1_000_000), 4)).containsExactly(19, 10, 12, 20);
    assertThat(tokenizer.encode("lllll".repeat(100_000), 512)).hasSize(512);
  }

  @Test
  void whatIsNotAByteTokenOfItsOwnIsItsBytes() {
    Tokenizer tokenizer = read(TokenizerFixture.unigramWithBytes());
    assertThat(all(tokenizer, "\u00E9")).containsExactly(3, 12 + 0xC3, 12 + 0xA9);
    assertThatThrownBy(() -> read(TokenizerFixture.unigram(", \"byte_fallback\": true")))
        .hasMessageContaining("no token '<0x00>'");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "l": 0           | "l": -1                            | numbers 'l' with -1
          "l": 0           | "l": "0"                           | numbers 'l' with "0"
          "l": 0           | "l": 99999999999                   | numbers 'l' with 99999999999
          "e s"            | "e s t"                            | a merge that is no pair: number 0
          "e s"            | "e z"                              | no token 'z'
          "e s"            | "e w"                              | no token 'ew'
          "merges"         | "dropout": 0.1, "merges"           | BPE with dropout: 0.1
          "merges"         | "end_of_word_suffix": "w", "merges"| with end_of_word_suffix: "w"
          "merges"         | "unk_token": "?", "merges"         | no token '?'
          "BPE"            | "WordLevel"                        | BPE, Unigram and WordPiece are known
          "ByteLevel"      | "UnicodeScripts"                   | pre_tokenizer of the type UnicodeScripts
          "ByteLevel"      | "Split"                            | Split with pattern
          "model"          | "normalizer": { "type": "Nmt" }, "model" | normalizer of the type Nmt
          "model"          | "normalizer": { "type": "Precompiled", "precompiled_charsmap": "!" }, "model" | no base64
          "model"          | "normalizer": { "type": "Precompiled", "precompiled_charsmap": "/////w==" }, "model" | not whole
          "model"          | "normalizer": { "type": "Replace", "pattern": { "Regex": "(a+)+$" }, "content": "" }, "model" | Replace with pattern
          "model"          | "post_processor": { "type": "Other" }, "model" | post_processor of the type Other
          "model"          | "post_processor": { "type": "TemplateProcessing", "single": [ { "SpecialToken": { "id": "<x>" } }, { "Sequence": { "id": "A" } } ] }, "model" | no token '<x>'
          "model"          | "post_processor": { "type": "TemplateProcessing", "single": [] }, "model" | a template without the text
          "model"          | "added_tokens": [ { "id": 1, "content": "x", "lstrip": true } ], "model" | 'x' with lstrip
          "model"          | "added_tokens": [ { "id": -1, "content": "x" } ], "model" | numbers a token with -1
          """)
  void whatIsBrokenOrNotKnownIsRefusedByName(String part, String by, String why) {
    assertThatThrownBy(() -> read(TokenizerFixture.bytePairs("").replace(part, by)))
        .isInstanceOf(GodwitException.class)
        .hasMessageContaining("GW-570")
        .hasMessageContaining(why);
  }

  @Test
  void hostileFilesAreRefused() {
    String deep = "[".repeat(5000);
    assertThatThrownBy(() -> read("{ \"model\": " + deep)).hasMessageContaining("GW-570");
    assertThatThrownBy(() -> read(TokenizerFixture.unigram("").replace("-9.25", "1e999")))
        .hasMessageContaining("GW-570")
        .hasMessageContaining("finite score");
    assertThatThrownBy(() -> read(TokenizerFixture.unigram("").replace("abab", "a".repeat(1001))))
        .hasMessageContaining("GW-570");
    assertThatThrownBy(() -> read(TokenizerFixture.unigram("").replace("_id\": 0", "_id\": 99")))
        .hasMessageContaining("GW-570")
        .hasMessageContaining("unk_id is 99");
    String frame = "{ \"SpecialToken\": { \"id\": \"l\" } }, ".repeat(17);
    assertThatThrownBy(
            () ->
                read(
                    TokenizerFixture.bytePairs("")
                        .replace(
                            "\"model\"",
                            "\"post_processor\": { \"type\": \"TemplateProcessing\", \"single\": [ "
                                + frame
                                + "{ \"Sequence\": { \"id\": \"A\" } } ] }, \"model\"")))
        .hasMessageContaining("more than 16 tokens around a text");
  }

  @Test
  void aTextThatAFileBlowsUpIsRefusedBeforeItFillsMemory() {
    String twice =
        "{ \"type\": \"Replace\", \"pattern\": { \"String\": \"l\" }, \"content\": \"ll\" }";
    Tokenizer tokenizer =
        read(
            TokenizerFixture.bytePairs("")
                .replace(
                    "\"model\"",
                    "\"normalizer\": { \"type\": \"Sequence\", \"normalizers\": [ "
                        + (twice + ", ").repeat(60)
                        + twice
                        + " ] }, \"model\""));
    assertThatThrownBy(() -> all(tokenizer, "l"))
        .isInstanceOf(GodwitException.class)
        .hasMessageContaining("GW-570");
  }

  @Test
  void placesOutsideOfACharsmapLeadNowhere() {
    for (String map : new String[] {"BAAAAP////8AAAAA", "BAAAAAD//38AAAAA", "BAAAAAEBAAD/"}) {
      Tokenizer tokenizer =
          read(
              TokenizerFixture.unigram("")
                  .replace(
                      "\"model\"",
                      "\"normalizer\": { \"type\": \"Precompiled\", \"precompiled_charsmap\": \""
                          + map
                          + "\" }, \"model\""));
      assertThat(all(tokenizer, "ab")).as(map).containsExactly(3, 6);
    }
  }
}
