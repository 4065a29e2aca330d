package io.godwit.engine.wiring;

import io.godwit.engine.repository.work.Workers;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that hash, compress and store for the repository: one for each core, and two for
 * those that wait for a storage, so that no core does. They begin with the first task and end when
 * there has been none for a while. The queue has no bound of its own: whoever submits has a few
 * tasks under way and waits for the first of them.
 */
final class WorkerPool implements AutoCloseable {

  private static final int WAITING = 2;

  private final ThreadPoolExecutor threads;
  private final Workers workers;

  WorkerPool(int count) {
    threads =
        new ThreadPoolExecutor(
            count + WAITING,
            count + WAITING,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> Daemons.thread(work, "godwit-repository"));
    threads.allowCoreThreadTimeOut(true);
    workers = new Workers(threads, count);
  }

  Workers workers() {
    return workers;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
