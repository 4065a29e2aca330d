package io.godwit.data.rows.write;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.data.error.DataError;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Movement.Route;
import io.godwit.data.rows.batch.OnConflict;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One route with the table that it writes, and the columns that it gives. */
public final class Lane {

  private final Sql sql;
  private final Route route;
  private final int number;
  private final TableShape table;
  private final Digest origin;

  Lane(Sql sql, Route route, int number, Digest origin) throws SQLException {
    this.sql = sql;
    this.route = route;
    this.number = number;
    this.table = table(sql, route.table());
    this.origin = origin;
  }

  public static TableShape table(Sql sql, String name) throws SQLException {
    TableShape table = TableShape.find(sql.dialect(), sql.connection(), name);
    if (table == null) {
      throw new GodwitException(DataError.ROUTE, "there is no table " + name + "; make it first");
    }
    return table;
  }

  public boolean isBackfill() {
    return route.isBackfill();
  }

  /** Whether rows are written as they are read. */
  public boolean isAsItIs() {
    return !isBackfill() && route.query().isEmpty();
  }

  /** The columns that undo brings back. */
  public List<String> written() {
    return isBackfill() ? set() : table.columns();
  }

  public Images images() {
    return new Images(sql, origin, number, table);
  }

  public TableShape table() {
    return table;
  }

  boolean hasRows() throws SQLException {
    return sql.any("select 1 from " + table.sql(sql.dialect()) + " limit 1");
  }

  /** What is written over cannot be told apart without a key. */
  void demandKey() {
    if (table.key().isEmpty()) {
      throw new GodwitException(
          DataError.ROUTE,
          "table "
              + table.name()
              + " holds rows and has no primary key, so what the step writes could not be taken"
              + " back; give it one"
              + (isBackfill() ? ", or say keep-old: false" : ""));
    }
  }

  /** And has to be among what is written. */
  public void demandKeyIn(List<String> columns) {
    if (!columns.containsAll(table.key())) {
      throw new GodwitException(
          DataError.ROUTE,
          "table "
              + table.name()
              + " holds rows, so that each row that comes needs its key "
              + table.key()
              + " for the way back; it has "
              + columns);
    }
  }

  /** The columns of the author's expressions, as the catalog has them. */
  private List<String> set() {
    List<String> names = new ArrayList<>();
    route.set().keySet().forEach(name -> names.add(known(name)));
    return names;
  }

  private String known(String column) {
    List<String> found = table.named(List.of(sql.quote(column)));
    if (found.isEmpty()) {
      throw new GodwitException(
          DataError.ROUTE,
          "table "
              + table.name()
              + " has no column "
              + column
              + " that can be written; it has "
              + String.join(", ", table.columns()));
    }
    return found.get(0);
  }

  /** Sets the columns of the rows that a condition chooses. */
  public long backfill(String condition, boolean keepOld) throws SQLException {
    if (keepOld) {
      images().keep(set(), condition);
    }
    String sets =
        route.set().entrySet().stream()
            .map(set -> sql.quote(known(set.getKey())) + " = (" + set.getValue() + "\n)")
            .collect(Collectors.joining(", "));
    return sql.execute(
        "update " + table.sql(sql.dialect()) + " set " + sets + " where " + condition);
  }

  /** The rows that a batch of a table becomes, as a query. */
  public String query(TableShape from, String condition) {
    String batch = "select * from " + from.sql(sql.dialect()) + " where " + condition;
    return route
        .query()
        .map(own -> "with source as (" + batch + ") " + own + "\n")
        .orElseGet(() -> "select " + sql.list(common(from)) + " from (" + batch + ") godwit_batch");
  }

  private List<String> common(TableShape from) {
    List<String> common =
        from.columns().stream()
            .filter(column -> !table.named(List.of(sql.quote(column))).isEmpty())
            .toList();
    if (common.isEmpty()) {
      throw new GodwitException(
          DataError.ROUTE,
          "tables "
              + from.name()
              + " and "
              + table.name()
              + " have no column of the same name; write a query with select");
    }
    return common;
  }

  /** Counts the rows of the source that are not here with the same values. */
  public String missing(Movement.Source source) throws SQLException {
    TableShape from = table(sql, source.table());
    String condition = source.where().map(where -> "(" + where + "\n)").orElse("true");
    String here = "select " + sql.list(common(from)) + " from " + table.sql(sql.dialect());
    return "select count(*) from (" + query(from, condition) + " except " + here + ") godwit_rows";
  }

  /** The columns that a query gives, each as the written table has it. */
  public List<String> columns(Connection reading, String query) throws SQLException {
    try (Statement statement = reading.createStatement();
        ResultSet none =
            statement.executeQuery("select * from (" + query + ") godwit_rows where 1 = 0")) {
      ResultSetMetaData data = none.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        columns.add(known(data.getColumnLabel(i)));
      }
      return columns;
    }
  }

  /** Writes rows that a query of the same database gives. */
  public long write(List<String> columns, String query, OnConflict onConflict) throws SQLException {
    String overriding = sql.dialect() == Dialect.POSTGRESQL ? " overriding system value" : "";
    return sql.execute(
        "insert into "
            + table.sql(sql.dialect())
            + " ("
            + sql.list(columns)
            + ")"
            + overriding
            + " select "
            + sql.list(columns)
            + " from ("
            + query
            + ") godwit_rows where true"
            + conflict(columns, onConflict).orElse(""));
  }

  private Optional<String> conflict(List<String> columns, OnConflict onConflict) {
    if (onConflict == OnConflict.FAIL
        || table.key().isEmpty()
        || !columns.containsAll(table.key())) {
      return Optional.empty();
    }
    String sets =
        columns.stream()
            .filter(column -> !table.key().contains(column))
            .map(column -> sql.quote(column) + " = excluded." + sql.quote(column))
            .collect(Collectors.joining(", "));
    boolean skip = onConflict == OnConflict.SKIP || sets.isEmpty();
    return Optional.of(
        " on conflict ("
            + sql.list(table.key())
            + ") do "
            + (skip ? "nothing" : "update set " + sets));
  }

  /** The columns of a row that somebody has made, each as the table has it. */
  public List<String> named(Iterable<String> columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(known(column)));
    return names;
  }

  /** A new table of this session for the rows of a batch, with the types of the written one. */
  public String stage(List<String> columns) throws SQLException {
    return stage(columns, 0);
  }

  /** One of several such tables. */
  public String stage(List<String> columns, int which) throws SQLException {
    boolean postgres = sql.dialect() == Dialect.POSTGRESQL;
    String stage = (postgres ? "pg_temp." : "temp.") + "godwit_stage_" + number + "_" + which;
    sql.execute("drop table if exists " + stage);
    sql.execute(
        "create table "
            + stage
            + " as select "
            + sql.list(columns)
            + " from "
            + table.sql(sql.dialect())
            + " where 1 = 0");
    return stage;
  }
}
