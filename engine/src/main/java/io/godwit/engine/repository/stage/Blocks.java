package io.godwit.engine.repository.stage;

import io.godwit.api.file.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The blocks of one staging, used again: to clear new memory takes its time. For many threads. */
final class Blocks {

  private static final int BLOCK = 2 << 20;

  private final int capacity;
  private final Queue<Block> free = new ConcurrentLinkedQueue<>();

  /** Blocks of 2 MiB, or with room for all files and a byte more. */
  Blocks(List<FileTree.Entry> entries) {
    long all = 0;
    for (FileTree.Entry entry : entries) {
      all += entry.sizeBytes() == FileTree.Entry.UNKNOWN_SIZE ? BLOCK : entry.sizeBytes();
    }
    capacity = (int) Math.min(BLOCK, all + 1);
  }

  Block take() {
    return Optional.ofNullable(free.poll()).orElseGet(() -> new Block(capacity));
  }

  /** Takes a block back that nobody looks at any more. */
  void reuse(Block block) {
    block.clear();
    free.add(block);
  }
}
