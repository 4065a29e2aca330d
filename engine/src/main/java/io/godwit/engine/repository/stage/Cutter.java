package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.repository.chunk.Chunker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Reads the files of a tree one after another and cuts each into chunks. */
final class Cutter implements AutoCloseable {

  /** What is cut while it is still in the cache into which it was read. */
  private static final int AT_ONCE = 256 << 10;

  private final FileTree tree;
  private final List<FileTree.Entry> entries;
  private final Blocks blocks;
  private final AtomicLongArray sizes;
  private final int to;
  private int file;
  private byte[] carry = new byte[0];
  private @Nullable InputStream in;
  private long inFile;
  private int chunksInFile;
  private int spanFrom;
  private boolean beganBefore;

  /**
   * Cuts some of the files.
   *
   * @param entries all files
   * @param from the first to be cut, by its place in the list
   * @param to the one after the last
   * @param sizes where their sizes in bytes go, when they have been read to their end
   */
  Cutter(
      FileTree tree,
      List<FileTree.Entry> entries,
      int from,
      int to,
      Blocks blocks,
      AtomicLongArray sizes) {
    this.tree = tree;
    this.entries = entries;
    this.file = from;
    this.to = to;
    this.blocks = blocks;
    this.sizes = sizes;
  }

  private static boolean isKnown(FileTree.Entry entry) {
    return entry.sizeBytes() != FileTree.Entry.UNKNOWN_SIZE;
  }

  /** The next chunks; empty when all files are read. */
  Optional<Block> next() {
    Block block = blocks.take();
    byte[] bytes = block.bytes();
    int capacity = bytes.length;
    System.arraycopy(carry, 0, bytes, 0, carry.length);
    int start = 0;
    int carried = carry.length;
    int fill = carried;
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
      block.spans().add(new Block.Span(file, spanFrom, fill, false));
    }
    carry = Arrays.copyOfRange(bytes, start, fill);
    block.read(fill - carried);
    return block.count() == 0 && block.spans().isEmpty() ? Optional.empty() : Optional.of(block);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }

  private FileTree.Entry entry() {
    return entries.get(file);
  }

  private boolean open(int at) {
    if (file == to) {
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
      int n = Objects.requireNonNull(in).read(bytes, fill, Math.min(bytes.length - fill, AT_ONCE));
      if (n > 0) {
        inFile += n;
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
      block.add(file, start);
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
      block.spans().add(new Block.Span(file, spanFrom, fill, true));
    }
    sizes.set(file++, inFile);
  }

  private GodwitException unreadable(String what, @Nullable Throwable cause) {
    return new GodwitException(
        ArtifactError.UNREADABLE,
        "File " + entry().path() + " " + what + "; mend it and repeat",
        cause);
  }
}
