package io.godwit.data.pace;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast a step moves rows, as its author says it and as a plan keeps it. An operator can say
 * otherwise while it runs: {@link Orders}.
 *
 * @param rest how long to rest after each transaction, as a multiple of the time that it took
 * @param maxLag how far a replica may be behind, in time
 * @param maxLagBytes how far a replica may be behind, in bytes of the write-ahead log
 * @param maxSessions how many other sessions of the database may be at work
 */
public record Pace(
    @Doc(
            "How long to rest after each transaction, in terms of its own time: 1 works half the time.")
        @Default("0")
        double rest,
    @Doc("Waits while a replica is further behind than this.") Optional<Duration> maxLag,
    @Doc("Waits while a replica has more than so many bytes of the log to apply.")
        Optional<Long> maxLagBytes,
    @Doc("Waits while more than so many other sessions are at work in the database.")
        Optional<Integer> maxSessions) {

  /** As fast as it can. */
  public static final Pace FULL = new Pace(0, Optional.empty(), Optional.empty(), Optional.empty());

  private static final double LONGEST_REST = 1_000;

  /**
   * Refuses what cannot be meant.
   *
   * @throws GodwitException with PACE
   */
  public void demandSense(Dialect dialect) {
    if (!(rest >= 0 && rest <= LONGEST_REST)) {
      throw wrong("rest is from 0 to 1000 times what a transaction took, not " + rest);
    }
    if (maxLag.filter(Duration::isNegative).isPresent()
        || maxLagBytes.filter(bytes -> bytes < 0).isPresent()
        || maxSessions.filter(sessions -> sessions < 0).isPresent()) {
      throw wrong("a bound is not negative");
    }
    if (dialect == Dialect.SQLITE && watches()) {
      throw wrong("SQLite has neither replicas nor sessions to wait for; say rest alone");
    }
  }

  /** Whether the load of the database matters. */
  boolean watches() {
    return maxLag.isPresent() || maxLagBytes.isPresent() || maxSessions.isPresent();
  }

  static GodwitException wrong(String message) {
    return new GodwitException(DataError.PACE, message);
  }
}
