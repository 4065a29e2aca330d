package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short statements with parameters, for a connection whose transaction belongs to the caller. */
final class Sql {

  private Sql() {}

  /** Makes something of the present row. */
  interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** The first row. */
  static <T> Optional<T> one(
      Connection connection, String sql, Row<T> mapping, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(mapping.map(row)) : Optional.empty();
    }
  }

  /** All rows; for results that are known to be short. */
  static <T> List<T> all(
      Connection connection, String sql, Row<T> mapping, @Nullable Object... parameters)
      throws SQLException {
    List<T> all = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.add(mapping.map(row));
      }
    }
    return all;
  }

  /** The first column of the first row as a number; 0 when there is none or it is null. */
  static long number(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    return one(connection, sql, row -> row.getLong(1), parameters).orElse(0L);
  }

  static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
