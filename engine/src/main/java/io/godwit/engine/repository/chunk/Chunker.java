package io.godwit.engine.repository.chunk;

import java.util.stream.LongStream;

/**
 * Finds where chunks end, by the rule of Xet (internet-draft draft-denis-xet, section 5): a rolling
 * sum over the last 64 bytes ({@code h = (h << 1) + TABLE[byte]}; older bytes have been shifted
 * out) ends a chunk where its 16 highest bits are zero. So an insertion moves the ends near it and
 * no others, and two versions of a file share all chunks that do not touch a change.
 *
 * <p>The table is shifted by 2^63, and with it all sums, so that "the 16 highest bits are zero" is
 * one comparison of signed numbers. Four bytes are taken at a time: only the fourth sum waits for
 * the fourth before it.
 *
 * <p>No chunk is shorter than 8 KiB, but the last of a file, so the first 8 KiB but 64 bytes need
 * not be looked at; none is longer than 128 KiB.
 */
public final class Chunker {

  /** The longest chunk. */
  public static final int LONGEST = 128 << 10;

  private static final int SHORTEST = 8 << 10;
  private static final int WINDOW = 64;
  private static final long[] SHIFTED = shifted();
  private static final long LIMIT = Long.MIN_VALUE + (1L << 48);

  private Chunker() {}

  /**
   * The length of the chunk that begins at {@code from}.
   *
   * @param to the end of what is known; at least {@link #LONGEST} bytes after {@code from}, unless
   *     the file ends there
   * @return 1 or more, unless there is nothing
   */
  public static int cut(byte[] bytes, int from, int to) {
    int end = (int) Math.min((long) from + LONGEST, to);
    if (end - from <= SHORTEST) {
      return end - from;
    }
    long[] table = SHIFTED;
    long h = Long.MIN_VALUE;
    int i = from + SHORTEST - WINDOW;
    for (int warm = from + SHORTEST - 1; i < warm; i++) {
      h = (h << 1) + table[bytes[i] & 0xff];
    }
    for (; i + 3 < end; i += 4) {
      long one = table[bytes[i] & 0xff];
      long two = (one << 1) + table[bytes[i + 1] & 0xff];
      long three = (two << 1) + table[bytes[i + 2] & 0xff];
      long four = (three << 1) + table[bytes[i + 3] & 0xff];
      if ((h << 1) + one < LIMIT) {
        return i + 1 - from;
      }
      if ((h << 2) + two < LIMIT) {
        return i + 2 - from;
      }
      if ((h << 3) + three < LIMIT) {
        return i + 3 - from;
      }
      h = (h << 4) + four;
      if (h < LIMIT) {
        return i + 4 - from;
      }
    }
    for (; i < end; i++) {
      h = (h << 1) + table[bytes[i] & 0xff];
      if (h < LIMIT) {
        return i + 1 - from;
      }
    }
    return end - from;
  }

  private static long[] shifted() {
    return LongStream.of(GearTable.TABLE).map(value -> value + Long.MIN_VALUE).toArray();
  }
}
