package io.godwit.data.verify;

import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.api.name.Version;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the author says of a database besides its constraints.
 *
 * @param components the tables, and columns as {@code table.column}, that have to be there from a
 *     version on, until a later version names its own
 * @param notNull columns as {@code table.column} that hold no null, though nothing forbids it yet
 * @param unique columns as {@code table.column} or {@code table.column+column} that are meant to be
 *     unique
 */
public record Expectations(
    @Doc("Tables, and columns as table.column, that have to be there from a version on.")
        Map<String, List<String>> components,
    @Doc("Columns as table.column that should hold no null.") @Key("not-null") List<String> notNull,
    @Doc("Columns as table.column or table.column+column that are meant to be unique.")
        List<String> unique) {

  /** Nothing besides the constraints. */
  public static final Expectations NONE = new Expectations(Map.of(), List.of(), List.of());

  /** Checks the forms. */
  public Expectations {
    components = Map.copyOf(components);
    notNull = List.copyOf(notNull);
    unique = List.copyOf(unique);
    components.keySet().forEach(Version::new);
    components.values().forEach(named -> named.forEach(Part::of));
    notNull.forEach(Expectations::column);
    unique.forEach(Expectations::column);
  }

  /**
   * A table, or columns of it.
   *
   * @param columns none for the table itself
   */
  record Part(String table, List<String> columns) {
    static Part of(String text) {
      int dot = text.lastIndexOf('.');
      String table = dot < 0 ? text : text.substring(0, dot);
      List<String> columns =
          dot < 0 ? List.of() : List.of(text.substring(dot + 1).split("\\+", -1));
      if (table.isEmpty() || columns.contains("")) {
        throw new IllegalArgumentException(
            "'" + text + "' is neither a table nor table.column nor table.column+column");
      }
      return new Part(table, columns);
    }
  }

  private static void column(String text) {
    if (Part.of(text).columns().isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' names no column; write table.column");
    }
  }

  /** What has to be there at a version. */
  List<Part> at(Version version) {
    Optional<String> newest =
        components.keySet().stream()
            .filter(from -> new Version(from).compareTo(version) <= 0)
            .max((a, b) -> new Version(a).compareTo(new Version(b)));
    return newest.map(components::get).map(Expectations::parts).orElse(List.of());
  }

  List<Part> notNullColumns() {
    return parts(notNull);
  }

  List<Part> uniqueColumns() {
    return parts(unique);
  }

  private static List<Part> parts(List<String> texts) {
    return Objects.requireNonNull(texts).stream().map(Part::of).toList();
  }
}
