package io.godwit.sql.snapshot;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import io.godwit.sql.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a snapshot back in one transaction, from a file that is attached: what is there goes, what
 * the snapshot has is made and filled. Rows keep their row numbers.
 */
final class SqliteRestore implements Work {

  private static final String SNAPSHOT = "godwit_snapshot";

  private final Database database;
  private final Path file;
  private final String scope;
  private SqliteObjects objects = new SqliteObjects(List.of());
  private Expected expected = Expected.of(new Schema(new java.util.TreeMap<>()));
  private final List<String> pragmas = new ArrayList<>();
  private final List<String> keepers = new ArrayList<>();
  private long rows;
  private long tables;

  /**
   * Looks at the file before anything is touched.
   *
   * @throws io.godwit.api.error.GodwitException if it is no database, or a damaged one
   */
  SqliteRestore(Database database, Path file, String scope) {
    this.database = database;
    this.file = file;
    this.scope = scope;
    try (Connection connection = DriverManager.getConnection(Dialect.SQLITE.prefix() + file);
        Statement statement = connection.createStatement()) {
      demandSound(statement);
      read(connection, statement);
    } catch (SQLException e) {
      throw SnapshotFiles.none("holds no SQLite file (" + e.getMessage() + ")");
    }
  }

  /** Refuses a damaged file; nothing can be changed by the statement's connection afterwards. */
  static void demandSound(Statement statement) throws SQLException {
    statement.execute("pragma query_only = on");
    statement.execute("pragma trusted_schema = off");
    statement.execute("pragma ignore_check_constraints = on");
    String damage = first(statement, "pragma quick_check(1)");
    if (!damage.equals("ok")) {
      throw SnapshotFiles.none("holds a damaged SQLite file (" + damage + ")");
    }
  }

  private void read(Connection connection, Statement statement) throws SQLException {
    objects = SqliteObjects.read(statement, scope);
    expected = Expected.of(Schema.read(Dialect.SQLITE, connection));
    if (scope.isEmpty()) {
      for (String pragma : List.of("user_version", "application_id")) {
        pragmas.add("pragma main." + pragma + " = " + first(statement, "pragma " + pragma));
      }
    }
    for (String keeper : List.of("sqlite_sequence", "sqlite_stat1")) {
      if (!first(statement, "select 1 from sqlite_schema where name = '" + keeper + "'")
          .isEmpty()) {
        keepers.add(keeper);
      }
    }
  }

  private static String first(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma foreign_keys = off");
      statement.execute("pragma ignore_check_constraints = on");
      statement.execute("pragma trusted_schema = off");
      statement.execute("pragma legacy_alter_table = on");
      statement.execute("attach " + Dialect.SQLITE.literal(file.toString()) + " as " + SNAPSHOT);
    }
  }

  /** The attached file, and what was set. */
  @Override
  public boolean changesSession() {
    return true;
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      SqliteObjects.remove(statement, SqliteObjects.within(scope));
      objects.make(connection, this::fill);
      for (String pragma : pragmas) {
        statement.execute(pragma);
      }
      keep(statement);
    }
    expected
        .only(scope)
        .demand(Expected.of(Schema.read(Dialect.SQLITE, connection)).only(scope), database.url());
    return Progress.complete(
        Checkpoint.NONE, new Tally("tables", tables, tables), new Tally("rows", rows, rows));
  }

  private void fill(Statement statement, String table) throws SQLException {
    rows += SqliteRows.copy(statement, SNAPSHOT, table, false);
    tables++;
  }

  /** What SQLite keeps beside tables: how far AUTOINCREMENT has counted, and its statistics. */
  private void keep(Statement statement) throws SQLException {
    if (keepers.contains("sqlite_stat1")
        && first(statement, "select 1 from main.sqlite_schema where name = 'sqlite_stat1'")
            .isEmpty()) {
      statement.execute("create table main.godwit_statistics (a primary key)");
      statement.execute("analyze main.godwit_statistics");
      statement.execute("drop table main.godwit_statistics");
    }
    for (String keeper : keepers) {
      String column = keeper.equals("sqlite_stat1") ? "tbl" : "name";
      String which =
          " where "
              + column
              + " not glob 'godwit_*' and substr("
              + column
              + ", 1, "
              + scope.length()
              + ") = "
              + Dialect.SQLITE.literal(scope);
      statement.execute("delete from main." + keeper + which);
      statement.execute(
          "insert into main." + keeper + " select * from " + SNAPSHOT + "." + keeper + which);
    }
  }
}
