package io.godwit.embedder.onnxruntime.tokenizer;

import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ModelError;
import java.text.Normalizer.Form;
import java.util.List;

/** Changes a text before it is cut. */
@FunctionalInterface
interface Normalizer {

  /** Leaves a text as it is. */
  Normalizer NONE = text -> text;

  /** The text, changed. */
  String normalise(String text);

  /** One after the other. */
  static Normalizer all(List<Normalizer> parts) {
    return text -> {
      String changed = text;
      for (Normalizer part : parts) {
        changed = bounded(part.normalise(changed), text);
      }
      return changed;
    };
  }

  /** No text of any language grows so; one that does has met a file that wants to fill memory. */
  private static String bounded(String changed, String text) {
    if (changed.length() > 32L * text.length() + 1024) {
      throw new GodwitException(
          ModelError.BAD_TOKENIZER,
          "the normalizer of tokenizer.json makes "
              + changed.length()
              + " characters of "
              + text.length()
              + "; give a tokenizer.json that you trust");
    }
    return changed;
  }

  /** One of Unicode's normal forms. */
  static Normalizer form(Form form) {
    return text -> java.text.Normalizer.normalize(text, form);
  }

  /** Lets accents and other marks go. */
  static Normalizer withoutMarks() {
    return text ->
        text.codePoints()
            .filter(c -> !Characters.isMark(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** Lets white space at the ends go. */
  static Normalizer stripped(boolean left, boolean right) {
    return text -> {
      int from = 0;
      int to = text.length();
      while (left && from < to && Characters.isWhite(text.charAt(from))) {
        from++;
      }
      while (right && from < to && Characters.isWhite(text.charAt(to - 1))) {
        to--;
      }
      return text.substring(from, to);
    };
  }

  /** Puts something before a text, unless that is empty. */
  static Normalizer prepended(String prefix) {
    return text -> text.isEmpty() ? text : prefix + text;
  }
}
