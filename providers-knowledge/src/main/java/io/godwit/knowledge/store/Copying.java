package io.godwit.knowledge.store;

import io.godwit.sql.BinaryCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** Rows that go in by {@code COPY}, which refuses all of them when one is there already. */
final class Copying {

  private static final String UNIQUE_VIOLATION = "23505";

  private Copying() {}

  /** Sends rows. */
  interface Rows {
    /** Sends all of them. */
    void send() throws SQLException;
  }

  static BinaryCopy embeddings(Connection connection) throws SQLException {
    return BinaryCopy.into(connection, "knowledge_embedding", "space_id", "text_id", "vector");
  }

  /**
   * Tells whether all rows went in. If one was there already, which an application has brought at
   * this moment, none did, and the transaction goes on as if nothing had been tried.
   */
  static boolean unlessThere(Connection connection, Rows rows) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      rows.send();
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }
}
