package io.godwit.embedder.onnxruntime;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes words of a text as BERT does: blanks part words, and every punctuation mark is one.
 *
 * @param clean whether control characters go and every white space is a blank
 * @param cjk whether every Chinese character is a word
 * @param stripAccents whether letters lose their accents
 * @param lowercase whether letters become small
 */
record BertWords(boolean clean, boolean cjk, boolean stripAccents, boolean lowercase) {

  /** The words, in order. */
  List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    normalised(text)
        .codePoints()
        .forEach(
            c -> {
              boolean alone = isPunctuation(c);
              if (alone || isWhite(c)) {
                end(word, words);
              }
              if (alone) {
                words.add(Character.toString(c));
              } else if (!isWhite(c)) {
                word.appendCodePoint(c);
              }
            });
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private String normalised(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (clean && isGone(c)) {
                return;
              }
              if (clean && isWhite(c)) {
                cleaned.append(' ');
              } else if (cjk && isChinese(c)) {
                cleaned.append(' ').appendCodePoint(c).append(' ');
              } else {
                cleaned.appendCodePoint(c);
              }
            });
    String plain = cleaned.toString();
    if (stripAccents) {
      plain = withoutMarks(Normalizer.normalize(plain, Normalizer.Form.NFD));
    }
    return lowercase ? small(plain) : plain;
  }

  private static String withoutMarks(String text) {
    StringBuilder rest = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(rest::appendCodePoint);
    return rest.toString();
  }

  /** Letter by letter: what a letter becomes does not depend on its place in the word. */
  private static String small(String text) {
    StringBuilder small = new StringBuilder(text.length());
    text.codePoints().forEach(c -> small.append(Character.toString(c).toLowerCase(Locale.ROOT)));
    return small.toString();
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

  private static boolean isWhite(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c == 0x0B
        || c == 0x0C
        || c == 0x85
        || Character.isSpaceChar(c);
  }

  private static boolean isPunctuation(int c) {
    boolean ascii =
        (c >= 33 && c <= 47)
            || (c >= 58 && c <= 64)
            || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    if (ascii) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
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
