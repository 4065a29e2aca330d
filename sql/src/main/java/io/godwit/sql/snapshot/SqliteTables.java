package io.godwit.sql.snapshot;

import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of tables in a SQLite file. */
final class SqliteTables {

  private static final String SCHEMA = "main.";

  private static final String TABLE =
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like"
          + " 'sqlite\\_%' escape '\\' and name not like 'godwit\\_%' escape '\\' and name = ?"
          + " collate nocase";

  private SqliteTables() {}

  /**
   * The tables of these names, as the file has them.
   *
   * @throws io.godwit.api.error.GodwitException {@link io.godwit.sql.SqlError#NO_SUCH_TABLE} if
   *     some are not there, or are virtual
   */
  static List<String> find(Connection connection, Database database, List<String> wanted)
      throws SQLException {
    Set<String> missing = new LinkedHashSet<>();
    Set<String> found = new LinkedHashSet<>();
    for (String name : wanted) {
      String table = find(connection, bare(name));
      (table.isEmpty() ? missing : found).add(table.isEmpty() ? name : table);
    }
    if (!missing.isEmpty()) {
      throw SnapshotFiles.noTable(database.url().toString(), missing, List.of());
    }
    return List.copyOf(found);
  }

  /** The table as the main database has its name; empty if it has none. */
  static String find(Connection connection, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TABLE)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /** A condition on {@code sqlite_schema}. */
  static String are(List<String> tables) {
    return "tbl_name in ("
        + tables.stream().map(Dialect.SQLITE::literal).collect(Collectors.joining(", "))
        + ")";
  }

  /** With its schema, as SQL has it. */
  static String named(String table) {
    return SCHEMA + Dialect.SQLITE.quote(table);
  }

  /** Without schema and quotes. */
  static String bare(String written) {
    String name =
        written.toLowerCase(Locale.ROOT).startsWith(SCHEMA)
            ? written.substring(SCHEMA.length())
            : written;
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
  }

  /** The columns of a table that can be written, in their order. */
  static List<String> columns(Connection connection, String schema, String table)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select lower(name) from pragma_table_xinfo where arg = ? and schema = ? and hidden = 0"
                + " order by cid")) {
      query.setString(1, table);
      query.setString(2, schema);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
