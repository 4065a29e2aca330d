package io.godwit.e2e.durability;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Somebody else's transaction, which makes a step wait until the test has done what it came for.
 */
final class HeldLock implements AutoCloseable {

  private final Connection connection;

  private HeldLock(Connection connection) {
    this.connection = connection;
  }

  /** All of a SQLite file. */
  static HeldLock onFile(Path file) throws SQLException {
    return held("jdbc:sqlite:" + file, "begin immediate");
  }

  /** What a statement locks, in a transaction that stays open. */
  static HeldLock on(String url, String statement) throws SQLException {
    return held(url, "begin; " + statement);
  }

  private static HeldLock held(String url, String sql) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return new HeldLock(connection);
  }

  /** One more statement in the same transaction. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Lets go. */
  void release() throws SQLException {
    connection.close();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
