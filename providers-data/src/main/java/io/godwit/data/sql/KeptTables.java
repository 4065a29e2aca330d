package io.godwit.data.sql;

import io.godwit.api.name.Digest;
import io.godwit.api.step.Effect;
import io.godwit.data.script.Drop;
import io.godwit.data.script.Statement;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a down script drops (P10): before a table or a column goes, its rows are copied into a
 * table of Godwit's beside it, in the transaction that drops them. When the step is applied again
 * they are brought back; when it is retired they go.
 */
public final class KeptTables {

  private static final int NAME_DIGITS = 12;

  /** What a copy holds; the numbers stand in the registry. */
  private enum Extent {
    COLUMNS(0),
    ROWS(1),
    OWN_ROWS(2);

    private final int number;

    Extent(int number) {
      this.number = number;
    }

    static Extent of(int number) {
      return number == OWN_ROWS.number ? OWN_ROWS : number == ROWS.number ? ROWS : COLUMNS;
    }
  }

  private record Kept(String copy, TableShape source, Extent extent) {}

  private final Dialect dialect;
  private final Connection connection;
  private final String registry;

  /** In the database of this connection, in its present transaction. */
  public KeptTables(Dialect dialect, Connection connection) {
    this.dialect = dialect;
    this.connection = connection;
    this.registry = schema() + ".godwit_kept";
  }

  private String schema() {
    return dialect == Dialect.POSTGRESQL ? "godwit" : "main";
  }

  /** Copies what the statements of an undo are about to drop. */
  void keep(Effect undo, List<Statement> statements) throws SQLException {
    for (Statement statement : statements) {
      for (Drop drop : Drop.of(dialect, statement.text())) {
        TableShape table = TableShape.find(dialect, connection, drop.table());
        if (table != null) {
          keep(undo, table, drop.columns());
        }
      }
    }
  }

  /**
   * Copies what an undo is about to write over or remove.
   *
   * @param dropped the columns; all rows whole if empty
   */
  public void keep(Effect undo, TableShape table, List<String> dropped) throws SQLException {
    List<String> columns = table.named(dropped);
    boolean whole = dropped.isEmpty() || table.key().isEmpty();
    List<String> copied = new ArrayList<>(whole ? table.columns() : table.key());
    columns.stream().filter(column -> !copied.contains(column)).forEach(copied::add);
    copy(undo, table, copied, dropped.isEmpty() ? Extent.ROWS : Extent.COLUMNS);
  }

  /** Copies the rows of a table without those of its partitions and children. */
  public void keepOwn(Effect effect, TableShape table) throws SQLException {
    copy(effect, table, table.columns(), Extent.OWN_ROWS);
  }

  private String from(TableShape table, Extent extent) {
    boolean only = extent == Extent.OWN_ROWS && dialect == Dialect.POSTGRESQL;
    return (only ? "only " : "") + table.sql(dialect);
  }

  private void copy(Effect effect, TableShape table, List<String> columns, Extent extent)
      throws SQLException {
    execute(
        "create table if not exists "
            + registry
            + " (copy text primary key, origin text not null, source text not null, whole integer"
            + " not null)");
    Digest origin = effect.keys().origin();
    String copy =
        "godwit_kept_"
            + effect.keys().key().hex().substring(0, NAME_DIGITS)
            + "_"
            + find(origin).size();
    execute(
        "create table "
            + schema()
            + "."
            + copy
            + " as select "
            + texts(columns, ownTypes(table))
            + " from "
            + from(table, extent));
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + registry + " values (?, ?, ?, ?)")) {
      insert.setString(1, copy);
      insert.setString(2, origin.hex());
      insert.setString(3, table.sql(dialect));
      insert.setInt(4, extent.number);
      insert.executeUpdate();
    }
  }

  /**
   * Brings back what was kept, into tables that are there again: a table gets exactly the rows that
   * it had, a column the values of the rows that still are there.
   */
  public void bringBack(Digest origin) throws SQLException {
    for (Kept kept : find(origin)) {
      if (kept.source.columns().isEmpty()) {
        continue; // the table has not been made again: the copy stays
      }
      List<String> copied =
          TableShape.columns(dialect, connection, schema(), kept.copy).stream()
              .filter(kept.source.columns()::contains)
              .toList();
      if (kept.extent != Extent.COLUMNS) {
        replaceRows(kept, copied);
      } else if (!kept.source.key().isEmpty()) {
        fillColumns(kept, copied);
      }
      free(kept);
    }
  }

  private void replaceRows(Kept kept, List<String> columns) throws SQLException {
    String target = kept.source.sql(dialect);
    String copy = schema() + "." + kept.copy;
    List<String> key = kept.source.key();
    Map<String, String> types = ownTypes(kept.source);
    String same = matches(key, "k", target, types);
    execute(
        "delete from "
            + from(kept.source, kept.extent)
            + (key.isEmpty()
                ? ""
                : " where not exists (select 1 from " + copy + " k where " + same + ")"));
    String overriding = dialect == Dialect.POSTGRESQL ? " overriding system value" : "";
    String insert =
        "insert into "
            + target
            + " ("
            + list(columns)
            + ")"
            + overriding
            + " select "
            + columns.stream()
                .map(column -> typed(quote(column), column, types))
                .collect(Collectors.joining(", "))
            + " from "
            + copy;
    execute(
        key.isEmpty()
            ? insert
            : insert + " where true on conflict (" + list(key) + ") do " + updates(columns, key));
  }

  private String updates(List<String> columns, List<String> key) {
    String sets =
        columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> quote(column) + " = excluded." + quote(column))
            .collect(Collectors.joining(", "));
    return sets.isEmpty() ? "nothing" : "update set " + sets;
  }

  private void fillColumns(Kept kept, List<String> copied) throws SQLException {
    String target = kept.source.sql(dialect);
    List<String> key = kept.source.key();
    Map<String, String> types = ownTypes(kept.source);
    String same = matches(key, "k", target, types);
    String copy = schema() + "." + kept.copy;
    String sets =
        copied.stream()
            .filter(column -> !key.contains(column))
            .map(column -> quote(column) + " = " + typed("k." + quote(column), column, types))
            .collect(Collectors.joining(", "));
    if (!sets.isEmpty()) {
      execute("update " + target + " set " + sets + " from " + copy + " k where " + same);
    }
  }

  private String matches(List<String> key, String alias, String target, Map<String, String> types) {
    return key.stream()
        .map(
            column ->
                typed(alias + "." + quote(column), column, types)
                    + " = "
                    + target
                    + "."
                    + quote(column))
        .collect(Collectors.joining(" and "));
  }

  /**
   * The columns of types that are not PostgreSQL's own, with those types. They are kept as text,
   * because a copy of the type itself would keep the script from dropping the type.
   */
  private Map<String, String> ownTypes(TableShape table) throws SQLException {
    Map<String, String> types = new HashMap<>();
    if (dialect == Dialect.SQLITE) {
      return types;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "select a.attname, format_type(a.atttypid, a.atttypmod) from pg_attribute a join pg_type"
                + " t on t.oid = a.atttypid where a.attrelid = to_regclass(?) and a.attnum > 0 and"
                + " not a.attisdropped and t.typnamespace <> 'pg_catalog'::regnamespace")) {
      query.setString(1, table.sql(dialect));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return types;
  }

  private String texts(List<String> columns, Map<String, String> types) {
    return columns.stream()
        .map(
            column ->
                types.containsKey(column)
                    ? quote(column) + "::text as " + quote(column)
                    : quote(column))
        .collect(Collectors.joining(", "));
  }

  private static String typed(String value, String column, Map<String, String> types) {
    String type = types.get(column);
    return type == null ? value : value + "::" + type;
  }

  /** Whether anything is kept. */
  public boolean holds(Digest origin) throws SQLException {
    return !find(origin).isEmpty();
  }

  /** Drops the copies. */
  public void free(Digest origin) throws SQLException {
    for (Kept kept : find(origin)) {
      free(kept);
    }
  }

  private void free(Kept kept) throws SQLException {
    execute("drop table if exists " + schema() + "." + kept.copy);
    execute("delete from " + registry + " where copy = " + dialect.literal(kept.copy));
  }

  private List<Kept> find(Digest origin) throws SQLException {
    List<Kept> found = new ArrayList<>();
    if (TableShape.columns(dialect, connection, schema(), "godwit_kept").isEmpty()) {
      return found;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "select copy, source, whole from " + registry + " where origin = ? order by copy")) {
      query.setString(1, origin.hex());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          @Nullable TableShape source = TableShape.find(dialect, connection, rows.getString(2));
          found.add(
              new Kept(
                  rows.getString(1),
                  source == null ? TableShape.MISSING : source,
                  Extent.of(rows.getInt(3))));
        }
      }
    }
    return found;
  }

  private String list(List<String> columns) {
    return columns.stream().map(this::quote).collect(Collectors.joining(", "));
  }

  private String quote(String name) {
    return dialect.quote(name);
  }

  private void execute(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
