package io.godwit.data.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.godwit.api.row.Row;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of a result, as those who transform them see them. */
public final class RowReader {

  private static final Set<String> JSON = Set.of("JSON", "JSONB");
  private static final Set<String> TRUTH = Set.of("BOOL", "BOOLEAN");

  private record Column(String name, String type) {}

  private final ResultSet result;
  private final int first;
  private final List<Column> columns = new ArrayList<>();

  /** The columns of a result, from one of them on. */
  public RowReader(ResultSet result, int first) throws SQLException {
    this.result = result;
    this.first = first;
    ResultSetMetaData data = result.getMetaData();
    for (int i = first; i <= data.getColumnCount(); i++) {
      columns.add(
          new Column(data.getColumnLabel(i), data.getColumnTypeName(i).toUpperCase(Locale.ROOT)));
    }
  }

  /** The present row. */
  public Row row() throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i).name(), value(columns.get(i).type(), first + i));
    }
    return new Row(values);
  }

  private @Nullable Object value(String type, int i) throws SQLException {
    Object value = result.getObject(i);
    if (value instanceof Integer || value instanceof Short) {
      value = ((Number) value).longValue();
    } else if (value instanceof Float) {
      value = result.getDouble(i);
    }
    if (value == null || value instanceof Boolean || value instanceof byte[]) {
      return value;
    }
    if (TRUTH.contains(type) && (value.equals(0L) || value.equals(1L))) {
      return value.equals(1L);
    }
    if (value instanceof Long || value instanceof Double || value instanceof BigDecimal) {
      return value;
    }
    String text = result.getString(i);
    return JSON.contains(type) ? json(text) : text;
  }

  /** SQLite believes what a column's type says of it, and keeps any text. */
  private static @Nullable Object json(String text) {
    try {
      return RowJson.read(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** Whether the values of a column of that type are given and taken as JSON. */
  static boolean isJson(String type) {
    return JSON.contains(type.toUpperCase(Locale.ROOT));
  }
}
