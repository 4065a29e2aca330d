package io.godwit.embedder.onnxruntime.tokenizer;

import java.text.Normalizer.Form;

/**
 * Makes a text plain as BERT does ({@code BasicTokenizer} of its {@code tokenization.py}).
 *
 * @param clean whether control characters go and every white space is a blank
 * @param cjk whether every Chinese character is a word
 * @param stripAccents whether letters lose their accents
 * @param lowercase whether letters become small
 */
record BertText(boolean clean, boolean cjk, boolean stripAccents, boolean lowercase)
    implements Normalizer {

  @Override
  public String normalise(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (clean && isGone(c)) {
                return;
              }
              if (clean && Characters.isWhite(c)) {
                cleaned.append(' ');
              } else if (cjk && isChinese(c)) {
                cleaned.append(' ').appendCodePoint(c).append(' ');
              } else {
                cleaned.appendCodePoint(c);
              }
            });
    String plain = cleaned.toString();
    if (stripAccents) {
      plain = withoutMarks(java.text.Normalizer.normalize(plain, Form.NFD));
    }
    return lowercase ? Characters.small(plain) : plain;
  }

  private static String withoutMarks(String text) {
    StringBuilder rest = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(rest::appendCodePoint);
    return rest.toString();
  }

  private static boolean isGone(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    int type = Character.getType(c);
    return c == 0xFFFD
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE;
  }

  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
