package io.godwit.embedder.onnxruntime.tokenizer;

import io.godwit.embedder.onnxruntime.tokenizer.Splitter.Blank;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads the section {@code pre_tokenizer}. Of patterns those are known that models are published
 * with: any other could run forever on a text, or mean something else to Java.
 */
final class SplitterReader {

  private static final String KNOWN =
      "BertPreTokenizer, ByteLevel, Digits, Metaspace, Punctuation, Sequence, Split, Whitespace and"
          + " WhitespaceSplit";
  private static final Pattern WORDS = pattern("\\w+|[^\\w\\s]+");

  /** GPT-2's; RoBERTa has it too. */
  private static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private static final String QWEN2 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** That of Llama 3 and of OpenAI's cl100k. */
  private static final String LLAMA3 = QWEN2.replace("|\\p{N}|", "|\\p{N}{1,3}|");

  private static final Map<String, Pattern> PATTERNS =
      Map.of(GPT2, pattern(GPT2), QWEN2, pattern(QWEN2), LLAMA3, pattern(LLAMA3));

  private SplitterReader() {}

  static Splitter read(Section section) {
    return section.absent() ? Splitter.NONE : one(section);
  }

  private static Splitter one(Section section) {
    return switch (section.type()) {
      case "Sequence" ->
          Splitter.all(section.all("pretokenizers").stream().map(SplitterReader::one).toList());
      case "BertPreTokenizer" -> Splitter.at(Characters::isWhite, Characters::isPunctuation);
      case "Whitespace" -> Splitter.found(WORDS, false);
      case "WhitespaceSplit" -> Splitter.at(Characters::isWhite, c -> false);
      case "Punctuation" -> punctuation(section);
      case "Digits" -> digits(section);
      case "ByteLevel" -> bytes(section);
      case "Metaspace" -> blanks(section);
      case "Split" -> pattern(section);
      default -> throw section.unknown(KNOWN);
    };
  }

  private static Splitter punctuation(Section section) {
    section.demand(
        section.node().path("behavior").asText("Isolated").equals("Isolated"), "behavior");
    return Splitter.at(c -> false, Characters::isPunctuation);
  }

  private static Splitter digits(Section section) {
    return section.flag("individual_digits", false)
        ? Splitter.at(c -> false, Characters::isNumeric)
        : Splitter.found(pattern("\\p{N}+"), true);
  }

  private static Splitter bytes(Section section) {
    Splitter before =
        section.flag("add_prefix_space", true) ? Splitter.blankBefore() : Splitter.NONE;
    Splitter words =
        section.flag("use_regex", true) ? Splitter.found(pattern(GPT2), true) : Splitter.NONE;
    return Splitter.all(List.of(before, words, Splitter.bytes()));
  }

  private static Splitter blanks(Section section) {
    String sign = section.text("replacement");
    section.demand(sign.codePointCount(0, sign.length()) == 1, "replacement");
    return Splitter.visibleBlanks(sign, blank(section), section.flag("split", true));
  }

  /** Where blanks go, by what a Metaspace says, or said in older files. */
  private static Blank blank(Section section) {
    String scheme = section.text("prepend_scheme");
    return switch (scheme) {
      case "always" -> Blank.ALWAYS;
      case "first" -> Blank.FIRST;
      case "never" -> Blank.NEVER;
      case "" -> section.flag("add_prefix_space", true) ? Blank.ALWAYS : Blank.NEVER;
      default -> {
        section.demand(false, "prepend_scheme");
        yield Blank.NEVER;
      }
    };
  }

  private static Splitter pattern(Section section) {
    Pattern pattern = PATTERNS.get(section.in("pattern").text("Regex"));
    section.demand(pattern != null, "pattern");
    section.demand(section.text("behavior").equals("Isolated"), "behavior");
    section.demand(!section.flag("invert", false), "invert");
    return Splitter.found(Objects.requireNonNull(pattern), true);
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE);
  }
}
