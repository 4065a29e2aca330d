package io.godwit.engine.repository;

import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.work.Workers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Repositories for tests, with a clock that is set and ids that count. */
public final class Places {

  public static final Instant NOW = Instant.parse("2026-11-20T22:10:00Z");

  private final AtomicLong count = new AtomicLong();
  private Instant now = NOW;

  public Repository on(Storage storage) {
    return on(storage, Workers.NONE);
  }

  public Repository on(Storage storage, Workers workers) {
    return Repository.on(storage, tools(workers));
  }

  public RepositoryTools tools(Workers workers) {
    return new RepositoryTools(
        clock(),
        () -> String.format("%032x", count.incrementAndGet()),
        Trees.random(1),
        Backoff.NONE,
        workers);
  }

  public InstantSource clock() {
    return () -> now;
  }

  public void set(Instant instant) {
    now = instant;
  }
}
