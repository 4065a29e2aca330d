package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import io.godwit.sql.schema.Orphans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * Holds off, in the present transaction, what would act on rows that are exchanged: foreign keys
 * and triggers. {@link #close} puts all of it on again, and demands that no more rows lack their
 * parents than before.
 */
public interface TableFrame {

  /**
   * Around these tables; on SQLite the connection does not enforce foreign keys itself.
   *
   * @param orphans how many rows may lack their parent in the end, if more than do now
   */
  static TableFrame open(
      Dialect dialect, Connection connection, Collection<String> tables, long orphans)
      throws SQLException {
    return dialect == Dialect.POSTGRESQL
        ? PostgresFrame.open(connection, tables)
        : SqliteFrame.open(connection, tables, orphans);
  }

  /** Removes all rows of a table. */
  void clear(String table) throws SQLException;

  /** Puts everything on again. */
  void close() throws SQLException;

  /** How many rows lack their parents, which no database but SQLite has. */
  static long orphans(Dialect dialect, Connection connection) throws SQLException {
    return dialect == Dialect.SQLITE ? Orphans.read(connection).count() : 0;
  }

  /** How far the sequences of tables have counted, by their names. */
  static Map<String, String> counters(
      Dialect dialect, Connection connection, Collection<String> tables) throws SQLException {
    return dialect == Dialect.POSTGRESQL
        ? PostgresFrame.counters(connection, tables)
        : SqliteFrame.counters(connection, "main", tables);
  }

  /** Sets what {@link #counters} gave, for those that are there. */
  static void count(Dialect dialect, Connection connection, Map<String, String> counters)
      throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      PostgresFrame.count(connection, counters);
    } else {
      SqliteFrame.count(connection, counters);
    }
  }
}
