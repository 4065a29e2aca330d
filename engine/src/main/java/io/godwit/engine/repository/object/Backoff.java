package io.godwit.engine.repository.object;

/** Waits before something is tried again. */
@FunctionalInterface
public interface Backoff {

  /** Does not wait: for storages that are not shared, and for tests. */
  Backoff NONE = attempt -> {};

  /**
   * Waits a time that grows with the number of attempts made so far, from 1, and varies at random.
   *
   * @throws io.godwit.api.error.GodwitException if waiting is interrupted
   */
  void beforeRetry(int attempt);
}
