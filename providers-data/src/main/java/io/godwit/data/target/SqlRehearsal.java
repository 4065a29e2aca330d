package io.godwit.data.target;

import io.godwit.api.error.GodwitException;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings.Timeouts;
import io.godwit.sql.Dialect;
import io.godwit.sql.ScratchDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A rehearsal on a database: on PostgreSQL one transaction that is rolled back, with all its locks
 * until then; on SQLite, where that would keep all writers out, a copy of the file.
 */
public final class SqlRehearsal implements Rehearsal {

  private final Database database;
  private final Connection connection;
  private final Runnable removal;
  private boolean closed;

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
