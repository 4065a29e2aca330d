package io.godwit.knowledge.build;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads that work side by side for the one who made them. A crew that is the caller alone has
 * done the work when it is given.
 *
 * @param <R> what comes of a piece of work
 */
final class Crew<R> implements AutoCloseable {

  private final int workers;
  private final ExecutorService threads;
  private final CompletionService<R> results;
  private int underWay;

  Crew(int workers) {
    this(workers, true);
  }

  private Crew(int workers, boolean beside) {
    this.workers = workers;
    this.threads = Executors.newFixedThreadPool(workers, Crew::thread); // begun with their work
    Executor executor = beside ? threads : Runnable::run;
    this.results = new ExecutorCompletionService<>(executor);
  }

  /** The caller itself. */
  static <R> Crew<R> alone() {
    return new Crew<>(1, false);
  }

  static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "godwit-worker");
    thread.setDaemon(true);
    return thread;
  }

  int workers() {
    return workers;
  }

  boolean isIdle() {
    return underWay == 0;
  }

  boolean isFull() {
    return underWay == workers;
  }

  void give(Callable<R> work) {
    underWay++;
    var unused = results.submit(work);
  }

  /** What came of the piece of work that is done next. */
  R take() throws InterruptedException, ExecutionException {
    var next = results.take();
    underWay--;
    return next.get();
  }

  @Override
  public void close() {
    end(threads);
  }

  /** Interrupts what is under way, and waits until nobody works any more. */
  static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
