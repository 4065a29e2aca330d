package io.godwit.sql.receipt;

import static java.util.stream.Collectors.joining;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two tables in the target. On PostgreSQL they stand in a schema of their own, and are always
 * named with it, because scripts change the search path.
 */
final class ReceiptTables {

  private enum Lock {
    SHARED(" for share"),
    EXCLUSIVE(" for update");

    private final String clause;

    Lock(String clause) {
      this.clause = clause;
    }
  }

  private static final String ONLY_SCOPE = "target";

  private final Dialect dialect;
  private final String receipt;
  private final String fence;

  ReceiptTables(Dialect dialect) {
    this.dialect = dialect;
    String schema = dialect == Dialect.POSTGRESQL ? "godwit." : "main.";
    this.receipt = schema + "godwit_receipt";
    this.fence = schema + "godwit_fence";
  }

  boolean exist(Connection connection) throws SQLException {
    return exist(connection, List.of());
  }

  /** Whether they are there, asked in one go with settings that come before it. */
  boolean exist(Connection connection, List<String> settings) throws SQLException {
    String query =
        switch (dialect) {
          case POSTGRESQL -> "select to_regclass('" + fence + "') is not null";
          case SQLITE ->
              "select exists (select 1 from main.sqlite_schema where name = 'godwit_fence')";
        };
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings.stream().map(one -> one + "; ").collect(joining()) + query);
      for (String ignored : settings) {
        statement.getMoreResults();
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : definitions()) {
        statement.execute(sql);
      }
    }
  }

  private List<String> definitions() {
    String receipts =
        "create table if not exists "
            + receipt
            + " (idem_key text primary key, run text not null, step text not null, verb text not"
            + " null, token bigint not null, taken_back integer not null, progress text, at text"
            + " not null default current_timestamp)";
    String fences =
        "create table if not exists " + fence + " (scope text primary key, token bigint not null)";
    return dialect == Dialect.POSTGRESQL
        ? List.of("create schema if not exists godwit", receipts, fences)
        : List.of(receipts, fences);
  }

  /**
   * Refuses a token below the highest that the target has seen, and remembers a higher one. Until
   * the transaction ends no higher one can be written, so no later lease can begin beside this
   * effect.
   */
  void passFence(Connection connection, long token) throws SQLException {
    Long seen = seenToken(connection, Lock.SHARED);
    if (seen == null || seen < token) {
      raise(connection, token);
      seen = seenToken(connection, Lock.SHARED);
    }
    if (seen != null && seen > token) {
      throw new GodwitException(
          SqlError.FENCED,
          "the target has been worked on under lease "
              + seen
              + ", this engine holds lease "
              + token
              + ": another engine has taken over; see godwit status");
    }
  }

  /** Waits until every transaction that has passed the fence has ended. */
  void closeFence(Connection connection) throws SQLException {
    seenToken(connection, Lock.EXCLUSIVE);
  }

  /** SQLite's transactions exclude one another anyway. */
  private @Nullable Long seenToken(Connection connection, Lock mode) throws SQLException {
    String lock = dialect == Dialect.POSTGRESQL ? mode.clause : "";
    try (PreparedStatement statement =
        connection.prepareStatement("select token from " + fence + " where scope = ?" + lock)) {
      statement.setString(1, ONLY_SCOPE);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? (Long) rows.getLong(1) : null;
      }
    }
  }

  private void raise(Connection connection, long token) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into "
                + fence
                + " as f (scope, token) values (?, ?) on conflict (scope) do update set token ="
                + " excluded.token where f.token < excluded.token")) {
      statement.setString(1, ONLY_SCOPE);
      statement.setLong(2, token);
      statement.executeUpdate();
    }
  }

  Optional<Receipt> find(Connection connection, Digest key) throws SQLException {
    return find(connection, key, "");
  }

  /** The same; nobody can change it until the transaction ends. */
  Optional<Receipt> hold(Connection connection, Digest key) throws SQLException {
    return find(connection, key, dialect == Dialect.POSTGRESQL ? Lock.SHARED.clause : "");
  }

  private Optional<Receipt> find(Connection connection, Digest key, String lock)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select progress, taken_back, token from " + receipt + " where idem_key = ?" + lock)) {
      statement.setString(1, key.hex());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        Optional<Progress> progress =
            Optional.ofNullable(rows.getString(1)).map(ProgressText::read);
        return Optional.of(new Receipt(progress, rows.getInt(2) != 0, rows.getLong(3)));
      }
    }
  }

  void write(Connection connection, Effect effect, Progress progress) throws SQLException {
    upsert(
        connection,
        effect,
        effect.keys().key(),
        ProgressText.write(progress),
        "progress = excluded.progress");
  }

  /** Marks an effect so that a late attempt at it is refused, whether it happened or not. */
  void takeBack(Connection connection, Effect by, Digest key) throws SQLException {
    upsert(connection, by, key, null, "taken_back = 1");
  }

  private void upsert(
      Connection connection, Effect effect, Digest key, @Nullable String progress, String change)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into "
                + receipt
                + " (idem_key, run, step, verb, token, taken_back, progress) values (?, ?, ?, ?, ?,"
                + " ?, ?) on conflict (idem_key) do update set token = excluded.token, "
                + change)) {
      statement.setString(1, key.hex());
      statement.setString(2, effect.run().toString());
      statement.setString(3, effect.step().value());
      statement.setString(4, effect.verb().name());
      statement.setLong(5, effect.token());
      statement.setInt(6, progress == null ? 1 : 0);
      statement.setString(7, progress);
      statement.executeUpdate();
    }
  }
}
