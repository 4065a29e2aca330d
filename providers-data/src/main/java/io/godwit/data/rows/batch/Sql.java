package io.godwit.data.rows.batch;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements made of an author's expressions, on one connection.
 *
 * @param dialect whose
 * @param connection in a transaction of the step
 */
public record Sql(Dialect dialect, Connection connection) {

  /** Returns how many rows it changed. */
  public long execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  public long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(query)) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** Whether a query gives a row. */
  public boolean any(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  public String quote(String name) {
    return dialect.quote(name);
  }

  public String list(List<String> columns) {
    return columns.stream().map(this::quote).collect(Collectors.joining(", "));
  }

  public String list(String of, List<String> columns) {
    return columns.stream()
        .map(column -> of + "." + quote(column))
        .collect(Collectors.joining(", "));
  }

  public String same(String a, String b, List<String> columns) {
    return columns.stream()
        .map(column -> a + "." + quote(column) + " = " + b + "." + quote(column))
        .collect(Collectors.joining(" and "));
  }

  /** Where Godwit's own tables are. */
  public String own(String table) {
    return (dialect == Dialect.POSTGRESQL ? "godwit." : "main.") + table;
  }

  public boolean hasOwn(String table) throws SQLException {
    return any(
        dialect == Dialect.POSTGRESQL
            ? "select 1 where to_regclass('godwit." + table + "') is not null"
            : "select 1 from main.sqlite_schema where name = '" + table + "'");
  }
}
