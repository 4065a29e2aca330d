package io.godwit.data.verify;

import io.godwit.sql.Database;
import io.godwit.sql.TimeLimit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks a database, in no more time than there is, and takes no more rows than are wanted. */
final class Questions {

  /** As many rows of a kind are counted; more make no difference. */
  static final int COUNTED = 1_000;

  private static final int MOST_ROWS = 100_000;

  private final Connection connection;
  private final TimeLimit limit;

  Questions(Database database, Connection connection, TimeLimit limit) throws SQLException {
    this.connection = connection;
    this.limit = limit;
    limit.hold(database.dialect(), connection);
  }

  boolean isOver() {
    return limit.isOver();
  }

  /** The rows of an answer as texts, a null as an empty one. */
  List<List<String>> rows(String query) throws SQLException {
    limit.renew(connection);
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(MOST_ROWS);
      try (ResultSet answer = statement.executeQuery(query)) {
        int columns = answer.getMetaData().getColumnCount();
        while (answer.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            String text = answer.getString(i);
            row.add(text == null ? "" : text);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The first column of each row. */
  List<String> column(String query) throws SQLException {
    return rows(query).stream().map(row -> row.get(0)).toList();
  }

  /** How many rows a query has, counted up to {@link #COUNTED}. */
  long count(String query) throws SQLException {
    String counted = "select count(*) from (" + query + " limit " + COUNTED + ") counted";
    return Long.parseLong(column(counted).get(0));
  }

  /** The number for a person. */
  static String said(long count, String one) {
    String number = count < COUNTED ? Long.toString(count) : COUNTED + " or more";
    return number + " " + one + (count == 1 ? "" : "s");
  }
}
