package io.godwit.model.convert;

import io.godwit.model.values.ValueCursor;
import java.util.Arrays;

/** A part of a file that is made while it is read. */
interface Piece {

  /** How many bytes a block has room for. */
  int BLOCK = 64 * 1024;

  /** Begins to give the bytes, with a cursor of its own over the source's files. */
  Feed open(ValueCursor cursor);

  /** Gives the bytes of a piece, block by block. */
  @FunctionalInterface
  interface Feed {
    /** Fills the beginning of a block of {@link #BLOCK} bytes; returns how many, 0 at the end. */
    int next(byte[] block);
  }

  /** Bytes that are there. */
  static Piece of(byte[] bytes) {
    return cursor -> {
      int[] at = {0};
      return block -> {
        int count = Math.min(block.length, bytes.length - at[0]);
        byte[] part = Arrays.copyOfRange(bytes, at[0], at[0] + count);
        System.arraycopy(part, 0, block, 0, count);
        at[0] += count;
        return count;
      };
    };
  }
}
