package io.godwit.embedder.onnxruntime.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Tokens are those of Hugging Face's own tokenizers, on any text")
final class TokenizerOracleTest {

  private static final int TEXTS = 2000;

  /** What texts are made of: what is known, and what each part treats in its own way. */
  private static final String[] PARTS = {
    "low",
    "lower",
    "est",
    "l",
    "o",
    "e",
    "r",
    "s",
    "ab",
    "abab",
    "a",
    "b",
    "ba",
    "<unk>",
    "<s>",
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u00A0",
    "\u3000",
    "'s",
    "'LL",
    "'",
    "!",
    "?",
    "\u00E9",
    "e\u0301",
    "\uFB01",
    "\u00BD",
    "1",
    "23",
    "456",
    "\u0661",
    "\u535A",
    "\uD83D\uDE00",
    "\uD83D\uDC69\u200D\uD83D\uDCBB",
    "\u2581",
    "\u0130",
    "\u03A3",
    "_",
    "[SEP]",
    "||",
    "\u00AB",
    "X",
    "want",
    "\u0915\u094D\u0937",
    "\u1100\u1161",
    "x\u0301"
  };

  @TempDir Path folder;

  static Stream<Arguments> tokenizers() {
    String wordPiece =
        "'model': { 'type': 'WordPiece', 'unk_token': '?', 'continuing_subword_prefix': '##',"
            + " 'max_input_chars_per_word': 12, 'vocab': { '?': 0, 'low': 1, '##er': 2, 'a': 3,"
            + " '##b': 4, '##a': 5, 'e': 6, '!': 7, '1': 8, '##1': 9, 'x': 10, '##low': 11 } }";
    String charsmap =
        TokenizerFixture.charsmap(
            Map.of(
                "\uFB01", "fi", "\u00BD", "1/2", "e\u0301", "\u00E9", "\u00A0", " ", "X", "low",
                "\u3000", " ", "\n", " "));
    return Stream.of(
        Arguments.of("BPE of bytes", TokenizerFixture.bytePairs("")),
        Arguments.of(
            "BPE of bytes, whole words first",
            TokenizerFixture.bytePairs(", 'ignore_merges': true".replace('\'', '"'))),
        Arguments.of(
            "BPE of bytes with a blank before, as RoBERTa",
            TokenizerFixture.bytePairs("")
                .replace("\"add_prefix_space\": false", "\"add_prefix_space\": true")
                .replace(
                    "\"model\"",
                    "\"post_processor\": { \"type\": \"RobertaProcessing\", \"sep\": [\"</s>\", 20],"
                        + " \"cls\": [\"<s>\", 19], \"trim_offsets\": true, \"add_prefix_space\": true"
                        + " }, \"model\"")),
        Arguments.of(
            "BPE of characters with an unknown token",
            TokenizerFixture.bytePairs(", \"unk_token\": \"<s>\", \"fuse_unk\": true")
                .replace("\"ByteLevel\"", "\"WhitespaceSplit\"")),
        Arguments.of(
            "BPE of characters with unknown tokens",
            TokenizerFixture.bytePairs(", \"unk_token\": \"<s>\"")
                .replace("\"ByteLevel\"", "\"Whitespace\"")),
        Arguments.of("BPE by Qwen's pattern", split("\\\\p{N}")),
        Arguments.of("BPE by Llama's pattern", split("\\\\p{N}{1,3}")),
        Arguments.of("Unigram", TokenizerFixture.unigram("")),
        Arguments.of("Unigram with bytes", TokenizerFixture.unigramWithBytes()),
        Arguments.of(
            "Unigram with a charsmap, as XLM-RoBERTa",
            TokenizerFixture.unigram("")
                .replace(
                    "\"pre_tokenizer\"",
                    "\"normalizer\": { \"type\": \"Sequence\", \"normalizers\": [ { \"type\":"
                        + " \"Precompiled\", \"precompiled_charsmap\": \""
                        + charsmap
                        + "\" }, { \"type\": \"Replace\", \"pattern\": { \"Regex\": \" {2,}\" },"
                        + " \"content\": \"\u2581\" } ] }, \"post_processor\": { \"type\":"
                        + " \"TemplateProcessing\", \"single\": [ { \"SpecialToken\": { \"id\":"
                        + " \"<s>\", \"type_id\": 0 } }, { \"Sequence\": { \"id\": \"A\", \"type_id\":"
                        + " 0 } }, { \"SpecialToken\": { \"id\": \"</s>\", \"type_id\": 0 } } ],"
                        + " \"pair\": [], \"special_tokens\": { \"<s>\": { \"id\": \"<s>\", \"ids\":"
                        + " [1], \"tokens\": [\"<s>\"] }, \"</s>\": { \"id\": \"</s>\", \"ids\": [2],"
                        + " \"tokens\": [\"</s>\"] } } }, \"pre_tokenizer\"")),
        Arguments.of(
            "Unigram with a blank before the first word",
            TokenizerFixture.unigram("").replace("\"always\"", "\"first\"")),
        Arguments.of(
            "Unigram after white space, not split",
            TokenizerFixture.unigram("")
                .replace(
                    "\"pre_tokenizer\": {",
                    "\"normalizer\": { \"type\": \"NFKC\" }, \"pre_tokenizer\": { \"type\":"
                        + " \"Sequence\", \"pretokenizers\": [ { \"type\": \"WhitespaceSplit\" }, {")
                .replace("\"split\": true }", "\"split\": false } ] }")),
        Arguments.of(
            "WordPiece of BERT",
            TokenizerFixture.file(
                "'normalizer': { 'type': 'BertNormalizer', 'clean_text': true,"
                    + " 'handle_chinese_chars': true, 'strip_accents': null, 'lowercase': true },"
                    + " 'pre_tokenizer': { 'type': 'BertPreTokenizer' }, "
                    + wordPiece)),
        Arguments.of(
            "WordPiece of digits, punctuation and added tokens",
            TokenizerFixture.file(
                "'added_tokens': ["
                    + added(12, "||", false)
                    + ","
                    + added(13, "ab", true)
                    + ","
                    + added(14, "abab", true)
                    + "], 'normalizer': { 'type': 'Sequence', 'normalizers': [ { 'type': 'NFD' }, {"
                    + " 'type': 'StripAccents' }, { 'type': 'Lowercase' }, { 'type': 'Strip',"
                    + " 'strip_left': true, 'strip_right': true } ] }, 'pre_tokenizer': { 'type':"
                    + " 'Sequence', 'pretokenizers': [ { 'type': 'Whitespace' }, { 'type':"
                    + " 'Digits', 'individual_digits': true }, { 'type': 'Punctuation', 'behavior':"
                    + " 'Isolated' } ] }, "
                    + wordPiece)),
        Arguments.of(
            "WordPiece of numbers",
            TokenizerFixture.file(
                "'normalizer': { 'type': 'Prepend', 'prepend': 'a' }, 'pre_tokenizer': { 'type':"
                    + " 'Digits', 'individual_digits': false }, "
                    + wordPiece)));
  }

  private static String split(String numbers) {
    String pattern =
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|"
            + numbers
            + "| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";
    return TokenizerFixture.bytePairs("")
        .replace("\"use_regex\": true }", "\"use_regex\": false } ] }")
        .replace(
            "\"pre_tokenizer\": {",
            "\"pre_tokenizer\": { \"type\": \"Sequence\", \"pretokenizers\": [ { \"type\": \"Split\","
                + " \"pattern\": { \"Regex\": \""
                + pattern
                + "\" }, \"behavior\": \"Isolated\", \"invert\": false }, {");
  }

  private static String added(int id, String content, boolean normalised) {
    return ("{ 'id': %d, 'content': '%s', 'single_word': false, 'lstrip': false, 'rstrip': false,"
            + " 'normalized': %s, 'special': false }")
        .formatted(id, content, normalised);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokenizers")
  void areTheSame(String name, String json) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
    Tokenizer ours = TokenizerFile.read(file);
    Random random = new Random(7);
    try (HuggingFaceTokenizer theirs = theirs(json)) {
      for (int i = 0; i < TEXTS; i++) {
        String text = text(random);
        assertThat(ours.encode(text, Integer.MAX_VALUE))
            .as("%s: %s", name, escaped(text))
            .containsExactly(ints(theirs.encode(text, true, false).getIds()));
      }
    }
  }

  private static HuggingFaceTokenizer theirs(String json) throws IOException {
    try {
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
          Map.of("truncation", "false", "padding", "false"));
    } catch (LinkageError e) {
      Assumptions.abort("their native library is not for this machine: " + e);
      throw e;
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(14);
    for (int i = 0; i < parts; i++) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private static int[] ints(long[] ids) {
    return java.util.Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  private static List<String> escaped(String text) {
    return text.codePoints().mapToObj(Integer::toHexString).toList();
  }
}
