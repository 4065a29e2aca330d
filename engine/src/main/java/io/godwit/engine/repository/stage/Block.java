package io.godwit.engine.repository.stage;

import java.util.Arrays;

/** Some chunks of one or several files that follow one another, cut and not yet looked at. */
final class Block {

  private final byte[] bytes;
  private int[] ends = new int[64];
  private int[] files = new int[64];
  private int count;

  Block(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int count() {
    return count;
  }

  int start(int chunk) {
    return chunk == 0 ? 0 : ends[chunk - 1];
  }

  int length(int chunk) {
    return ends[chunk] - start(chunk);
  }

  /** The file of a chunk, by its place in the list of files. */
  int file(int chunk) {
    return files[chunk];
  }

  void add(int file, int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      files = Arrays.copyOf(files, count * 2);
    }
    ends[count] = end;
    files[count++] = file;
  }
}
