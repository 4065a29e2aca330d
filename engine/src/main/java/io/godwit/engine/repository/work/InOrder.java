package io.godwit.engine.repository.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** Tasks that are done one after another, in the order of their submission, beside all others. */
public final class InOrder {

  private final Workers workers;
  private final Deque<Task<?>> waiting = new ArrayDeque<>();
  private boolean busy;

  public InOrder(Workers workers) {
    this.workers = workers;
  }

  /** Hands over something to do. */
  public <T> Task<T> submit(Supplier<T> work) {
    Task<T> task = new Task<>(work);
    if (isFirst(task)) {
      workers.executor().execute(this::doAll);
    }
    return task;
  }

  private synchronized boolean isFirst(Task<?> task) {
    waiting.add(task);
    boolean first = !busy;
    busy = true;
    return first;
  }

  private void doAll() {
    for (Optional<Task<?>> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  private synchronized Optional<Task<?>> next() {
    Optional<Task<?>> next = Optional.ofNullable(waiting.poll());
    busy = next.isPresent();
    return next;
  }
}
