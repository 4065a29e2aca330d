package io.godwit.data.adopt;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table that another tool keeps, read as text. */
final class HistoryTable {

  private final Connection connection;
  private final String name;

  private HistoryTable(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /** The table of that name, if there is one that the search path leads to. */
  static Optional<HistoryTable> find(Dialect dialect, Connection connection, String name)
      throws SQLException {
    String question =
        dialect == Dialect.POSTGRESQL
            ? "select 1 where to_regclass(?) is not null"
            : "select 1 from sqlite_master where type in ('table', 'view') and name = ?";
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(new HistoryTable(connection, name)) : Optional.empty();
      }
    }
  }

  /** The names of its columns, in small letters. */
  Set<String> columns() throws SQLException {
    Set<String> columns = new HashSet<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("select * from " + name + " where 1 = 0")) {
      ResultSetMetaData data = rows.getMetaData();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        columns.add(data.getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  /** Its rows in the order of a column; what is null is empty. */
  List<Row> rows(String order) throws SQLException {
    List<Row> all = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("select * from " + name + " order by " + order)) {
      ResultSetMetaData data = rows.getMetaData();
      while (rows.next()) {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
          String value = rows.getString(i);
          values.put(data.getColumnName(i).toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
        all.add(new Row(values));
      }
    }
    return all;
  }

  /** A row. */
  record Row(Map<String, String> values) {
    String get(String column) {
      return values.getOrDefault(column, "");
    }

    /** PostgreSQL says t or true, SQLite 1. */
    boolean is(String column) {
      return Set.of("t", "true", "1").contains(get(column).toLowerCase(Locale.ROOT));
    }
  }
}
