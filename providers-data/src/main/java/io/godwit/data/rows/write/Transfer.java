package io.godwit.data.rows.write;

import io.godwit.data.rows.batch.Sql;
import io.godwit.sql.Dialect;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Collections;
import java.util.List;

/**
 * Rows from one database to another, a few hundred at a time. Texts, numbers and times go as the
 * text that their own database writes, which the other reads into its column's type; bytes as
 * bytes; truth values become 1 and 0 for SQLite.
 */
public final class Transfer {

  private static final int FETCHED = 500;

  private final Sql to;

  public Transfer(Sql to) {
    this.to = to;
  }

  /** Sends what a query of the other database gives into a table of this one. */
  public void send(Connection from, String query, List<String> columns, String table)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    try (Statement statement = from.createStatement();
        PreparedStatement insert =
            to.connection()
                .prepareStatement(
                    "insert into "
                        + table
                        + " ("
                        + to.list(columns)
                        + ") values ("
                        + marks
                        + ")")) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(FETCHED);
      try (ResultSet rows = statement.executeQuery(query)) {
        ResultSetMetaData data = rows.getMetaData();
        int waiting = 0;
        while (rows.next()) {
          for (int i = 1; i <= columns.size(); i++) {
            set(insert, i, rows, data.getColumnType(i));
          }
          insert.addBatch();
          if (++waiting == FETCHED) {
            insert.executeBatch();
            waiting = 0;
          }
        }
        if (waiting > 0) {
          insert.executeBatch();
        }
      }
    }
  }

  private void set(PreparedStatement insert, int i, ResultSet rows, int type) throws SQLException {
    boolean postgres = to.dialect() == Dialect.POSTGRESQL;
    Object value = type == Types.BIT || type == Types.BOOLEAN ? truth(rows, i) : value(rows, i);
    if (value == null) {
      insert.setNull(i, postgres ? Types.OTHER : Types.NULL);
    } else if (value instanceof byte[] bytes) {
      insert.setBytes(i, bytes);
    } else if (postgres) {
      insert.setObject(i, value.toString(), Types.OTHER);
    } else {
      insert.setObject(i, value);
    }
  }

  private static @org.jspecify.annotations.Nullable Object truth(ResultSet rows, int i)
      throws SQLException {
    boolean truth = rows.getBoolean(i);
    return rows.wasNull() ? null : (Object) (truth ? 1 : 0);
  }

  /** What is neither a number nor bytes goes as the text that the database writes. */
  private static @org.jspecify.annotations.Nullable Object value(ResultSet rows, int i)
      throws SQLException {
    Object value = rows.getObject(i);
    if (value instanceof BigDecimal exact) {
      return exact.toPlainString();
    }
    return value == null || value instanceof Number || value instanceof byte[]
        ? value
        : rows.getString(i);
  }
}
