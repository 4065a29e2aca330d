package io.godwit.cli.progress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps a bar alive while a step says nothing. */
public final class Ticker implements AutoCloseable {

  private static final long MILLIS = 250;

  private final ScheduledExecutorService clock;

  /** Calls this several times a second until it is closed. */
  public Ticker(Runnable tick) {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "godwit-progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused = clock.scheduleAtFixedRate(tick, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
