package io.godwit.engine.run;

import io.godwit.api.error.ErrorKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How often an attempt is repeated, and after how long: the delay doubles with each failure up to
 * the longest, and half of it is left to chance, so that engines that met once do not meet again.
 * What is only in somebody's way is tried again soon, what is out of order or out of room later.
 *
 * @param attempts how often an effect is tried before the run goes back
 * @param rollbackAttempts how often an undo is tried before a person is needed ({@code
 *     versioning.migrations.rollback.max_attempts})
 * @param paces how fast, by whose move it is
 */
public record RetryPolicy(int attempts, int rollbackAttempts, Map<ErrorKind, Pace> paces) {

  /** The first delay, and the longest. */
  public record Pace(Duration shortest, Duration longest) {}

  /** Undos are few, so they are further apart: as if so many attempts had failed before. */
  private static final int GOING_BACK = 3;

  /** Copies the map, which has to have every kind. */
  public RetryPolicy {
    paces = Map.copyOf(paces);
    for (ErrorKind kind : ErrorKind.values()) {
      Objects.requireNonNull(paces.get(kind), kind.name());
    }
  }

  /**
   * Ten attempts, and {@code rollbackAttempts} of an undo: over about ten seconds when another
   * transaction or a lock is in the way, about a minute when something does not answer, about five
   * when there is no room.
   */
  public static RetryPolicy standard(int rollbackAttempts) {
    Map<ErrorKind, Pace> paces = all(new Pace(Duration.ofMillis(200), Duration.ofSeconds(15)));
    paces.put(ErrorKind.CONFLICT, new Pace(Duration.ofMillis(50), Duration.ofSeconds(3)));
    paces.put(ErrorKind.RESOURCES, new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    return new RetryPolicy(10, rollbackAttempts, paces);
  }

  /** The same pace whatever has failed. */
  public static RetryPolicy even(int attempts, int rollbackAttempts, Pace pace) {
    return new RetryPolicy(attempts, rollbackAttempts, all(pace));
  }

  private static Map<ErrorKind, Pace> all(Pace pace) {
    Map<ErrorKind, Pace> paces = new EnumMap<>(ErrorKind.class);
    for (ErrorKind kind : ErrorKind.values()) {
      paces.put(kind, pace);
    }
    return paces;
  }

  /** How long to wait after so many failures, of which the last was of that kind. */
  Duration delay(int failures, boolean goingBack, ErrorKind kind, RandomGenerator random) {
    Pace pace = Objects.requireNonNull(paces.get(kind));
    int doublings = Math.max(failures - 1, 0) + (goingBack ? GOING_BACK : 0);
    long whole =
        Math.min(pace.longest.toMillis(), pace.shortest.toMillis() << Math.min(doublings, 20));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
