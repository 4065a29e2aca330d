package io.godwit.engine.repository.chunk;

/**
 * Finds where chunks end, by the rule of Xet (internet-draft draft-denis-xet, section 5): a rolling
 * sum over the last 64 bytes ({@code h = (h << 1) + TABLE[byte]}; older bytes have been shifted
 * out) ends a chunk where its 16 highest bits are zero. So an insertion moves the ends near it and
 * no others, and two versions of a file share all chunks that do not touch a change.
 *
 * <p>No chunk is shorter than 8 KiB, but the last of a file, so the first 8 KiB but 64 bytes need
 * not be looked at; none is longer than 128 KiB.
 */
public final class Chunker {

  /** The longest chunk. */
  public static final int LONGEST = 128 << 10;

  private static final int SHORTEST = 8 << 10;
  private static final int WINDOW = 64;

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
    long[] table = GearTable.TABLE;
    long h = 0;
    int i = from + SHORTEST - WINDOW;
    for (int warm = from + SHORTEST - 1; i < warm; i++) {
      h = (h << 1) + table[bytes[i] & 0xff];
    }
    // Two bytes at a time: the second sum does not wait for the first.
    for (; i + 1 < end; i += 2) {
      long first = table[bytes[i] & 0xff];
      long one = (h << 1) + first;
      h = (h << 2) + ((first << 1) + table[bytes[i + 1] & 0xff]);
      if (one >>> 48 == 0) {
        return i + 1 - from;
      }
      if (h >>> 48 == 0) {
        return i + 2 - from;
      }
    }
    if (i < end && ((h << 1) + table[bytes[i] & 0xff]) >>> 48 == 0) {
      return i + 1 - from;
    }
    return end - from;
  }
}
