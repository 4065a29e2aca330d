package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is defined in a SQLite file, as its {@code sqlite_schema} has it. A virtual table is made as
 * the shell's {@code .dump} makes it: the tables in which it keeps its index come as they are, and
 * its definition is written beside them, so that the module has nothing to build again.
 *
 * @param objects in the order in which they can be made
 */
record SqliteObjects(List<Definition> objects) {

  /** One row of {@code sqlite_schema}. */
  record Definition(String type, String name, String table, String sql, boolean virtual) {
    boolean isPlainTable() {
      return type.equals("table") && !virtual;
    }
  }

  /** What is done once a table is made, before its indexes are. */
  interface Filling {
    /** Brings its rows. */
    void fill(Statement statement, String table) throws SQLException;
  }

  private static final String ORDER =
      "case when type = 'table' and rootpage > 0 then 1 when type = 'index' then 2 when type = 'view'"
          + " then 3 when type = 'trigger' then 4 else 5 end, rowid";

  SqliteObjects {
    objects = List.copyOf(objects);
  }

  /** Whether a row of {@code sqlite_schema} belongs to a snapshot; {@code scope} as elsewhere. */
  static String within(String scope) {
    return "(tbl_name not glob 'godwit_*' and name not glob 'sqlite_*' and substr(tbl_name, 1, "
        + scope.length()
        + ") = "
        + Dialect.SQLITE.literal(scope)
        + ")";
  }

  /** Those of some tables only, by the tables' names. */
  SqliteObjects of(Collection<String> tables) {
    return new SqliteObjects(
        objects.stream()
            .filter(object -> tables.stream().anyMatch(object.table::equalsIgnoreCase))
            .toList());
  }

  static SqliteObjects read(Statement statement, String scope) throws SQLException {
    return read(statement, within(scope), "main");
  }

  /** What is defined in an attached file, as far as a condition on {@code sqlite_schema} holds. */
  static SqliteObjects read(Statement statement, String condition, String schema)
      throws SQLException {
    List<Definition> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select type, name, tbl_name, sql, type = 'table' and coalesce(rootpage, 0) = 0 from "
                + schema
                + ".sqlite_schema where sql is not null and "
                + condition
                + " order by "
                + ORDER)) {
      while (rows.next()) {
        found.add(
            new Definition(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getBoolean(5)));
      }
    }
    return new SqliteObjects(found);
  }

  /** Drops what a condition on {@code sqlite_schema} is true of, with all that hangs on it. */
  static void remove(Statement statement, String condition) throws SQLException {
    for (String kind : List.of("trigger", "view", "virtual", "table")) {
      for (String removal : removal(statement, kind, condition)) {
        statement.execute(removal);
      }
    }
  }

  /** A virtual table takes along what it keeps its index in. */
  private static List<String> removal(Statement statement, String kind, String condition)
      throws SQLException {
    String which =
        kind.equals("virtual")
            ? "type = 'table' and coalesce(rootpage, 0) = 0"
            : "type = '" + kind + "'";
    List<String> removals = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select type, name from main.sqlite_schema where name not glob 'sqlite_*' and "
                + which
                + " and "
                + condition)) {
      while (rows.next()) {
        removals.add(
            "drop " + rows.getString(1) + " main." + Dialect.SQLITE.quote(rows.getString(2)));
      }
    }
    return removals;
  }

  /** Makes everything in the main database, in the present transaction. */
  void make(Connection connection, Filling filling) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (Definition object : objects) {
        if (object.virtual) {
          continue;
        }
        statement.execute(object.sql);
        if (object.isPlainTable()) {
          filling.fill(statement, object.name);
        }
      }
      List<Definition> virtual = objects.stream().filter(Definition::virtual).toList();
      if (!virtual.isEmpty()) {
        writeDown(connection, statement, virtual);
      }
    }
  }

  private static void writeDown(
      Connection connection, Statement statement, List<Definition> virtual) throws SQLException {
    statement.execute("pragma writable_schema = on");
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into main.sqlite_schema (type, name, tbl_name, rootpage, sql) values ('table',"
                + " ?, ?, 0, ?)")) {
      for (Definition table : virtual) {
        insert.setString(1, table.name);
        insert.setString(2, table.name);
        insert.setString(3, table.sql);
        insert.executeUpdate();
      }
    }
    statement.execute("pragma writable_schema = reset");
  }
}
