package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import io.godwit.sql.schema.Orphans;
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
 * {@link TableFrame} of SQLite: triggers go and come again; rows without a parent are counted
 * before and after.
 */
final class SqliteFrame implements TableFrame {

  private record Trigger(String name, String sql) {}

  private final Connection connection;
  private final List<Trigger> triggers = new ArrayList<>();
  private final long orphans;

  private SqliteFrame(Connection connection, long orphans) {
    this.connection = connection;
    this.orphans = orphans;
  }

  static SqliteFrame open(Connection connection, Collection<String> tables, long orphans)
      throws SQLException {
    SqliteFrame frame =
        new SqliteFrame(connection, Math.max(orphans, Orphans.read(connection).count()));
    for (String table : tables) {
      frame.takeOff(SqliteTables.bare(table));
    }
    return frame;
  }

  private void takeOff(String table) throws SQLException {
    List<Trigger> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select name, sql from main.sqlite_schema where type = 'trigger' and tbl_name = ?"
                + " collate nocase order by rowid")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new Trigger(rows.getString(1), rows.getString(2)));
        }
      }
    }
    for (Trigger trigger : found) {
      execute("drop trigger main." + Dialect.SQLITE.quote(trigger.name));
    }
    triggers.addAll(found);
  }

  @Override
  public void clear(String table) throws SQLException {
    execute("delete from " + table);
  }

  @Override
  public void close() throws SQLException {
    for (Trigger trigger : triggers) {
      execute(trigger.sql);
    }
    Orphans.read(connection).demandAtMost(orphans);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  static Map<String, String> counters(
      Connection connection, String schema, Collection<String> tables) throws SQLException {
    Map<String, String> counters = new TreeMap<>();
    if (!hasCounters(connection, schema)) {
      return counters;
    }
    for (String table : tables) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select seq from " + schema + ".sqlite_sequence where name = ? collate nocase")) {
        query.setString(1, SqliteTables.bare(table));
        try (ResultSet row = query.executeQuery()) {
          counters.put(table, row.next() ? row.getString(1) : "");
        }
      }
    }
    return counters;
  }

  private static boolean hasCounters(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select 1 from " + schema + ".sqlite_schema where name = 'sqlite_sequence'")) {
      return row.next();
    }
  }

  static void count(Connection connection, Map<String, String> counters) throws SQLException {
    if (!hasCounters(connection, "main")) {
      return;
    }
    for (Map.Entry<String, String> counter : counters.entrySet()) {
      String name = Dialect.SQLITE.literal(SqliteTables.bare(counter.getKey()));
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "delete from main.sqlite_sequence where name = " + name + " collate nocase");
        if (!counter.getValue().isEmpty()) {
          statement.execute(
              "insert into main.sqlite_sequence (name, seq) values ("
                  + name
                  + ", "
                  + Long.parseLong(counter.getValue())
                  + ")");
        }
      }
    }
  }
}
