package io.godwit.embedder.onnxruntime.tokenizer;

import java.text.Normalizer.Form;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;

/** Reads the section {@code normalizer}. */
final class NormalizerReader {

  private static final String KNOWN =
      "BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, Precompiled, Prepend, Replace, Sequence,"
          + " Strip and StripAccents";

  private NormalizerReader() {}

  static Normalizer read(Section section) {
    return section.absent() ? Normalizer.NONE : Normalizer.all(List.of(one(section)));
  }

  private static Normalizer one(Section section) {
    return switch (section.type()) {
      case "Sequence" ->
          Normalizer.all(section.all("normalizers").stream().map(NormalizerReader::one).toList());
      case "BertNormalizer" -> bert(section);
      case "Lowercase" -> Characters::small;
      case "NFC" -> Normalizer.form(Form.NFC);
      case "NFD" -> Normalizer.form(Form.NFD);
      case "NFKC" -> Normalizer.form(Form.NFKC);
      case "NFKD" -> Normalizer.form(Form.NFKD);
      case "StripAccents" -> Normalizer.withoutMarks();
      case "Strip" ->
          Normalizer.stripped(section.flag("strip_left", true), section.flag("strip_right", true));
      case "Prepend" -> Normalizer.prepended(brief(section, "prepend"));
      case "Replace" -> replace(section);
      case "Precompiled" -> map(section);
      default -> throw section.unknown(KNOWN);
    };
  }

  private static Normalizer bert(Section section) {
    boolean lowercase = section.flag("lowercase", true);
    return new BertText(
        section.flag("clean_text", true),
        section.flag("handle_chinese_chars", true),
        section.flag("strip_accents", lowercase),
        lowercase);
  }

  /** A text, or the one pattern that SentencePiece's models have: several blanks. */
  private static Normalizer replace(Section section) {
    String content = brief(section, "content");
    Section pattern = section.in("pattern");
    String wanted = pattern.text("String");
    if (!wanted.isEmpty()) {
      return text -> text.replace(wanted, content);
    }
    section.demand(pattern.text("Regex").equals(" {2,}"), "pattern");
    String safe = Matcher.quoteReplacement(content);
    return text -> text.replaceAll(" {2,}", safe);
  }

  /** A text that is put into others, which may not fill memory with it. */
  private static String brief(Section section, String key) {
    String text = section.text(key);
    section.demand(text.length() <= 100, key);
    return text;
  }

  private static Normalizer map(Section section) {
    try {
      byte[] bytes = Base64.getDecoder().decode(section.text("precompiled_charsmap"));
      return CharacterMap.read(bytes)
          .orElseThrow(() -> section.bad("has a precompiled_charsmap that is not whole"));
    } catch (IllegalArgumentException e) {
      throw section.bad("has a precompiled_charsmap that is no base64");
    }
  }
}
