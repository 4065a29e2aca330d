package io.godwit.sql.snapshot;

import io.godwit.api.error.Place;
import io.godwit.sql.Dialect;
import io.godwit.sql.LocatedSqlException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link TableFrame} of PostgreSQL. Foreign keys are dropped and added again, which needs no
 * superuser and has no cascade reach the rows of others.
 */
final class PostgresFrame implements TableFrame {

  /** What is done first, what in the end, and what that is. */
  private static final String AROUND =
      """
      with chosen as (select to_regclass(t)::oid as oid from unnest(?::text[]) t)
      select 'alter table ' || k.conrelid::regclass || ' drop constraint ' || quote_ident(k.conname),
        'alter table ' || k.conrelid::regclass || ' add constraint ' || quote_ident(k.conname) || ' '
          || pg_get_constraintdef(k.oid) || coalesce('; comment on constraint '
          || quote_ident(k.conname) || ' on ' || k.conrelid::regclass || ' is '
          || quote_literal(obj_description(k.oid, 'pg_constraint')), ''),
        'foreign key ' || quote_ident(k.conname) || ' of ' || k.conrelid::regclass
      from pg_constraint k where k.contype = 'f' and k.conparentid = 0
        and (k.conrelid in (select oid from chosen) or k.confrelid in (select oid from chosen))
      union all
      select 'alter table only ' || t.tgrelid::regclass || ' disable trigger ' || quote_ident(t.tgname),
        'alter table only ' || t.tgrelid::regclass || ' enable ' || case t.tgenabled when 'R' then
          'replica ' when 'A' then 'always ' else '' end || 'trigger ' || quote_ident(t.tgname),
        'trigger ' || quote_ident(t.tgname) || ' of ' || t.tgrelid::regclass
      from pg_trigger t where not t.tgisinternal and t.tgenabled <> 'D'
        and t.tgrelid in (select oid from chosen)
      order by 3
      """;

  private record End(String sql, String what) {}

  private final Connection connection;
  private final List<End> ends = new ArrayList<>();

  private PostgresFrame(Connection connection) {
    this.connection = connection;
  }

  static PostgresFrame open(Connection connection, Collection<String> tables) throws SQLException {
    PostgresFrame frame = new PostgresFrame(connection);
    List<String> begins = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(AROUND)) {
      query.setArray(1, connection.createArrayOf("text", tables.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          begins.add(rows.getString(1));
          frame.ends.add(new End(rows.getString(2), rows.getString(3)));
        }
      }
    }
    for (String begin : begins) {
      frame.execute(begin);
    }
    return frame;
  }

  @Override
  public void clear(String table) throws SQLException {
    if (!isPartitioned(table)) {
      execute("truncate only " + table);
    }
  }

  @Override
  public void close() throws SQLException {
    for (End end : ends) {
      try {
        execute(end.sql);
      } catch (SQLException e) {
        throw new LocatedSqlException(e, character -> Place.of("the tables"), end.what);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  static Map<String, String> counters(Connection connection, Collection<String> tables)
      throws SQLException {
    Map<String, String> counters = new TreeMap<>();
    for (String table : tables) {
      for (String sequence : PostgresCounters.of(connection, table)) {
        counters.put(sequence, PostgresCounters.read(connection, sequence).sql());
      }
    }
    return counters;
  }

  static void count(Connection connection, Map<String, String> counters) throws SQLException {
    for (Map.Entry<String, String> counter : counters.entrySet()) {
      if (isThere(connection, counter.getKey())) {
        PostgresCounters.set(connection, counter.getKey(), counter.getValue());
      }
    }
  }

  /** Its rows are those of its partitions. */
  private boolean isPartitioned(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select 1 from pg_class where relkind = 'p' and oid = to_regclass("
                    + Dialect.POSTGRESQL.literal(table)
                    + ")")) {
      return row.next();
    }
  }

  static boolean isThere(Connection connection, String relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select to_regclass(" + Dialect.POSTGRESQL.literal(relation) + ") is not null")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
