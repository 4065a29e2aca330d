package io.godwit.data.rows.batch;

import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a table in the order of a key: never by counting off, so that the last batch costs
 * what the first does. Rows that share a key are in one batch.
 */
public final class KeyOrder {

  private static final int SHARES_EACH = 4;
  private static final int LONGEST_BORDERS = 32_768;

  private final Connection connection;
  private final String table;
  private final Optional<String> where;
  private final List<String> columns;
  private final List<String> literals;
  private final boolean unique;

  private KeyOrder(
      Connection connection,
      String table,
      Optional<String> where,
      List<String> columns,
      List<String> literals,
      boolean unique) {
    this.unique = unique;
    this.connection = connection;
    this.table = table;
    this.where = where;
    this.columns = columns;
    this.literals = literals;
  }

  /**
   * The order of a table.
   *
   * @param key the columns that its author names; its primary key if there are none
   */
  public static KeyOrder of(
      Dialect dialect,
      Connection connection,
      TableShape table,
      List<String> key,
      Optional<String> where)
      throws SQLException {
    List<String> named = key.isEmpty() ? table.key() : table.named(key);
    if (named.size() != (key.isEmpty() ? table.key().size() : key.size())) {
      throw new GodwitException(
          DataError.NO_ORDER,
          "table " + table.name() + " has no columns " + key + "; name columns that it has as key");
    }
    if (named.isEmpty() && dialect == Dialect.POSTGRESQL) {
      throw new GodwitException(
          DataError.NO_ORDER,
          "table "
              + table.name()
              + " has no primary key by which its rows could be read in order; name columns as key"
              + " that are never null and have an index");
    }
    List<String> quoted =
        named.isEmpty() ? List.of("rowid") : named.stream().map(dialect::quote).toList();
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < quoted.size(); i++) {
      literals.add(
          dialect == Dialect.SQLITE
              ? "quote(" + quoted.get(i) + ")"
              : "quote_literal(to_jsonb("
                  + quoted.get(i)
                  + ") #>> '{}') || '::"
                  + type(connection, table, named.get(i)).replace("'", "''")
                  + "'");
    }
    KeyOrder order =
        new KeyOrder(
            connection, table.sql(dialect), where, quoted, literals, named.equals(table.key()));
    order.demandNoNull(table.name());
    return order;
  }

  private static String type(Connection connection, TableShape table, String column)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select format_type(atttypid, atttypmod) from pg_attribute where attrelid ="
                + " to_regclass(quote_ident(?) || '.' || quote_ident(?)) and attname = ?")) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      query.setString(3, column);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getString(1) : "text";
      }
    }
  }

  private void demandNoNull(String name) throws SQLException {
    String nulls = columns.stream().map(c -> c + " is null").collect(Collectors.joining(" or "));
    if (!one("select 1 from " + table + " where " + nulls + " limit 1").isEmpty()) {
      throw new GodwitException(
          DataError.NO_ORDER,
          "table "
              + name
              + " has rows without a value in "
              + String.join(", ", columns)
              + ", by which they are to be read in order; name other columns as key");
    }
  }

  /** A key as people read it, without PostgreSQL's types. */
  public static String shown(String key) {
    return key.replaceAll("'::[a-z][a-z0-9 ()\"\\[\\].]*", "'");
  }

  private String key() {
    return columns.size() == 1 ? columns.get(0) : "(" + String.join(", ", columns) + ")";
  }

  private String literal() {
    return columns.size() == 1
        ? literals.get(0)
        : "'(' || " + String.join(" || ', ' || ", literals) + " || ')'";
  }

  private String backwards() {
    return columns.stream().map(c -> c + " desc").collect(Collectors.joining(", "));
  }

  /** A condition that holds for the rows behind one key up to another. */
  public String between(Optional<String> last, String upper) {
    return conditions(last.map(key -> key() + " > " + key), key() + " <= " + upper);
  }

  /** A condition that holds for the rows of one key. */
  public String just(String key) {
    return conditions(Optional.empty(), key() + " = " + key);
  }

  private String conditions(Optional<String> first, String second) {
    List<String> all = new ArrayList<>(first.stream().toList());
    all.add(second);
    where.ifPresent(condition -> all.add("(" + condition + "\n)"));
    return String.join(" and ", all);
  }

  /** The last key that there is now; empty if there are no rows. */
  public Optional<String> upper() throws SQLException {
    return one(
            "select "
                + literal()
                + " from "
                + table
                + where.map(condition -> " where (" + condition + "\n)").orElse("")
                + " order by "
                + backwards()
                + " limit 1")
        .stream()
        .findFirst();
  }

  /** How many rows there are up to a key. */
  public long count(String upper) throws SQLException {
    return count(Optional.empty(), upper);
  }

  /**
   * The rows that go at once.
   *
   * @param end the last key of them
   * @param rows how many they are
   */
  public record Batch(String end, long rows) {}

  /**
   * The next batch. Its end is found by stepping along the index; as many rows are in it as there
   * were steps, where no two of them share a key.
   */
  public Batch next(Optional<String> last, String upper, int most) throws SQLException {
    String names = String.join(", ", columns);
    List<String> end =
        all(
            "select "
                + literal()
                + " from (select "
                + names
                + " from "
                + table
                + " where "
                + between(last, upper)
                + " order by "
                + names
                + " limit 1 offset "
                + (most - 1)
                + ") godwit_end");
    String border = end.isEmpty() ? upper : end.get(0);
    return new Batch(border, unique && !end.isEmpty() ? most : count(last, border));
  }

  private long count(Optional<String> last, String end) throws SQLException {
    return Long.parseLong(
        one("select count(*) from " + table + " where " + between(last, end)).get(0));
  }

  /**
   * The last keys of so many shares of the rows up to a key, of about the same number of rows;
   * fewer where there are not so many batches.
   */
  public List<String> borders(String upper, long rows, int workers, int batch) throws SQLException {
    long shares = Math.min(workers == 1 ? 1 : workers * SHARES_EACH, (rows + batch - 1) / batch);
    long step = Math.max(1, (rows + shares - 1) / Math.max(1, shares));
    String names = String.join(", ", columns);
    List<String> borders = new ArrayList<>();
    if (shares > 1) {
      all(
              "select "
                  + literal()
                  + " from (select "
                  + names
                  + ", row_number() over (order by "
                  + names
                  + ") as godwit_number from "
                  + table
                  + " where "
                  + between(Optional.empty(), upper)
                  + ") godwit_keys where godwit_number % "
                  + step
                  + " = 0 order by "
                  + names)
          .stream()
          .distinct()
          .filter(key -> !key.equals(upper))
          .forEach(borders::add);
    }
    borders.add(upper);
    while (borders.stream().mapToInt(String::length).sum() > LONGEST_BORDERS) {
      borders = everySecond(borders);
    }
    return borders;
  }

  /** Half of them, the last one among them. */
  private static List<String> everySecond(List<String> all) {
    List<String> half = new ArrayList<>();
    for (int i = (all.size() + 1) % 2; i < all.size(); i += 2) {
      half.add(all.get(i));
    }
    return half;
  }

  /** The rows of a batch in order, each behind its key. */
  public String rows(Optional<String> last, String end) {
    return "select "
        + literal()
        + " as godwit_key, godwit_row.* from "
        + table
        + " godwit_row where "
        + between(last, end)
        + " order by "
        + String.join(", ", columns);
  }

  /** The keys of a batch, each once, in order. */
  public List<String> keys(Optional<String> last, String end) throws SQLException {
    return all(
        "select "
            + literal()
            + " from "
            + table
            + " where "
            + between(last, end)
            + " group by "
            + String.join(", ", columns)
            + " order by "
            + String.join(", ", columns));
  }

  private List<String> one(String query) throws SQLException {
    List<String> found = all(query);
    return found.subList(0, Math.min(1, found.size()));
  }

  private List<String> all(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }
}
