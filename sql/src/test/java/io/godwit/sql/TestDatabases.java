package io.godwit.sql;

import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases to test on, and short ways to look into them. */
public final class TestDatabases {

  private TestDatabases() {}

  /** A fresh database of a dialect. */
  public static Database fresh(Dialect dialect, Path folder, DatabaseSettings settings) {
    String url = dialect == Dialect.SQLITE ? "jdbc:sqlite:test.db" : TestPostgres.freshDatabase();
    return Database.open(DatabaseUrl.parse(url, folder), settings);
  }

  /** Runs statements, each in its own transaction. */
  public static void execute(Database database, String... statements) {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql); // several at once, where there are several
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row. */
  public static String ask(Database database, String query) {
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
