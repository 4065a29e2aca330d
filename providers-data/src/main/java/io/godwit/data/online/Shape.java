package io.godwit.data.online;

import io.godwit.data.online.Change.Added;
import io.godwit.data.online.Change.Gone;
import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import io.godwit.sql.token.Lexer;
import io.godwit.sql.token.Token;
import io.godwit.sql.token.TokenType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The two shapes of a table that is there, as SQL. */
final class Shape {

  private final Dialect dialect;
  private final Change change;
  private final TableShape table;

  Shape(Dialect dialect, Change change, TableShape table) {
    this.dialect = dialect;
    this.change = change;
    this.table = table;
  }

  String there() {
    return table.sql(dialect);
  }

  TableShape table() {
    return table;
  }

  String quote(String name) {
    return dialect.quote(name);
  }

  /** The names of the new shape, each with the column in which it is stored. */
  Map<String, String> fresh() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String column : old()) {
      if (change.gone().stream().noneMatch(gone -> gone.name().equals(column))) {
        columns.put(change.renamed().getOrDefault(column, column), column);
      }
    }
    change.added().forEach(column -> columns.put(column.name(), column.stored()));
    return columns;
  }

  /**
   * The statement that makes an index on the new shape.
   *
   * @throws io.godwit.api.error.GodwitException if the new shape has no such column
   */
  String index(String name) {
    Map<String, String> fresh = fresh();
    Change.Index index = change.indexes().getOrDefault(name, new Change.Index(List.of(), false));
    List<String> columns = new ArrayList<>();
    for (String column : index.on()) {
      String stored = fresh.get(column);
      if (stored == null) {
        throw ChangePlanner.wrong(
            "index "
                + name
                + ": the new shape of "
                + table.name()
                + " has no column "
                + column
                + "; it has "
                + String.join(", ", fresh.keySet()));
      }
      columns.add(quote(stored));
    }
    boolean postgres = dialect == Dialect.POSTGRESQL;
    return "create "
        + (index.unique() ? "unique " : "")
        + (postgres ? "index concurrently " : "index ")
        + quote(name)
        + " on "
        + (postgres ? there() : quote(table.name()))
        + " ("
        + String.join(", ", columns)
        + ")";
  }

  /** The columns of the old shape. */
  List<String> old() {
    return table.columns().stream()
        .filter(column -> !column.startsWith("godwit_"))
        .filter(column -> change.added().stream().noneMatch(a -> a.stored().equals(column)))
        .toList();
  }

  /** The new shape as a list for a query. */
  String freshList(String of) {
    return fresh().entrySet().stream()
        .map(column -> of + quote(column.getValue()) + " as " + quote(column.getKey()))
        .collect(Collectors.joining(", "));
  }

  String oldList(String of) {
    return old().stream().map(column -> of + quote(column)).collect(Collectors.joining(", "));
  }

  /** The columns of the old shape of which the expressions of the new columns speak. */
  List<String> sources() {
    List<String> used = new ArrayList<>();
    for (Added column : change.derived()) {
      String text = column.up().orElse("");
      Lexer lexer = Lexer.of(dialect, text);
      for (Token token = lexer.next(); token.type() != TokenType.END; token = lexer.next()) {
        String word = token.in(text).replace("\"", "");
        old().stream()
            .filter(name -> name.equalsIgnoreCase(word) && !used.contains(name))
            .forEach(used::add);
      }
    }
    return used;
  }

  /** A new column's value over a row of the table. */
  static String up(Added column) {
    return "(" + column.up().orElse("null") + "\n)";
  }

  static String down(Gone column) {
    return "(" + column.down().orElse("null") + "\n)";
  }

  String differs(List<String> columns) {
    return columns.stream()
        .map(
            column ->
                "new."
                    + quote(column)
                    + (dialect == Dialect.POSTGRESQL ? " is distinct from " : " is not ")
                    + "old."
                    + quote(column))
        .collect(Collectors.joining(" or "));
  }

  String noneGiven(List<Added> columns) {
    return columns.stream()
        .map(column -> "new." + quote(column.stored()) + " is null")
        .collect(Collectors.joining(" and "));
  }
}
