package io.godwit.data.target;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings.Timeouts;
import io.godwit.sql.Dialect;
import io.godwit.sql.ScratchDatabase;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A rehearsal on a database: on PostgreSQL one transaction that is rolled back, with all its locks
 * until then; on SQLite, where that would keep all writers out, a copy of the file.
 */
public final class SqlRehearsal implements Rehearsal {

  /** More would hold the locks of their rows for as long. */
  private static final int SAMPLED_BATCHES = 10;

  private static final Past NOTHING_BEFORE = new Past(Optional.empty(), Optional.empty());

  private final Database database;
  private final Connection connection;
  private final Runnable removal;
  private boolean closed;
  private int steps;

  private SqlRehearsal(Database database, Connection connection, Runnable removal) {
    this.database = database;
    this.connection = connection;
    this.removal = removal;
  }

  static SqlRehearsal of(Database database, Path folder, String name) {
    if (database.dialect() == Dialect.SQLITE) {
      ScratchDatabase copy = ScratchDatabase.copyOf(database, folder, name);
      return new SqlRehearsal(copy.database(), connect(copy.database()), copy::close);
    }
    SqlRehearsal rehearsal = new SqlRehearsal(database, connect(database), () -> {});
    try (Statement statement = rehearsal.connection.createStatement()) {
      statement.execute("begin");
      Timeouts timeouts = database.settings().timeouts();
      statement.execute("set local lock_timeout = " + timeouts.lock().toMillis());
      statement.execute("set local statement_timeout = " + timeouts.statement().toMillis());
      return rehearsal;
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  private static Connection connect(Database database) {
    try {
      return database.connection();
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /** What statements are run on; on PostgreSQL its transaction is open. */
  public Connection connection() {
    return connection;
  }

  /** Whose connection it is. */
  public Database database() {
    return database;
  }

  /** The database as a target, for work that wants one; it is closed with the rehearsal. */
  public DataTarget target() {
    return new DataTarget(database);
  }

  /** For one more step. */
  public StepContext context() {
    return new RehearsalContext(steps++, inTransaction() ? SAMPLED_BATCHES : Integer.MAX_VALUE);
  }

  /**
   * Does what a run would do in a transaction of its own.
   *
   * @throws GodwitException if the database refuses
   */
  public Progress run(Work work) {
    try {
      if (inTransaction()) {
        makeRoom();
        return work.run(connection, NOTHING_BEFORE);
      }
      execute("begin immediate");
      Progress progress = work.run(connection, NOTHING_BEFORE);
      execute("commit");
      return progress;
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /**
   * The same for work that only looks: in the transaction, what is deferred to its end is looked at
   * first, and is deferred again afterwards.
   */
  public void aside(Work work) {
    if (!inTransaction()) {
      var unused = run(work);
      return;
    }
    try {
      execute("savepoint godwit_aside");
      execute("set constraints all immediate");
      var unused = work.run(connection, NOTHING_BEFORE);
      execute("rollback to savepoint godwit_aside");
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /** What of a work in batches has not been tried. */
  public static List<String> rest(Progress progress) {
    return progress.complete()
        ? List.of()
        : progress.tallies().stream()
            .filter(tally -> tally.what().equals("rows"))
            .map(tally -> "the rows behind the first " + tally.done() + " of " + tally.total())
            .toList();
  }

  /** A run has made a schema for what Godwit keeps before its first step. */
  private void makeRoom() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet there = statement.executeQuery("select to_regnamespace('godwit') is not null");
      boolean missing = there.next() && !there.getBoolean(1);
      there.close();
      if (missing) {
        statement.execute("create schema godwit");
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether everything is in one transaction, which a statement may refuse. */
  public boolean inTransaction() {
    return database.dialect() == Dialect.POSTGRESQL;
  }

  @Override
  public String manner() {
    return inTransaction() ? "in a transaction that is rolled back" : "on a copy of the file";
  }

  /** A connection that is closed for good drops what its transaction did. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      database.discard(connection);
      removal.run();
    }
  }
}
