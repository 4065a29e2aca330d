package io.godwit.sql.schema;

import io.godwit.api.name.Digest;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a query gives, as a number of rows and a digest that does not depend on their order and is
 * the same for the same values in SQLite and in PostgreSQL: a number is written without trailing
 * zeros, a truth value as 1 or 0, bytes as they are, and everything else as the text that the
 * database writes.
 *
 * @param rows how many rows
 * @param digest of all of them
 */
public record RowDigest(long rows, Digest digest) {

  private static final int FETCHED = 1_000;

  /** Reads the rows one by one. */
  public static RowDigest of(Connection connection, String query) throws SQLException {
    connection.setAutoCommit(false); // only so does PostgreSQL's driver not read them all at once
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(FETCHED);
      RowSum sum = new RowSum();
      long count = 0;
      try (ResultSet rows = statement.executeQuery(query)) {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            add(sum, rows, i, columns.getColumnType(i));
          }
          sum.endRow();
          count++;
        }
      }
      MessageDigest all = Digest.sha256();
      sum.addTo(all);
      return new RowDigest(count, Digest.finish(all));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void add(RowSum sum, ResultSet rows, int i, int type) throws SQLException {
    if (type == Types.BIT || type == Types.BOOLEAN) {
      boolean truth = rows.getBoolean(i);
      value(sum, rows.wasNull() ? null : truth ? 1 : 0, "");
      return;
    }
    Object value = rows.getObject(i);
    boolean text = value != null && !(value instanceof Number) && !(value instanceof byte[]);
    value(sum, value, text ? rows.getString(i) : "");
  }

  private static void value(RowSum sum, @Nullable Object value, String text) {
    if (value == null) {
      sum.text('n', "");
    } else if (value instanceof byte[] bytes) {
      sum.value('b', bytes);
    } else if (value instanceof Number number) {
      sum.text('t', canonical(number));
    } else {
      sum.text('t', text);
    }
  }

  private static String canonical(Number number) {
    double real = number.doubleValue();
    if (!Double.isFinite(real)) {
      return Double.toString(real);
    }
    BigDecimal exact = new BigDecimal(number.toString());
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }
}
