package io.godwit.engine.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often an attempt is repeated, and after how long: the delay doubles with each failure up to
 * the longest, and half of it is left to chance, so that engines that met once do not meet again.
 *
 * @param attempts how often an effect is tried before the run goes back
 * @param rollbackAttempts how often an undo is tried before a person is needed ({@code
 *     versioning.migrations.rollback.max_attempts})
 * @param shortest the first delay
 * @param longest the longest delay
 */
public record RetryPolicy(int attempts, int rollbackAttempts, Duration shortest, Duration longest) {

  /** Eight attempts over about half a minute, and {@code rollbackAttempts} of an undo. */
  public static RetryPolicy standard(int rollbackAttempts) {
    return new RetryPolicy(8, rollbackAttempts, Duration.ofMillis(200), Duration.ofSeconds(10));
  }

  Duration delay(int failures, RandomGenerator random) {
    long whole =
        Math.min(
            longest.toMillis(), shortest.toMillis() << Math.min(Math.max(failures - 1, 0), 20));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
