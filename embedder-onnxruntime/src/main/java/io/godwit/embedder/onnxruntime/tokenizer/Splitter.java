package io.godwit.embedder.onnxruntime.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into words, which tokens do not cross. */
@FunctionalInterface
interface Splitter {

  /** Leaves a text whole. */
  Splitter NONE = List::of;

  /**
   * A part of a text.
   *
   * @param text the part, changed so that the model knows it
   * @param first whether the text begins with it
   */
  record Word(String text, boolean first) {}

  /** The words of one, in order. */
  List<Word> split(Word word);

  /** One after the other. */
  static Splitter all(List<Splitter> parts) {
    return word -> {
      List<Word> words = List.of(word);
      for (Splitter part : parts) {
        words = words.stream().flatMap(each -> part.split(each).stream()).toList();
      }
      return words;
    };
  }

  /**
   * Parts words at characters.
   *
   * @param gone those that part words and belong to none
   * @param alone those that are words
   */
  static Splitter at(IntPredicate gone, IntPredicate alone) {
    return word -> {
      Words words = new Words(word);
      StringBuilder open = new StringBuilder();
      word.text()
          .codePoints()
          .forEach(
              c -> {
                if (gone.test(c) || alone.test(c)) {
                  words.end(open);
                }
                if (alone.test(c) && !gone.test(c)) {
                  words.end(open.appendCodePoint(c));
                } else if (!gone.test(c)) {
                  open.appendCodePoint(c);
                } else {
                  words.past();
                }
              });
      words.end(open);
      return words.all;
    };
  }

  /** Words are what a pattern finds, and what is between. */
  static Splitter found(Pattern pattern, boolean keepBetween) {
    return word -> {
      Words words = new Words(word);
      String text = word.text();
      Matcher matcher = pattern.matcher(text);
      int at = 0;
      while (matcher.find()) {
        words.between(text.substring(at, matcher.start()), keepBetween);
        words.end(new StringBuilder(matcher.group()));
        at = matcher.end();
      }
      words.between(text.substring(at), keepBetween);
      return words.all;
    };
  }

  /** Every byte of a word becomes the character that stands for it. */
  static Splitter bytes() {
    return word -> {
      StringBuilder bytes = new StringBuilder(word.text().length());
      for (byte each : word.text().getBytes(StandardCharsets.UTF_8)) {
        bytes.append(ByteAlphabet.of(each));
      }
      return List.of(new Word(bytes.toString(), word.first()));
    };
  }

  /** Puts a blank before a word that does not begin with one. */
  static Splitter blankBefore() {
    return word ->
        List.of(word.text().startsWith(" ") ? word : new Word(" " + word.text(), word.first()));
  }

  /** Makes blanks visible, as SentencePiece does, with one before every word or the first. */
  static Splitter visibleBlanks(String sign, Blank before, boolean split) {
    return word -> {
      String text = word.text().replace(" ", sign);
      if (!text.startsWith(sign) && before.isBefore(word)) {
        text = sign + text;
      }
      return split ? before(sign, new Word(text, word.first())) : List.of(new Word(text, true));
    };
  }

  /** Before which words there is a blank. */
  enum Blank {
    /** Before every word. */
    ALWAYS,
    /** Before the first of a text. */
    FIRST,
    /** Where one is written. */
    NEVER;

    boolean isBefore(Word word) {
      return this == ALWAYS || (this == FIRST && word.first());
    }
  }

  private static List<Word> before(String sign, Word word) {
    Words words = new Words(word);
    String text = word.text();
    int at = 0;
    for (int next = text.indexOf(sign, 1); next >= 0; next = text.indexOf(sign, next + 1)) {
      words.end(new StringBuilder(text.substring(at, next)));
      at = next;
    }
    words.end(new StringBuilder(text.substring(at)));
    return words.all;
  }

  /** The words of one, as they are found. */
  final class Words {

    private final List<Word> all = new ArrayList<>();
    private boolean first;

    private Words(Word word) {
      this.first = word.first();
    }

    private void past() {
      first = false;
    }

    private void between(String text, boolean kept) {
      if (kept) {
        end(new StringBuilder(text));
      } else if (!text.isEmpty()) {
        past();
      }
    }

    private void end(StringBuilder open) {
      if (!open.isEmpty()) {
        all.add(new Word(open.toString(), first));
        open.setLength(0);
        past();
      }
    }
  }
}
