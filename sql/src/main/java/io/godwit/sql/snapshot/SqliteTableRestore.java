package io.godwit.sql.snapshot;

import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link TableRestore} of SQLite, from a file that is attached. */
final class SqliteTableRestore implements TableRestore {

  private static final String SNAPSHOT = "godwit_snapshot";

  private final Database database;
  private final Path file;
  private final TableList tables;
  private SqliteObjects objects = new SqliteObjects(List.of());
  private long rows;

  /**
   * Looks at the file before anything is touched.
   *
   * @throws io.godwit.api.error.GodwitException if it is no database, or a damaged one, or has not
   *     these tables
   */
  SqliteTableRestore(Database database, Path file, List<String> wanted) {
    this.database = database;
    this.file = file;
    try (Connection connection = DriverManager.getConnection(Dialect.SQLITE.prefix() + file);
        Statement statement = connection.createStatement()) {
      SqliteRestore.demandSound(statement);
      this.objects = SqliteObjects.read(statement, "");
      this.tables = TableList.of(names(connection)).only(wanted);
    } catch (SQLException e) {
      throw SnapshotFiles.none("holds no SQLite file (" + e.getMessage() + ")");
    }
  }

  private List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    for (SqliteObjects.Definition object : objects.objects()) {
      if (object.isPlainTable() && !SqliteTables.find(connection, object.name()).isEmpty()) {
        names.add(SqliteTables.named(object.name()));
      }
    }
    return names;
  }

  @Override
  public Set<String> tables() {
    return tables.names();
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma foreign_keys = off");
      statement.execute("pragma ignore_check_constraints = on");
      statement.execute("pragma trusted_schema = off");
      statement.execute("attach " + Dialect.SQLITE.literal(file.toString()) + " as " + SNAPSHOT);
    }
  }

  @Override
  public Returned run(Connection connection, Before before) throws SQLException {
    List<String> there = new ArrayList<>();
    List<String> made = new ArrayList<>();
    for (String table : tables.names()) {
      (isThere(connection, table) ? there : made).add(table);
    }
    TableFrame frame = SqliteFrame.open(connection, there, 0);
    try (Statement statement = connection.createStatement()) {
      for (String table : there) {
        before.replaced(table);
        frame.clear(table);
        rows += SqliteRows.copy(statement, SNAPSHOT, SqliteTables.bare(table), true);
      }
      objects
          .of(made.stream().map(SqliteTables::bare).toList())
          .make(
              connection,
              (filling, table) -> rows += SqliteRows.copy(filling, SNAPSHOT, table, false));
      Map<String, String> counters = SqliteFrame.counters(connection, SNAPSHOT, tables.names());
      counters.values().removeIf(String::isEmpty);
      SqliteFrame.count(connection, counters);
    }
    frame.close();
    return new Returned(made, List.of(), Set.of(), tables.names().size(), rows);
  }

  private boolean isThere(Connection connection, String table) throws SQLException {
    String name = SqliteTables.bare(table);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select type from main.sqlite_schema where name = "
                    + Dialect.SQLITE.literal(name)
                    + " collate nocase")) {
      if (!row.next()) {
        return false;
      }
    }
    if (SqliteTables.find(connection, name).isEmpty()) {
      throw SnapshotFiles.otherwise(database.url(), table, "is no table");
    }
    List<String> has = SqliteTables.columns(connection, "main", name);
    List<String> had = SqliteTables.columns(connection, SNAPSHOT, name);
    if (!new HashSet<>(has).equals(new HashSet<>(had))) {
      throw SnapshotFiles.otherwise(
          database.url(),
          table,
          "has the columns ("
              + String.join(", ", has)
              + ") where the snapshot has ("
              + String.join(", ", had)
              + ")");
    }
    return true;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new io.godwit.api.error.GodwitException(
          io.godwit.sql.SqlError.NO_ROOM, "The copy at " + file + " cannot be removed: " + e, e);
    }
  }
}
