package io.godwit.sql.schema;

import io.godwit.api.name.Digest;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is defined in a database, each thing under its kind and name with its definition in one
 * canonical form, for example {@code table public.ticket}. Two databases have equal schemas when
 * the same things are defined in them, however they came to be. Godwit's own tables are left out.
 *
 * @param objects the definitions by kind and name
 */
public record Schema(SortedMap<String, String> objects) {

  /** Copies the map. */
  public Schema {
    objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
  }

  /** Reads what is defined, as the connection's transaction sees it. */
  public static Schema read(Dialect dialect, Connection connection) throws SQLException {
    return switch (dialect) {
      case SQLITE -> SqliteSchema.read(connection);
      case POSTGRESQL -> PostgresSchema.read(connection);
    };
  }

  /**
   * Reads what is defined of some tables: columns, constraints, indexes, triggers.
   *
   * @param tables the tables' names, without schema, as the catalog has them
   */
  public static Schema read(Dialect dialect, Connection connection, Collection<String> tables)
      throws SQLException {
    return switch (dialect) {
      case SQLITE -> SqliteSchema.read(connection, tables);
      case POSTGRESQL -> PostgresSchema.read(connection, tables);
    };
  }

  /** The definitions as a person reads and compares them, each on several lines. */
  public SortedMap<String, String> readable(Dialect dialect) {
    if (dialect == Dialect.POSTGRESQL) {
      return objects;
    }
    TreeMap<String, String> readable = new TreeMap<>();
    objects.forEach((name, definition) -> readable.put(name, ReadableSql.of(definition)));
    return readable;
  }

  /** A digest of all definitions. */
  public Digest digest() {
    String[] parts = new String[2 * objects.size()];
    int i = 0;
    for (Map.Entry<String, String> object : objects.entrySet()) {
      parts[i++] = object.getKey();
      parts[i++] = object.getValue();
    }
    return Digest.ofParts(parts);
  }

  /** How many things of a kind there are, for example of kind {@code table}. */
  public long count(String kind) {
    return objects.keySet().stream().filter(name -> name.startsWith(kind + " ")).count();
  }
}
