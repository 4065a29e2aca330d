package io.godwit.sql.snapshot;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Receipts;
import io.godwit.sql.receipt.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Captures a database and brings it back: {@link io.godwit.api.snapshot.Restorable} for targets
 * that are one. Godwit's own tables are left alone.
 */
public final class Snapshots {

  private final Database database;
  private final Receipts receipts;
  private final String scope;

  /**
   * Snapshots of everything in a database.
   *
   * @param receipts what makes effects happen once there
   */
  public Snapshots(Database database, Receipts receipts) {
    this(database, receipts, "");
  }

  /**
   * Snapshots of some tables and views only.
   *
   * @param scope with what their names begin; empty for everything
   */
  public Snapshots(Database database, Receipts receipts, String scope) {
    this.database = database;
    this.receipts = receipts;
    this.scope = scope;
  }

  /** {@link io.godwit.api.target.Structured#script}. */
  public String script() {
    try {
      return SchemaScript.of(database, scope);
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /** {@link io.godwit.api.snapshot.Restorable#capture}. */
  public Capture capture(Path scratch) {
    try {
      return database.dialect() == Dialect.SQLITE
          ? SqliteCapture.of(database, scope, scratch)
          : PostgresCapture.of(database, scope);
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /**
   * Looks whether tables can be captured; touches nothing.
   *
   * @throws GodwitException {@link SqlError#NO_SUCH_TABLE} if some are not there
   */
  public void demandTables(List<String> tables) {
    try (Connection connection = database.reader()) {
      if (database.dialect() == Dialect.SQLITE) {
        SqliteTables.find(connection, database, tables);
      } else {
        PostgresTables.find(connection, database, tables);
      }
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /**
   * Captures some tables as they are in one transaction, with what they need to be made elsewhere.
   *
   * @param tables as in SQL, with or without a schema; partitions and children come along
   * @throws GodwitException {@link SqlError#NO_SUCH_TABLE} if some are not there
   */
  public Capture capture(List<String> tables, Path scratch) {
    try {
      return database.dialect() == Dialect.SQLITE
          ? SqliteCapture.of(database, tables, scratch)
          : PostgresCapture.of(database, tables);
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  /**
   * Opens a snapshot, of tables or of a whole database, to bring tables of it back.
   *
   * @param tables as in SQL; all if empty
   * @throws GodwitException if it is none of such a database, or has not these tables
   */
  public TableRestore tables(FileTree snapshot, List<String> tables, Path scratch) {
    if (database.dialect() == Dialect.POSTGRESQL) {
      demandPostgres(snapshot);
      return new PostgresTableRestore(database, snapshot, tables);
    }
    demandSqlite(snapshot);
    Path file = scratch.resolve(SqliteCapture.FILE);
    SnapshotFiles.lay(snapshot, SqliteCapture.FILE, file);
    return new SqliteTableRestore(database, file, tables);
  }

  /** {@link io.godwit.api.snapshot.Restorable#restore}. */
  public Attempt<Progress> restore(FileTree snapshot, Effect effect, Path scratch) {
    try {
      return database.dialect() == Dialect.SQLITE
          ? sqlite(snapshot, effect, scratch)
          : postgres(snapshot, effect);
    } catch (GodwitException e) {
      return PostgresRestore.canBeTriedAgain(e)
          ? new Attempt.Retryable<>(e.faults().get(0))
          : new Attempt.Rejected<>(e.faults().get(0));
    }
  }

  private Attempt<Progress> postgres(FileTree snapshot, Effect effect) {
    demandPostgres(snapshot);
    demandWhole(snapshot);
    return receipts.once(effect, new PostgresRestore(database, snapshot, scope));
  }

  private Attempt<Progress> sqlite(FileTree snapshot, Effect effect, Path scratch) {
    demandSqlite(snapshot);
    demandWhole(snapshot);
    Path file = scratch.resolve(SqliteCapture.FILE);
    try {
      SnapshotFiles.lay(snapshot, SqliteCapture.FILE, file);
      Work restore = new SqliteRestore(database, file, scope);
      return receipts.once(effect, restore);
    } finally {
      delete(file);
    }
  }

  private void demandPostgres(FileTree snapshot) {
    if (!SnapshotFiles.has(snapshot, Structure.FILE)) {
      throw SnapshotFiles.none("is not one of PostgreSQL, but " + database.url() + " is");
    }
  }

  private void demandSqlite(FileTree snapshot) {
    if (!SnapshotFiles.has(snapshot, SqliteCapture.FILE)) {
      throw SnapshotFiles.none("is not one of SQLite, but " + database.url() + " is");
    }
  }

  private static void demandWhole(FileTree snapshot) {
    if (SnapshotFiles.has(snapshot, TableList.FILE)) {
      throw SnapshotFiles.none("is one of some tables only");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new GodwitException(
          io.godwit.sql.SqlError.NO_ROOM, "The copy at " + file + " cannot be removed: " + e, e);
    }
  }
}
