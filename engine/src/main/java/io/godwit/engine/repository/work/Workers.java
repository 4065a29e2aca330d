package io.godwit.engine.repository.work;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Who helps with what can be done side by side.
 *
 * @param executor runs tasks that neither wait for one another nor hold locks
 * @param count how many tasks it runs at a time
 */
public record Workers(Executor executor, int count) {

  /** Nobody: the caller does it all. */
  public static final Workers NONE = new Workers(Runnable::run, 1);

  public Workers {
    if (count < 1) {
      throw new IllegalArgumentException("at least one works: " + count);
    }
  }

  /** Hands over something to do. */
  public <T> Task<T> submit(Supplier<T> work) {
    Task<T> task = new Task<>(work);
    executor.execute(task::run);
    return task;
  }
}
