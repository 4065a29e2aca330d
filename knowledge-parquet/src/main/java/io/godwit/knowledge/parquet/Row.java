package io.godwit.knowledge.parquet;

import java.util.LinkedHashMap;
import java.util.Map;

/** A row of a Parquet file while it is read: the values of its plain columns, and its vector. */
final class Row {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private float[] vector = new float[0];

  /** What stands in the columns that have something: texts, numbers, truth values. */
  Map<String, Object> values() {
    return values;
  }

  float[] vector() {
    return vector;
  }

  void put(String column, Object value) {
    values.put(column, value);
  }

  void setVector(float[] numbers) {
    vector = numbers;
  }

  /** The text of a column; empty when there is none. */
  String text(String column) {
    Object value = values.get(column);
    return value == null ? "" : value.toString();
  }

  boolean has(String column) {
    return values.containsKey(column);
  }

  /**
   * The whole number of a column.
   *
   * @throws IllegalArgumentException if it has none
   */
  long number(String column) {
    if (values.get(column) instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw new IllegalArgumentException("column " + column + " has no whole number");
  }
}
