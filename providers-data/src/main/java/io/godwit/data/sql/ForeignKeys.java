package io.godwit.data.sql;

import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.schema.Orphans;
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

  private ForeignKeys() {}

  static void check(Database database, Connection connection) throws SQLException {
    if (database.dialect() != Dialect.SQLITE
        || first(connection, "pragma foreign_keys").equals("1")) {
      return;
    }
    Orphans orphans = Orphans.read(connection);
    if (orphans.count() > 0) {
      try (Connection committed = database.reader()) {
        orphans.demandAtMost(Orphans.read(committed).count());
      }
    }
  }

  private static String first(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
