package io.godwit.engine.repository.stage;

import io.godwit.engine.repository.chunk.ChunkEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Some chunks of one or several files that follow one another, cut and not yet looked at. */
final class Block {

  /**
   * Bytes of a file that are in no block before.
   *
   * @param file its place in the list of files
   * @param from where they begin
   * @param to where they end
   * @param endsFile whether the file ends there
   */
  record Span(int file, int from, int to, boolean endsFile) {}

  private final byte[] bytes;
  private byte[] room = new byte[0];
  private final List<Span> spans = new ArrayList<>();
  private final BitSet whole = new BitSet();
  private int[] ends = new int[64];
  private int[] files = new int[64];
  private int count;
  private int read;

  Block(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the chunks can be encoded, one after another, each from the place of its plain bytes. */
  byte[] room() {
    if (room.length == 0) {
      room = new byte[bytes.length + ChunkEncoder.ROOM];
    }
    return room;
  }

  /** Makes it empty, for other chunks. */
  void clear() {
    spans.clear();
    whole.clear();
    count = 0;
  }

  int count() {
    return count;
  }

  void read(int bytesOfFiles) {
    read = bytesOfFiles;
  }

  /** How many bytes of files were read that are in no block before. */
  int read() {
    return read;
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

  /** What is to be hashed of whole files. */
  List<Span> spans() {
    return spans;
  }

  /** Says that the chunk that was added last is all of its file, which has no span then. */
  void lastIsWhole() {
    whole.set(count - 1);
  }

  /** Whether a chunk is all of its file. */
  boolean isWhole(int chunk) {
    return whole.get(chunk);
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
