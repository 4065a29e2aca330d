package io.godwit.embedder.onnxruntime.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * Byte pair encoding (Sennrich, Haddow, Birch, 2016; GPT-2's {@code encoder.py}): a word is its
 * characters; of all neighbours that may become one token, those that were learnt first do, the
 * leftmost first, until none may. With a queue, so that a long word costs n log n.
 */
final class BytePairs implements WordModel {

  private final Map<String, Integer> vocabulary;
  private final Map<Long, Merge> merges;
  private final Unknown unknown;
  private final boolean wholeWordsFirst;

  BytePairs(
      Map<String, Integer> vocabulary,
      Map<Long, Merge> merges,
      Unknown unknown,
      boolean wholeWordsFirst) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.unknown = unknown;
    this.wholeWordsFirst = wholeWordsFirst;
  }

  /**
   * What two neighbours become.
   *
   * @param rank when it was learnt
   * @param token what they become
   */
  record Merge(int rank, int token) {}

  /**
   * What a character becomes that is no token; without a token for it, nothing.
   *
   * @param token the token for all of them
   * @param fused whether several in a row are one
   * @param bytes whether its bytes are tokens instead: {@code <0x0A>}
   */
  record Unknown(OptionalInt token, boolean fused, boolean bytes) {}

  /** Where the merge of two tokens is found. */
  static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }

  /** The token of a byte, where bytes are tokens. */
  static String byteToken(int value) {
    return "<0x" + "%02X".formatted(value) + ">";
  }

  @Override
  public void tokens(String word, Tokens to) {
    Integer whole = wholeWordsFirst ? vocabulary.get(word) : null;
    if (whole == null) {
      symbols(word).merged(merges).forEach(to::add);
    } else {
      to.add(whole);
    }
  }

  private Symbols symbols(String word) {
    Symbols symbols = new Symbols(word.length() * (unknown.bytes() ? 3 : 1));
    boolean unknownBefore = false;
    int at = 0;
    while (at < word.length()) {
      int end = word.offsetByCodePoints(at, 1);
      String character = word.substring(at, end);
      Integer token = vocabulary.get(character);
      if (token != null) {
        symbols.add(token);
      } else if (unknown.bytes()) {
        bytes(character, symbols);
      } else if (unknown.token().isPresent() && !(unknownBefore && unknown.fused())) {
        symbols.add(unknown.token().getAsInt());
      }
      unknownBefore = token == null;
      at = end;
    }
    return symbols;
  }

  private void bytes(String character, Symbols symbols) {
    for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
      Integer token = vocabulary.get(byteToken(each & 0xff));
      if (token != null) {
        symbols.add(token);
      }
    }
  }

  /** A candidate; the lowest rank goes first, then the leftmost. */
  private record Candidate(int at, Merge merge) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byRank = Integer.compare(merge.rank(), other.merge.rank());
      return byRank == 0 ? Integer.compare(at, other.at) : byRank;
    }
  }

  /** The tokens of a word as a chain, from which merged ones are taken out. */
  private static final class Symbols {

    private static final int GONE = -1;

    private final int[] tokens;
    private final int[] next;
    private final int[] previous;
    private int count;

    Symbols(int most) {
      this.tokens = new int[most];
      this.next = new int[most];
      this.previous = new int[most];
    }

    void add(int token) {
      tokens[count] = token;
      next[count] = count + 1;
      previous[count] = count - 1;
      count++;
    }

    java.util.stream.IntStream merged(Map<Long, Merge> merges) {
      PriorityQueue<Candidate> queue = new PriorityQueue<>();
      for (int at = 0; at + 1 < count; at++) {
        offer(at, merges, queue);
      }
      for (Candidate best = queue.poll(); best != null; best = queue.poll()) {
        apply(best, merges, queue);
      }
      return Arrays.stream(tokens, 0, count).filter(token -> token != GONE);
    }

    private void apply(Candidate best, Map<Long, Merge> merges, PriorityQueue<Candidate> queue) {
      int at = best.at();
      int right = next[at];
      if (tokens[at] == GONE || right >= count) {
        return;
      }
      Merge merge = merges.get(pair(tokens[at], tokens[right]));
      if (merge == null || merge.token() != best.merge().token()) {
        return; // one of the two has become another since
      }
      tokens[at] = merge.token();
      tokens[right] = GONE;
      next[at] = next[right];
      if (next[at] < count) {
        previous[next[at]] = at;
        offer(at, merges, queue);
      }
      if (previous[at] >= 0) {
        offer(previous[at], merges, queue);
      }
    }

    private void offer(int at, Map<Long, Merge> merges, PriorityQueue<Candidate> queue) {
      Merge merge = merges.get(pair(tokens[at], tokens[next[at]]));
      if (merge != null) {
        queue.add(new Candidate(at, merge));
      }
    }
  }
}
