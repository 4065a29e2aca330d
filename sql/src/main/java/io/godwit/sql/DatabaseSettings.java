package io.godwit.sql;

import java.time.Duration;
import java.util.Objects;

/**
 * How a database is used.
 *
 * @param connections how many connections at most; none is kept when idle for long
 * @param timeouts how long to wait for what
 * @param use what runs there
 */
public record DatabaseSettings(int connections, Timeouts timeouts, Use use) {

  /** What runs in a database. */
  public enum Use {
    /** Tables that Godwit made: SQLite keeps a write-ahead log. */
    OWN_TABLES,
    /**
     * Other people's scripts: PostgreSQL gets each statement as it is written, in its simple
     * protocol, for the extended one has the driver cut scripts by itself, and wrongly; a SQLite
     * file keeps the journal that it has.
     */
    SCRIPTS
  }

  /**
   * How long to wait.
   *
   * @param connect for a connection
   * @param lock for a lock that somebody else holds
   * @param statement for a statement to end; zero is for ever
   */
  public record Timeouts(Duration connect, Duration lock, Duration statement) {

    /** Ten seconds for a connection, five for a lock, no limit for a statement. */
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO);

    /** Checks that nothing is null or negative. */
    public Timeouts {
      if (connect.isNegative() || lock.isNegative() || statement.isNegative()) {
        throw new IllegalArgumentException("a time-out is not negative");
      }
    }
  }

  /** For tables that Godwit made. */
  public static final DatabaseSettings OWN_TABLES =
      new DatabaseSettings(4, Timeouts.DEFAULT, Use.OWN_TABLES);

  /** For other people's scripts. */
  public static final DatabaseSettings SCRIPTS =
      new DatabaseSettings(4, Timeouts.DEFAULT, Use.SCRIPTS);

  /** Checks the numbers. */
  public DatabaseSettings {
    Objects.requireNonNull(timeouts, "timeouts");
    Objects.requireNonNull(use, "use");
    if (connections < 1) {
      throw new IllegalArgumentException("a database needs a connection");
    }
  }

  /** The same with other time-outs. */
  public DatabaseSettings with(Timeouts other) {
    return new DatabaseSettings(connections, other, use);
  }
}
