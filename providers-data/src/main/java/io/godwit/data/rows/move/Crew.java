package io.godwit.data.rows.move;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Several that do the same beside one another. They have all ended when it returns, also when the
 * thread that waits for them is interrupted: then they are, too.
 */
final class Crew {

  private final int size;

  private Crew(int size) {
    this.size = size;
  }

  static Crew of(int size) {
    return new Crew(size);
  }

  /** What each of them came to; one alone works on the present thread. */
  <T> List<T> work(Callable<T> work) {
    if (size == 1) {
      return List.of(called(work));
    }
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        all.add(threads.submit(work));
      }
      threads.shutdown();
      await(threads);
      List<T> results = new ArrayList<>();
      for (Future<T> one : all) {
        results.add(called(one::get));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(ExecutorService threads) {
    boolean interrupted = false;
    for (boolean ended = false; !ended; ) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
        threads.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T called(Callable<T> work) {
    try {
      return work.call();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
