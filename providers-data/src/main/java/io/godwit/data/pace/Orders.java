package io.godwit.data.pace;

import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator has said of the rows that move in a database. It stands in a table of Godwit's
 * in that database, because a run may be on any machine, and is read before each transaction.
 *
 * @param paused whether nothing moves
 * @param batch how many rows at once
 * @param rest in place of the author's
 * @param maxLag in place of the author's
 * @param maxLagBytes in place of the author's
 * @param maxSessions in place of the author's
 */
public record Orders(
    boolean paused,
    Optional<Integer> batch,
    Optional<Double> rest,
    Optional<Duration> maxLag,
    Optional<Long> maxLagBytes,
    Optional<Integer> maxSessions) {

  /** The operator has said nothing. */
  public static final Orders NONE = read(Map.of());

  private static final String PAUSED = "paused";
  private static final String BATCH = "batch";
  private static final String REST = "rest";
  private static final String LAG = "max_lag_ms";
  private static final String BYTES = "max_lag_bytes";
  private static final String SESSIONS = "max_sessions";

  /** What has been said to this database. */
  public static Orders of(DataTarget target) {
    return target.read(
        connection -> {
          String there =
              target.dialect() == Dialect.POSTGRESQL
                  ? "select 1 where to_regclass('godwit.godwit_pace') is not null"
                  : "select 1 from main.sqlite_schema where name = 'godwit_pace'";
          Map<String, String> said = new HashMap<>();
          try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(there)) {
              if (!rows.next()) {
                return NONE;
              }
            }
            try (ResultSet rows =
                statement.executeQuery("select what, value from " + table(target.dialect()))) {
              while (rows.next()) {
                said.put(rows.getString(1), rows.getString(2));
              }
            }
          }
          return read(said);
        });
  }

  /** Says this to the database, in place of what was said before. */
  void give(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (dialect == Dialect.POSTGRESQL) {
        statement.execute("create schema if not exists godwit");
      }
      statement.execute(
          "create table if not exists "
              + table(dialect)
              + " (what text primary key, value text not null)");
      statement.execute("delete from " + table(dialect));
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + table(dialect) + " values (?, ?)")) {
      for (Map.Entry<String, String> order : written().entrySet()) {
        insert.setString(1, order.getKey());
        insert.setString(2, order.getValue());
        insert.executeUpdate();
      }
    }
  }

  private static String table(Dialect dialect) {
    return (dialect == Dialect.POSTGRESQL ? "godwit." : "main.") + "godwit_pace";
  }

  private Map<String, String> written() {
    Map<String, String> said = new HashMap<>();
    if (paused) {
      said.put(PAUSED, "true");
    }
    batch.ifPresent(rows -> said.put(BATCH, rows.toString()));
    rest.ifPresent(times -> said.put(REST, times.toString()));
    maxLag.ifPresent(lag -> said.put(LAG, Long.toString(lag.toMillis())));
    maxLagBytes.ifPresent(bytes -> said.put(BYTES, bytes.toString()));
    maxSessions.ifPresent(sessions -> said.put(SESSIONS, sessions.toString()));
    return said;
  }

  private static Orders read(Map<String, String> said) {
    try {
      return new Orders(
          Boolean.parseBoolean(said.get(PAUSED)),
          Optional.ofNullable(said.get(BATCH)).map(Integer::valueOf),
          Optional.ofNullable(said.get(REST)).map(Double::valueOf),
          Optional.ofNullable(said.get(LAG)).map(Long::valueOf).map(Duration::ofMillis),
          Optional.ofNullable(said.get(BYTES)).map(Long::valueOf),
          Optional.ofNullable(said.get(SESSIONS)).map(Integer::valueOf));
    } catch (NumberFormatException e) {
      throw Pace.wrong(
          "the table godwit_pace holds what is no number: "
              + said
              + "; say it anew with `godwit data pace`");
    }
  }

  /** The author's pace, with what the operator has said instead. */
  Pace over(Pace author) {
    return new Pace(
        rest.orElse(author.rest()),
        maxLag.or(author::maxLag),
        maxLagBytes.or(author::maxLagBytes),
        maxSessions.or(author::maxSessions));
  }
}
