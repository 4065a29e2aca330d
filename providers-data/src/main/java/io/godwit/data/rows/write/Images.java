package io.godwit.data.rows.write;

import io.godwit.api.name.Digest;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.sql.TableShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a route has written over: for each key that it touched, whether there was a row, and what
 * stood in it. In a table of Godwit's in the same database, written in the same transactions.
 */
public final class Images {

  private static final int NAME_DIGITS = 12;
  private static final String EXISTED = "godwit_existed";

  private final Sql sql;
  private final String name;
  private final TableShape table;

  Images(Sql sql, Digest origin, int route, TableShape table) {
    this.sql = sql;
    this.name = name(origin, route);
    this.table = table;
  }

  private static String name(Digest origin, int route) {
    return "godwit_moved_" + origin.hex().substring(0, NAME_DIGITS) + "_" + route;
  }

  private String own() {
    return sql.own(name);
  }

  private String there() {
    return table.sql(sql.dialect());
  }

  /** Makes the table, without a row. */
  void create() throws SQLException {
    sql.execute(
        "create table "
            + own()
            + " as select "
            + sql.list(table.columns())
            + ", 1 as "
            + EXISTED
            + " from "
            + there()
            + " where 1 = 0");
    String indexed =
        sql.dialect() == io.godwit.sql.Dialect.SQLITE
            ? "main." + name + "_key on " + name
            : name + "_key on " + own();
    sql.execute("create unique index " + indexed + " (" + sql.list(table.key()) + ")");
  }

  /**
   * Keeps the rows that have the same keys as those of another table, and notes the keys that are
   * new.
   */
  public void keep(String staged) throws SQLException {
    List<String> key = table.key();
    sql.execute(
        "insert into "
            + own()
            + " ("
            + sql.list(table.columns())
            + ", "
            + EXISTED
            + ") select "
            + sql.list("t", table.columns())
            + ", 1 from "
            + there()
            + " t where exists (select 1 from "
            + staged
            + " s where "
            + sql.same("s", "t", key)
            + ") on conflict do nothing");
    sql.execute(
        "insert into "
            + own()
            + " ("
            + sql.list(key)
            + ", "
            + EXISTED
            + ") select distinct "
            + sql.list("s", key)
            + ", 0 from "
            + staged
            + " s where not exists (select 1 from "
            + own()
            + " m where "
            + sql.same("m", "s", key)
            + ")");
  }

  /** Keeps some columns of the rows that a condition chooses. */
  public void keep(List<String> columns, String condition) throws SQLException {
    List<String> kept = new ArrayList<>(table.key());
    columns.stream().filter(column -> !kept.contains(column)).forEach(kept::add);
    sql.execute(
        "insert into "
            + own()
            + " ("
            + sql.list(kept)
            + ", "
            + EXISTED
            + ") select "
            + sql.list(kept)
            + ", 1 from "
            + there()
            + " where "
            + condition
            + " on conflict do nothing");
  }

  /** Takes out what was new, and brings back what stood in these columns of the others. */
  public void restore(List<String> columns) throws SQLException {
    if (!sql.hasOwn(name)) {
      return;
    }
    String t = there();
    String same = sql.same("m", t, table.key());
    sql.execute(
        "delete from "
            + t
            + " where exists (select 1 from "
            + own()
            + " m where "
            + same
            + " and m."
            + EXISTED
            + " = 0)");
    String sets =
        columns.stream()
            .filter(column -> !table.key().contains(column))
            .map(column -> sql.quote(column) + " = m." + sql.quote(column))
            .collect(Collectors.joining(", "));
    if (!sets.isEmpty()) {
      sql.execute(
          "update "
              + t
              + " set "
              + sets
              + " from "
              + own()
              + " m where "
              + same
              + " and m."
              + EXISTED
              + " = 1");
    }
  }

  /** Drops all images of a step. */
  public static void free(Sql sql, Digest origin, int routes) throws SQLException {
    for (int route = 0; route < routes; route++) {
      sql.execute("drop table if exists " + sql.own(name(origin, route)));
    }
  }
}
