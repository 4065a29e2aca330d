package io.godwit.data.sql;

import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What SQLite does not look at while a script has {@code PRAGMA foreign_keys} switched off, as it
 * does to rebuild a table, is looked at before the commit. Rows that had no parent before are not
 * held against the script.
 */
final class ForeignKeys {

  private static final String CHECK =
      "select \"table\" || ' row ' || coalesce(rowid, '?') || ' has no parent in ' || parent from"
          + " pragma_foreign_key_check";

  /** SQLITE_CONSTRAINT */
  private static final int CONSTRAINT = 19;

  private ForeignKeys() {}

  static void check(Database database, Connection connection) throws SQLException {
    if (database.dialect() != Dialect.SQLITE
        || first(connection, "pragma foreign_keys").equals("1")) {
      return;
    }
    String orphan = first(connection, CHECK + " limit 1");
    if (orphan.isEmpty()) {
      return;
    }
    long after = count(connection);
    try (Connection committed = database.reader()) {
      if (after > count(committed)) {
        throw new SQLException(
            "FOREIGN KEY constraint failed at the end of the script: "
                + orphan
                + " ("
                + after
                + " rows in all)",
            null,
            CONSTRAINT);
      }
    }
  }

  private static long count(Connection connection) throws SQLException {
    return Long.parseLong(first(connection, "select count(*) from pragma_foreign_key_check"));
  }

  private static String first(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
