package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * Holds off, in the present transaction, what would act on rows that are exchanged: foreign keys
 * and triggers. {@link #close} puts all of it on again, and demands that no row lacks its parent.
 */
public interface TableFrame {

  /** Around these tables; on SQLite the connection does not enforce foreign keys itself. */
  static TableFrame open(Dialect dialect, Connection connection, Collection<String> tables)
      throws SQLException {
    return dialect == Dialect.POSTGRESQL
        ? PostgresFrame.open(connection, tables)
        : SqliteFrame.open(connection, tables);
  }

  /** Removes all rows of a table. */
  void clear(String table) throws SQLException;

  /** Puts everything on again. */
  void close() throws SQLException;

  /** How far the sequences of tables have counted, by their names. */
  static Map<String, String> counters(
      Dialect dialect, Connection connection, Collection<String> tables) throws SQLException {
    return dialect == Dialect.POSTGRESQL
        ? PostgresFrame.counters(connection, tables)
        : SqliteFrame.counters(connection, tables);
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
