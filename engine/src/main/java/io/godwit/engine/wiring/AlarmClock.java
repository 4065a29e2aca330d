package io.godwit.engine.wiring;

import io.godwit.api.step.Alarm;
import io.godwit.engine.run.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends work whose time is up, from a thread of its own. */
final class AlarmClock implements Alarms, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmClock.class);
  private static final long AGAIN_MILLIS = 200;

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timer;

  AlarmClock(InstantSource clock) {
    this.clock = clock;
    timer = new ScheduledThreadPoolExecutor(1, work -> Daemons.thread(work, "godwit-alarm"));
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Watch at(Instant deadline) {
    long pause = Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
    Ringing ringing = new Ringing(Thread.currentThread());
    ringing.again =
        timer.scheduleWithFixedDelay(ringing::ring, pause, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    return ringing;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Rings until the effect has ended; never after that, for then the thread does other work. */
  private static final class Ringing implements Watch {
    private final Thread worker;
    private final Set<Call> calls = new LinkedHashSet<>();
    private Future<?> again = new java.util.concurrent.CompletableFuture<>();
    private boolean rang;
    private boolean over;

    /** One who asked to be called. */
    private record Call(Runnable cancel, Object identity) {}

    Ringing(Thread worker) {
      this.worker = worker;
    }

    private synchronized void ring() {
      if (over) {
        return;
      }
      rang = true;
      for (Call call : List.copyOf(calls)) {
        try {
          call.cancel.run();
        } catch (RuntimeException e) {
          LOG.warn("Work whose time is up could not be ended: {}", e.getMessage());
        }
      }
      worker.interrupt();
    }

    @Override
    public synchronized Alarm calling(Runnable cancel) {
      Call call = new Call(cancel, new Object());
      calls.add(call);
      return () -> forget(call);
    }

    private synchronized void forget(Call call) {
      calls.remove(call);
    }

    @Override
    public synchronized boolean rang() {
      return rang;
    }

    @Override
    public void close() {
      synchronized (this) {
        over = true;
      }
      again.cancel(false);
      if (rang()) {
        var unused = Thread.interrupted();
      }
    }
  }
}
