package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Reads and cuts blocks ahead, on other threads: to open small files and to wait for a disk takes
 * as long as all that is done with what was read. Small files are read a lot at a time, and where
 * the tree allows it some lots side by side; of all others, one block at a time.
 */
final class CutAhead implements AutoCloseable {

  /** The most bytes of a lot; a block has room for them. */
  private static final int LOT = 1 << 20;

  private static final int MOST_FILES = 1_024;

  private final FileTree tree;
  private final List<FileTree.Entry> entries;
  private final Workers workers;
  private final Blocks blocks;
  private final AtomicLongArray sizes;
  private final Deque<Task<Optional<Block>>> ahead = new ArrayDeque<>();
  private Optional<Cutter> oneByOne = Optional.empty();
  private int taken;

  CutAhead(FileTree tree, List<FileTree.Entry> entries, Workers workers) {
    this.tree = tree;
    this.entries = entries;
    this.workers = workers;
    blocks = new Blocks(entries);
    sizes = new AtomicLongArray(entries.size());
    submit();
  }

  /** The next block; empty when all files are read. */
  Optional<Block> next() {
    Optional<Block> block = Optional.empty();
    while (block.isEmpty() && !ahead.isEmpty()) {
      block = ahead.removeFirst().join();
      if (block.isEmpty()) {
        oneByOne = Optional.empty(); // A lot has a block.
      }
      submit();
    }
    return block;
  }

  /** Takes a block back that nobody looks at any more. */
  void reuse(Block block) {
    blocks.reuse(block);
  }

  /** The size in bytes of a file of which all blocks have been given out. */
  long size(int file) {
    return sizes.get(file);
  }

  @Override
  public void close() throws IOException {
    ahead.forEach(Task::settle);
    if (oneByOne.isPresent()) {
      oneByOne.get().close();
    }
  }

  private void submit() {
    while (oneByOne.isEmpty() && taken < entries.size() && ahead.size() <= workers.count()) {
      int from = taken;
      int to = endOfLot(from);
      if (to > from) {
        ahead.add(workers.submit(() -> lot(from, to)));
        taken = to;
      } else {
        taken = tree.readsSideBySide() ? from + 1 : entries.size();
        oneByOne = Optional.of(cutter(from, taken));
      }
    }
    if (ahead.isEmpty() && oneByOne.isPresent()) {
      ahead.add(workers.submit(oneByOne.get()::next));
    }
  }

  /** Where the files end that can be read in one go; where they begin, if they cannot. */
  private int endOfLot(int from) {
    long bytes = 0;
    int to = from;
    while (tree.readsSideBySide() && to < entries.size()) {
      long size = entries.get(to).sizeBytes();
      bytes += size;
      if (size == FileTree.Entry.UNKNOWN_SIZE || bytes > LOT || to - from == MOST_FILES) {
        break;
      }
      to++;
    }
    return to;
  }

  private Optional<Block> lot(int from, int to) {
    try (Cutter cutter = cutter(from, to)) {
      return cutter.next();
    } catch (IOException e) {
      throw new GodwitException(ArtifactError.UNREADABLE, "A file cannot be closed; repeat", e);
    }
  }

  private Cutter cutter(int from, int to) {
    return new Cutter(tree, entries, from, to, blocks, sizes);
  }
}
