package io.godwit.engine.state;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectConditionStep;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the state database, opened when it is first needed and again after it broke.
 * One thread works with it at a time.
 */
final class StateDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateDatabase.class);

  private static final Settings SETTINGS =
      new Settings().withRenderSchema(false).withExecuteLogging(false);

  private final StateLocation location;
  private final InstantSource clock;
  private final UnaryOperator<Connection> around;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Opened opened;

  /** A connection, and jOOQ on it. */
  private record Opened(Connection connection, DSLContext db) {}

  StateDatabase(StateLocation location, InstantSource clock, UnaryOperator<Connection> around) {
    this.location = location;
    this.clock = clock;
    this.around = around;
  }

  SQLDialect dialect() {
    return location.dialect();
  }

  /** One transaction that writes. */
  <T> T transact(Function<DSLContext, T> work) {
    return locked("begin immediate", work);
  }

  /** One transaction that only reads: it sees one moment, and on SQLite it waits for nobody. */
  <T> T read(Function<DSLContext, T> work) {
    return locked("begin", work);
  }

  private <T> T locked(String begin, Function<DSLContext, T> work) {
    lock.lock();
    try {
      return attempt(begin, work);
    } catch (DataAccessException | SQLException e) {
      drop();
      throw unreachable(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The transaction is begun and ended in so many words: with automatic commits off, SQLite's
   * driver begins the next one as soon as one ends, and so keeps everybody else out for ever.
   */
  private <T> T attempt(String begin, Function<DSLContext, T> work) throws SQLException {
    Opened now = opened();
    Connection open = now.connection();
    execute(open, location.dialect() == SQLDialect.SQLITE ? begin : "begin");
    try {
      T result = work.apply(now.db());
      execute(open, "commit");
      return result;
    } catch (RuntimeException e) {
      rollBack(open);
      throw e;
    }
  }

  private static void execute(Connection open, String statement) throws SQLException {
    try (Statement run = open.createStatement()) {
      run.execute(statement);
    }
  }

  private static void rollBack(Connection open) {
    try {
      execute(open, "rollback");
    } catch (SQLException e) {
      LOG.debug("A transaction that failed could not be rolled back", e);
    }
  }

  /**
   * Milliseconds by the clock that leases go by: the database's own where several machines share
   * it.
   */
  long now(DSLContext db) {
    if (location.dialect() == SQLDialect.SQLITE) {
      return clock.millis();
    }
    Long now =
        db.select(
                DSL.field(
                    "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", Long.class))
            .fetchOne(0, Long.class);
    return now == null ? clock.millis() : now;
  }

  /**
   * The query with its rows locked until the transaction ends; SQLite locks all of the file anyway.
   */
  static <R extends Record> ResultQuery<R> locked(DSLContext db, SelectConditionStep<R> query) {
    return db.dialect() == SQLDialect.SQLITE ? query : query.forUpdate();
  }

  private Opened opened() throws SQLException {
    Opened open = opened;
    if (open == null) {
      Connection made = around.apply(location.connect());
      open = new Opened(made, DSL.using(made, location.dialect(), SETTINGS));
      opened = open;
    }
    return open;
  }

  private void drop() {
    Opened open = opened;
    opened = null;
    if (open != null) {
      try {
        open.connection().close();
      } catch (SQLException e) {
        LOG.debug("A broken connection could not be closed", e);
      }
    }
  }

  private GodwitException unreachable(Exception e) {
    Throwable cause = e.getCause() instanceof SQLException ? e.getCause() : e;
    return new GodwitException(
        EngineError.STATE_UNREACHABLE,
        "The state store "
            + location
            + " does not answer as it should: "
            + firstLine(cause.getMessage())
            + (mayBeFull(cause) ? "; see whether its disk is full" : "")
            + ". Whether the last write happened is not known; the next command finds out",
        e);
  }

  /** SQLite calls a disk that is full an I/O error when it is its memory of the log that grows. */
  private static boolean mayBeFull(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("[SQLITE_FULL]")
        || message.contains("[SQLITE_IOERR")
        || (cause instanceof SQLException e && String.valueOf(e.getSQLState()).startsWith("53"));
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no message" : message.lines().findFirst().orElse("no message");
  }

  @Override
  public void close() {
    lock.lock();
    try {
      Opened open = opened;
      opened = null;
      if (open != null) {
        open.connection().close();
      }
    } catch (SQLException e) {
      LOG.debug("The state store could not be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
