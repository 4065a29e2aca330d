package io.godwit.engine.repository.work;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that another thread does, or the caller's own before {@link Workers#submit} returns.
 */
public final class Task<T> {

  private final FutureTask<T> future;

  Task(Supplier<T> work) {
    future = new FutureTask<>(work::get);
  }

  void run() {
    future.run();
  }

  /**
   * Waits for the result and gives it, or throws what the task threw. Being interrupted does not
   * end the waiting, because the task goes on as well.
   */
  public T join() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until it has ended, however it did. */
  public void settle() {
    try {
      join();
    } catch (RuntimeException e) {
      // Whoever settles has failed already; one reason is enough.
      return;
    }
  }
}
