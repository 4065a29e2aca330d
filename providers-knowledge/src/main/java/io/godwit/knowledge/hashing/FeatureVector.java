package io.godwit.knowledge.hashing;

import java.util.Arrays;

/**
 * The hashed features of one text after another. Each feature adds its weight, with a sign, to one
 * number of the vector: both come from its hash, so that collisions cancel out on average. Then
 * each number is replaced by the square root of its size with its sign kept, so that a word that is
 * often repeated does not drown the rest (power normalisation: Perronnin, Sánchez, Mensink, ECCV
 * 2010), and the vector is brought to length 1.
 *
 * <p>Sums are integers and square roots are exact by IEEE 754: nothing depends on the machine. What
 * a letter is does not depend on the version of Unicode that a Java knows: see {@link #letter}.
 */
final class FeatureVector {

  private static final int LONGEST_WORD = 40;
  private static final int SHORTEST_GRAM = 3;
  private static final int LONGEST_GRAM = 5;
  private static final int WORD_WEIGHT = 8;
  private static final int PAIR_WEIGHT = 4;
  private static final int GRAM_WEIGHT = 1;
  private static final int WORD = 'w';
  private static final int PAIR = 'p';
  private static final int GRAM = 'g';
  private static final int FIRST_LATER_LETTER = 0x530;
  private static final int BEGIN = '<';
  private static final int END = '>';

  private final int[] sums;
  private final int[] word = new int[LONGEST_WORD + 2];
  private int wordEnd;
  private long previousWord;

  FeatureVector(int dimension) {
    this.sums = new int[dimension];
  }

  float[] of(String text) {
    Arrays.fill(sums, 0);
    wordEnd = 0;
    previousWord = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      int letter = letter(codePoint);
      if (letter != 0) {
        addLetter(letter);
      } else {
        endWord();
      }
    }
    endWord();
    return normalised(text);
  }

  private void addLetter(int letter) {
    if (wordEnd == LONGEST_WORD + 1) {
      endWord();
    }
    if (wordEnd == 0) {
      word[wordEnd++] = BEGIN;
    }
    word[wordEnd++] = letter;
  }

  private void endWord() {
    if (wordEnd == 0) {
      return;
    }
    word[wordEnd++] = END;
    long hash = wholeWord();
    add(hash, WORD_WEIGHT);
    if (previousWord != 0) {
      add(FeatureHash.pair(PAIR, previousWord, hash), PAIR_WEIGHT);
    }
    previousWord = hash;
    for (int begin = 0; begin + SHORTEST_GRAM <= wordEnd; begin++) {
      addGrams(begin, Math.min(begin + LONGEST_GRAM, wordEnd));
    }
    wordEnd = 0;
  }

  private void addGrams(int begin, int end) {
    long hash = FeatureHash.begin(GRAM);
    for (int at = begin; at < end; at++) {
      hash = FeatureHash.next(hash, word[at]);
      if (at - begin + 1 >= SHORTEST_GRAM) {
        add(FeatureHash.finish(hash), GRAM_WEIGHT);
      }
    }
  }

  private long wholeWord() {
    long hash = FeatureHash.begin(WORD);
    for (int at = 0; at < wordEnd; at++) {
      hash = FeatureHash.next(hash, word[at]);
    }
    return FeatureHash.finish(hash);
  }

  private void add(long hash, int weight) {
    int index = (int) Long.remainderUnsigned(hash >>> 1, sums.length);
    sums[index] += (hash & 1) == 0 ? weight : -weight;
  }

  private float[] normalised(String text) {
    long size = 0;
    for (int sum : sums) {
      size += Math.abs((long) sum);
    }
    if (size == 0) {
      return onlyTheText(text);
    }
    double length = Math.sqrt((double) size);
    float[] vector = new float[sums.length];
    for (int i = 0; i < vector.length; i++) {
      double root = Math.sqrt(Math.abs((double) sums[i])) / length;
      vector[i] = (float) (sums[i] < 0 ? -root : root);
    }
    return vector;
  }

  /**
   * A text without words, or one whose features cancel out, is like itself and like little else.
   */
  private float[] onlyTheText(String text) {
    long hash = FeatureHash.begin(0);
    for (int i = 0; i < text.length(); i++) {
      hash = FeatureHash.next(hash, text.charAt(i));
    }
    float[] vector = new float[sums.length];
    vector[(int) Long.remainderUnsigned(FeatureHash.finish(hash) >>> 1, vector.length)] = 1;
    return vector;
  }

  /**
   * The letter or digit in lower case, or 0 for what stands between words. Below U+0530 all
   * characters are old, and Unicode never changes the case of what it has assigned; above it,
   * everything but known punctuation counts as a letter, whether or not this Java has heard of it.
   */
  private static int letter(int codePoint) {
    if (codePoint >= FIRST_LATER_LETTER) {
      return isPunctuation(codePoint) ? 0 : codePoint;
    }
    boolean mark = Character.getType(codePoint) == Character.NON_SPACING_MARK;
    return mark || Character.isLetterOrDigit(codePoint) ? Character.toLowerCase(codePoint) : 0;
  }

  private static boolean isPunctuation(int codePoint) {
    return isBetween(codePoint, 0x2000, 0x206F)
        || isBetween(codePoint, 0x2190, 0x2BFF)
        || isBetween(codePoint, 0x3000, 0x3003)
        || isBetween(codePoint, 0x3008, 0x301F)
        || isBetween(codePoint, 0xFF01, 0xFF0F)
        || codePoint == 0xFEFF;
  }

  private static boolean isBetween(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
