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
    for (; i < end; i++) {
      h = (h << 1) + table[bytes[i] & 0xff];
      if (h >>> 48 == 0) {
        return i + 1 - from;
      }
    }
    return end - from;
  }
}
