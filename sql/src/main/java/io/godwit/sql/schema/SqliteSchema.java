package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is defined in a SQLite file, from its {@code sqlite_schema}. */
final class SqliteSchema {

  private static final String OURS = "(name glob 'godwit_*' or tbl_name glob 'godwit_*')";

  /** The columns of a table as readers see their names, which the definition has in lower case. */
  private static final String COLUMNS =
      "case when type = 'table' and sql not like 'create virtual %' then (select group_concat(name,"
          + " char(10)) from (select x.name from pragma_table_xinfo(m.name, 'main') x order by"
          + " x.cid)) end";

  /** What a virtual table keeps its index in is its own business. */
  private static final String NO_SHADOW =
      "name not in (select name from pragma_table_list where schema = 'main' and type = 'shadow')";

  private SqliteSchema() {}

  static Schema read(Connection connection) throws SQLException {
    SortedMap<String, String> objects = definitions(connection, NO_SHADOW);
    for (String pragma : List.of("user_version", "application_id")) {
      objects.put("pragma " + pragma, number(connection, "pragma main." + pragma));
    }
    return new Schema(objects);
  }

  /** Names of tables are the same in any case. */
  static Schema read(Connection connection, Collection<String> tables) throws SQLException {
    String names =
        tables.stream()
            .map(name -> Dialect.SQLITE.literal(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", ", "(", ")"));
    return new Schema(definitions(connection, "lower(tbl_name) in " + names));
  }

  private static SortedMap<String, String> definitions(Connection connection, String where)
      throws SQLException {
    TreeMap<String, String> objects = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select type || ' ' || name, sql, "
                    + COLUMNS
                    + " from main.sqlite_schema m where sql is not null and"
                    + " name not glob 'sqlite_*' and not "
                    + OURS
                    + " and "
                    + where)) {
      while (rows.next()) {
        String sql = rows.getString(2);
        String definition = CanonicalSql.of(Lexer.of(Dialect.SQLITE, sql), sql);
        String columns = rows.getString(3);
        objects.put(rows.getString(1), columns == null ? definition : definition + "\n" + columns);
      }
    }
    return objects;
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
