package io.godwit.api.row;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param values what stands in its columns: texts, truth values, numbers ({@link Long}, {@link
 *     Double}, {@link java.math.BigDecimal}), {@code byte[]}, null; what stands in a column of type
 *     JSON as lists and maps of such, with numbers of any size ({@link java.math.BigInteger} too);
 *     any other, such as a time, as the text that the database writes
 */
public record Row(Map<String, @Nullable Object> values) {

  /** Copies the map; what is in it is left as it is. */
  public Row(Map<String, @Nullable Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A row without columns, to begin with. */
  public static Row empty() {
    Map<String, @Nullable Object> none = new LinkedHashMap<>();
    return new Row(none);
  }

  /** What stands in a column; empty where there is no such column, or null in it. */
  public Optional<Object> get(String column) {
    return Optional.ofNullable(values.get(column));
  }

  /** The same with another value in a column, or a column more. */
  public Row with(String column, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
    changed.put(column, value);
    return new Row(changed);
  }

  /** The same without a column. */
  public Row without(String column) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
    changed.remove(column);
    return new Row(changed);
  }
}
