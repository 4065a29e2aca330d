package io.godwit.engine.repository.stage;

import io.godwit.engine.repository.work.InOrder;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads and cuts a block ahead, on another thread: to open small files and to wait for a disk takes
 * as long as all that is done with what was read. No two threads use the tree at the same time.
 */
final class CutAhead implements AutoCloseable {

  private final Cutter cutter;
  private final InOrder reading;
  private Optional<Task<Optional<Block>>> ahead;

  CutAhead(Cutter cutter, Workers workers) {
    this.cutter = cutter;
    reading = new InOrder(workers);
    ahead = Optional.of(reading.submit(cutter::next));
  }

  /** The next block; empty when all files are read. */
  Optional<Block> next() {
    Optional<Task<Optional<Block>>> due = ahead;
    ahead = Optional.empty(); // What fails is told once.
    Optional<Block> block = due.flatMap(Task::join);
    ahead = block.map(more -> reading.submit(cutter::next));
    return block;
  }

  /** Takes a block back that nobody looks at any more. */
  void reuse(Block block) {
    cutter.reuse(block);
  }

  /** The sizes in bytes of all files, when all are read. */
  List<Long> sizes() {
    return cutter.sizes();
  }

  @Override
  public void close() throws IOException {
    ahead.ifPresent(Task::settle);
    cutter.close();
  }
}
