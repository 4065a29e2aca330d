package io.godwit.engine.wiring;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.operation.Leases;
import io.godwit.engine.operation.Stores;
import io.godwit.engine.state.Holder;
import io.godwit.engine.state.Lease;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lease and prolongs it from a thread of its own while something runs. Losing it is
 * noticed by the store and the targets, which refuse the old token; the thread only keeps others
 * from waiting in vain or taking over too soon.
 */
final class LeaseKeeper implements Leases {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private final Stores stores;
  private final Processes processes;
  private final StopSignal stop;
  private final Duration duration;

  /**
   * Takes leases.
   *
   * @param duration how long a lease lasts unless it is renewed; it is, three times as often
   */
  LeaseKeeper(Stores stores, Processes processes, StopSignal stop, Duration duration) {
    this.stores = stores;
    this.processes = processes;
    this.stop = stop;
    this.duration = duration;
  }

  @Override
  public Hold take() {
    StateStore store = stores.writing();
    Holder self = processes.self();
    Lease lease = store.acquire(self, duration, processes::isSurelyDead);
    if (!lease.holder().equals(self)) {
      throw new GodwitException(
          EngineError.LEASE_HELD,
          "Another engine is at work: "
              + lease.holder()
              + ", since "
              + lease.since()
              + "; nothing was done. Wait for it, or see `godwit status`");
    }
    stop.reset();
    return new Kept(store, lease.token(), duration);
  }

  /** A lease with its heartbeat. */
  private static final class Kept implements Hold {
    private final StateStore store;
    private final long token;
    private final Duration duration;
    private final ScheduledExecutorService heart;

    Kept(StateStore store, long token, Duration duration) {
      this.store = store;
      this.token = token;
      this.duration = duration;
      heart = new ScheduledThreadPoolExecutor(1, beat -> Daemons.thread(beat, "godwit-lease"));
      long pause = duration.toMillis() / 3;
      var beating = heart.scheduleAtFixedRate(this::beat, pause, pause, TimeUnit.MILLISECONDS);
      LOG.debug("Lease {} is held, {}", token, beating);
    }

    private void beat() {
      try {
        if (!store.renew(token, duration)) {
          LOG.warn("The lease (token {}) was taken by another engine; this one stops", token);
          heart.shutdown();
        }
      } catch (RuntimeException e) {
        LOG.warn("The lease could not be renewed; trying again: {}", e.getMessage());
      }
    }

    @Override
    public long token() {
      return token;
    }

    @Override
    public void close() {
      heart.shutdownNow();
      boolean free = false;
      for (int attempt = 0; attempt < 2 && !free; attempt++) {
        free = gaveUp();
      }
      if (!free) {
        LOG.warn("The lease could not be given up; it expires by itself within {}", duration);
      }
    }

    /** A connection that broke in the meantime is a new one the second time. */
    private boolean gaveUp() {
      try {
        store.giveUp(token);
        return true;
      } catch (RuntimeException e) {
        LOG.debug("The lease was not given up", e);
        return false;
      }
    }
  }
}
