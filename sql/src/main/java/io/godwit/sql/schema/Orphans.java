package io.godwit.sql.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows of a SQLite database without the parent that a foreign key demands. A database may have had
 * some before: SQLite looks at foreign keys only for a connection that asks for it.
 *
 * @param count how many
 * @param first one of them, in words
 */
public record Orphans(long count, String first) {

  private static final String QUERY =
      "select count(*), coalesce(min(\"table\" || ' row ' || coalesce(rowid, '?') || ' has no parent"
          + " in ' || parent), '') from pragma_foreign_key_check";

  /** SQLITE_CONSTRAINT */
  private static final int CONSTRAINT = 19;

  /** Those that the connection's transaction sees. */
  public static Orphans read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      return new Orphans(row.getLong(1), row.getString(2));
    }
  }

  /**
   * Refuses more of them than there were.
   *
   * @throws SQLException as SQLite itself would
   */
  public void demandAtMost(long before) throws SQLException {
    if (count > before) {
      throw new SQLException(
          "FOREIGN KEY constraint failed: " + first + " (" + count + " rows in all)",
          null,
          CONSTRAINT);
    }
  }
}
