package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is defined in a SQLite file, from its {@code sqlite_schema}. */
final class SqliteSchema {

  private static final String OURS = "(name glob 'godwit_*' or tbl_name glob 'godwit_*')";

  /** The columns of a table as readers see their names, which the definition has in lower case. */
  private static final String COLUMNS =
      "select group_concat(name, char(10)) from (select name from pragma_table_xinfo(?, 'main') order"
          + " by cid)";

  /** What a virtual table keeps its index in is its own business; to list tables takes long. */
  private static final String NO_SHADOW =
      "(not exists (select 1 from main.sqlite_schema where sql like 'create virtual %') or name not"
          + " in (select name from pragma_table_list where schema = 'main' and type = 'shadow'))";

  private static final String VIRTUAL = "create virtual ";

  private SqliteSchema() {}

  /** An object as SQLite has written it down: all that its definition here depends on. */
  record Written(String object, String sql) {}

  static Schema read(Connection connection) throws SQLException {
    return read(connection, new HashMap<>());
  }

  /**
   * Reads what is defined.
   *
   * @param known the definitions of earlier reads, which becomes those of this one
   */
  static Schema read(Connection connection, Map<Written, String> known) throws SQLException {
    SortedMap<String, String> objects = definitions(connection, NO_SHADOW, known);
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
    return new Schema(definitions(connection, "lower(tbl_name) in " + names, new HashMap<>()));
  }

  private static SortedMap<String, String> definitions(
      Connection connection, String where, Map<Written, String> known) throws SQLException {
    TreeMap<String, String> objects = new TreeMap<>();
    Map<Written, String> now = new HashMap<>();
    try (Statement statement = connection.createStatement();
        PreparedStatement columns = connection.prepareStatement(COLUMNS);
        ResultSet rows =
            statement.executeQuery(
                "select type, name, sql from main.sqlite_schema where sql is not null and"
                    + " name not glob 'sqlite_*' and not "
                    + OURS
                    + " and "
                    + where)) {
      while (rows.next()) {
        String type = rows.getString(1);
        String name = rows.getString(2);
        Written written = new Written(type + ' ' + name, rows.getString(3));
        String definition = known.get(written);
        if (definition == null) {
          definition = definition(written.sql(), type.equals("table") ? name : "", columns);
        }
        now.put(written, definition);
        objects.put(written.object(), definition);
      }
    }
    known.clear();
    known.putAll(now);
    return objects;
  }

  private static String definition(String sql, String table, PreparedStatement columns)
      throws SQLException {
    String definition = CanonicalSql.of(Lexer.of(Dialect.SQLITE, sql), sql);
    if (table.isEmpty() || sql.regionMatches(true, 0, VIRTUAL, 0, VIRTUAL.length())) {
      return definition;
    }
    columns.setString(1, table);
    try (ResultSet names = columns.executeQuery()) {
      return names.next() ? definition + "\n" + names.getString(1) : definition;
    }
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
