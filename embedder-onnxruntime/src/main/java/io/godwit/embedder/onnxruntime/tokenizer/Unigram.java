package io.godwit.embedder.onnxruntime.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's unigram language model (Kudo, 2018): of all ways to cut a word into pieces, the
 * one whose pieces are the most probable together, found as Viterbi does; of equals, the one that
 * is found first. A character that no piece has is unknown, and unknown ones in a row are one.
 */
final class Unigram implements WordModel {

  /** How much less probable than the least probable piece a character is that none has. */
  private static final double PENALTY = 10;

  private final Pieces pieces;
  private final int unknown;
  private final int[] bytes;
  private final double unknownScore;

  /**
   * Of these pieces.
   *
   * @param unknown the token of what no piece has
   * @param bytes the tokens of its bytes, which stand for it instead; or empty
   */
  Unigram(Pieces pieces, int unknown, int[] bytes) {
    this.pieces = pieces;
    this.unknown = unknown;
    this.bytes = bytes.clone();
    this.unknownScore = Arrays.stream(pieces.scores()).min().orElse(0) - PENALTY;
  }

  /**
   * Pieces in the order of their characters, so that all that a text begins with are found by
   * narrowing a range.
   *
   * @param sorted the pieces
   * @param tokens the token of each
   * @param scores the logarithm of the probability of each token
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pieces(String[] sorted, int[] tokens, double[] scores) {}

  private record Cut(String text, boolean known) {}

  @Override
  public void tokens(String word, Tokens to) {
    for (Cut cut : cuts(word)) {
      int at = Arrays.binarySearch(pieces.sorted(), cut.text());
      if (at >= 0) {
        to.add(pieces.tokens()[at]);
      } else if (bytes.length > 0) {
        for (byte each : cut.text().getBytes(StandardCharsets.UTF_8)) {
          to.add(bytes[each & 0xff]);
        }
      } else {
        to.add(unknown);
      }
    }
  }

  private Iterable<Cut> cuts(String word) {
    Lattice lattice = new Lattice(word.length());
    int at = 0;
    while (at < word.length()) {
      int next = word.offsetByCodePoints(at, 1);
      if (!step(word, at, next, lattice)) {
        lattice.offer(at, next, unknownScore, false);
      }
      at = next;
    }
    return lattice.best(word);
  }

  /** Offers every piece that begins here; tells whether one of them is this character alone. */
  private boolean step(String word, int at, int next, Lattice lattice) {
    boolean alone = false;
    String[] sorted = pieces.sorted();
    int from = 0;
    int to = sorted.length;
    for (int end = at + 1; end <= word.length() && from < to; end++) {
      int depth = end - at - 1;
      char wanted = word.charAt(end - 1);
      from = first(sorted, from, to, depth, wanted);
      to = first(sorted, from, to, depth, wanted + 1);
      if (from < to && sorted[from].length() == end - at) {
        int token = pieces.tokens()[from];
        boolean known = token != unknown;
        lattice.offer(at, end, pieces.scores()[token], known);
        alone = alone || end == next;
      }
    }
    return alone;
  }

  /** The first piece of a range whose character at a depth is not below this one. */
  private static int first(String[] sorted, int from, int to, int depth, int character) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int found = sorted[middle].length() > depth ? sorted[middle].charAt(depth) : -1;
      if (found < character) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The best way to every place in a word. */
  private static final class Lattice {

    private static final int NONE = -1;

    private final double[] score;
    private final int[] from;
    private final boolean[] known;

    Lattice(int length) {
      this.score = new double[length + 1];
      this.from = new int[length + 1];
      this.known = new boolean[length + 1];
      Arrays.fill(from, NONE);
    }

    void offer(int start, int end, double more, boolean isKnown) {
      double sum = score[start] + more;
      if (from[end] == NONE || sum > score[end]) {
        score[end] = sum;
        from[end] = start;
        known[end] = isKnown;
      }
    }

    Deque<Cut> best(String word) {
      Deque<Cut> cuts = new ArrayDeque<>();
      int end = word.length();
      while (end > 0) {
        int start = from[end];
        @Nullable Cut after = cuts.peekFirst();
        String text = word.substring(start, end);
        if (!known[end] && after != null && !after.known()) {
          cuts.removeFirst();
          text = text + after.text();
        }
        cuts.addFirst(new Cut(text, known[end]));
        end = start;
      }
      return cuts;
    }
  }
}
