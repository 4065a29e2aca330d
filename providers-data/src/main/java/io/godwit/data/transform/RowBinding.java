package io.godwit.data.transform;

import io.godwit.sql.Dialect;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** How the values of rows go into the columns of a table. */
public final class RowBinding {

  private static final String DATA_EXCEPTION = "22000";

  private final Dialect dialect;
  private final List<String> types = new ArrayList<>();

  /** For these columns of a database of that kind. */
  public RowBinding(Dialect dialect, ResultSetMetaData columns) throws SQLException {
    this.dialect = dialect;
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      types.add(columns.getColumnTypeName(i).toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Puts a value in the place of a column, counted from 1.
   *
   * @throws SQLException as for what the database refuses, if it is of no kind that a row may hold
   */
  public void set(PreparedStatement statement, int i, @Nullable Object value) throws SQLException {
    Object plain;
    try {
      plain = plain(types.get(i - 1), value);
    } catch (IllegalArgumentException e) {
      throw new SQLException(e.getMessage(), DATA_EXCEPTION, SQLiteErrorCode.SQLITE_MISMATCH.code);
    }
    if (plain == null) {
      statement.setNull(i, dialect == Dialect.POSTGRESQL ? Types.OTHER : Types.NULL);
    } else if (plain instanceof byte[] bytes) {
      statement.setBytes(i, bytes);
    } else if (dialect == Dialect.POSTGRESQL) {
      statement.setObject(i, plain.toString(), Types.OTHER);
    } else {
      statement.setObject(i, plain);
    }
  }

  private @Nullable Object plain(String type, @Nullable Object value) {
    if (value == null || value instanceof byte[]) {
      return value;
    }
    if (value instanceof Map || value instanceof List || RowReader.isJson(type)) {
      return RowJson.write(value);
    }
    if (value instanceof Boolean truth) {
      return dialect == Dialect.POSTGRESQL ? truth : (Object) (truth ? 1 : 0);
    }
    if (value instanceof BigDecimal exact) {
      return exact.toPlainString();
    }
    if (value instanceof Number number) {
      boolean asItIs = value instanceof Long || value instanceof Integer || value instanceof Double;
      return asItIs ? value : number.toString();
    }
    String text = value.toString();
    boolean bytes = dialect == Dialect.SQLITE && type.equals("blob") && text.startsWith("\\x");
    return bytes ? unhexed(text) : text;
  }

  private static Object unhexed(String text) {
    try {
      return HexFormat.of().parseHex(text, 2, text.length());
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
