package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is defined in a SQLite file, from its {@code sqlite_schema}. */
final class SqliteSchema {

  private static final String OURS = "(name glob 'godwit_*' or tbl_name glob 'godwit_*')";

  private SqliteSchema() {}

  static Schema read(Connection connection) throws SQLException {
    TreeMap<String, String> objects = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select type || ' ' || name, sql from main.sqlite_schema where sql is not null and"
                    + " name not glob 'sqlite_*' and name not in (select name from"
                    + " pragma_table_list where schema = 'main' and type = 'shadow') and not "
                    + OURS)) {
      while (rows.next()) {
        String sql = rows.getString(2);
        objects.put(rows.getString(1), CanonicalSql.of(Lexer.of(Dialect.SQLITE, sql), sql));
      }
    }
    for (String pragma : List.of("user_version", "application_id")) {
      objects.put("pragma " + pragma, number(connection, "pragma main." + pragma));
    }
    return new Schema(objects);
  }

  /** The tables whose rows count, virtual ones read through themselves. */
  static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name from pragma_table_list where schema = 'main' and type in ('table',"
                    + " 'virtual') and name not glob 'sqlite_*' and name not glob 'godwit_*' order"
                    + " by name")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String number(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(pragma)) {
      return rows.next() ? rows.getString(1) : "0";
    }
  }
}
