package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.repository.chunk.Chunker;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Reads the files of a tree one after another and cuts each into chunks. */
final class Cutter implements AutoCloseable {

  private static final int BLOCK = 2 << 20;

  /** What is cut while it is still in the cache into which it was read. */
  private static final int AT_ONCE = 256 << 10;

  private final FileTree tree;
  private final List<FileTree.Entry> entries;
  private final int capacity;
  private final List<Long> sizes = new ArrayList<>();
  private final Queue<Block> free = new ConcurrentLinkedQueue<>();
  private byte[] carry = new byte[0];
  private @Nullable InputStream in;
  private long inFile;
  private int chunksInFile;
  private int spanFrom;
  private boolean beganBefore;
  private long inAll;

  Cutter(FileTree tree, List<FileTree.Entry> entries) {
    this.tree = tree;
    this.entries = entries;
    capacity = capacity(entries);
  }

  private static int capacity(List<FileTree.Entry> entries) {
    long all = 0;
    for (FileTree.Entry entry : entries) {
      all += isKnown(entry) ? entry.sizeBytes() : BLOCK;
    }
    return (int) Math.min(BLOCK, all + 1);
  }

  private static boolean isKnown(FileTree.Entry entry) {
    return entry.sizeBytes() != FileTree.Entry.UNKNOWN_SIZE;
  }

  /** The sizes in bytes of the files that have been read to their end, in order. */
  List<Long> sizes() {
    return sizes;
  }

  /** The next chunks; empty when all files are read. */
  Optional<Block> next() {
    Block block = Optional.ofNullable(free.poll()).orElseGet(() -> new Block(capacity));
    byte[] bytes = block.bytes();
    System.arraycopy(carry, 0, bytes, 0, carry.length);
    int start = 0;
    int fill = carry.length;
    spanFrom = fill;
    beganBefore = in != null;
    while (fill < capacity && (in != null || open(fill))) {
      int n = read(bytes, fill);
      fill += Math.max(n, 0);
      start = cut(block, start, fill, n < 0);
      if (n < 0) {
        finishFile(block, fill);
      }
    }
    if (in != null && fill > spanFrom) {
      block.spans().add(new Block.Span(file(), spanFrom, fill, false));
    }
    carry = Arrays.copyOfRange(bytes, start, fill);
    block.readSoFar(inAll);
    return block.count() == 0 && block.spans().isEmpty() ? Optional.empty() : Optional.of(block);
  }

  /**
   * Takes a block back that nobody looks at any more: to clear new memory takes its time. By any
   * thread.
   */
  void reuse(Block block) {
    block.clear();
    free.add(block);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }

  /** The file that is being read, by its place in the list. */
  private int file() {
    return sizes.size();
  }

  private FileTree.Entry entry() {
    return entries.get(file());
  }

  private boolean open(int at) {
    if (file() == entries.size()) {
      return false;
    }
    in = tree.open(entry().path());
    inFile = 0;
    chunksInFile = 0;
    spanFrom = at;
    beganBefore = false;
    return true;
  }

  private int read(byte[] bytes, int fill) {
    try {
      int n = Objects.requireNonNull(in).read(bytes, fill, Math.min(capacity - fill, AT_ONCE));
      if (n > 0) {
        inFile += n;
        inAll += n;
      }
      long size = entry().sizeBytes();
      if (isKnown(entry()) && (n < 0 ? inFile != size : inFile > size)) {
        throw unreadable("has another size than before: it changes while it is read", null);
      }
      return n;
    } catch (IOException e) {
      throw unreadable("cannot be read", e);
    }
  }

  private int cut(Block block, int from, int fill, boolean ends) {
    int start = from;
    while (ends ? start < fill : fill - start >= Chunker.LONGEST) {
      start += Chunker.cut(block.bytes(), start, fill);
      block.add(file(), start);
      chunksInFile++;
    }
    return start;
  }

  private void finishFile(Block block, int fill) {
    try {
      close();
    } catch (IOException e) {
      throw unreadable("cannot be closed", e);
    }
    in = null;
    if (chunksInFile == 1 && !beganBefore) {
      block.lastIsWhole();
    } else {
      block.spans().add(new Block.Span(file(), spanFrom, fill, true));
    }
    sizes.add(inFile);
  }

  private GodwitException unreadable(String what, @Nullable Throwable cause) {
    return new GodwitException(
        ArtifactError.UNREADABLE,
        "File " + entry().path() + " " + what + "; mend it and repeat",
        cause);
  }
}
