package io.godwit.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.postgresql.PGConnection;
import org.sqlite.ProgressHandler;

/**
 * Lets no statement of a connection run beyond an end. PostgreSQL is told how long it has; SQLite,
 * which knows no such setting, asks every few thousand steps.
 */
public final class TimeLimit {

  private static final int STEPS = 20_000;

  private final InstantSource clock;
  private final Instant end;

  /** From now on, for this long. */
  public TimeLimit(InstantSource clock, Duration length) {
    this.clock = clock;
    this.end = clock.instant().plus(length);
  }

  /** Whether the time is up. */
  public boolean isOver() {
    return !clock.instant().isBefore(end);
  }

  /** Binds a connection that is not of a pool. */
  public void hold(Dialect dialect, Connection connection) throws SQLException {
    if (dialect == Dialect.SQLITE) {
      ProgressHandler.setHandler(
          connection,
          STEPS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              return isOver() ? 1 : 0;
            }
          });
    }
  }

  /** To be called before each statement: what is left is less each time. */
  public void renew(Connection connection) throws SQLException {
    if (isOver()) {
      throw new SQLException("the time is up", "57014");
    }
    if (connection.isWrapperFor(PGConnection.class)) {
      long left = Math.max(1, Duration.between(clock.instant(), end).toMillis());
      try (Statement statement = connection.createStatement()) {
        statement.execute("set statement_timeout = " + Math.min(left, Integer.MAX_VALUE));
      }
    }
  }
}
