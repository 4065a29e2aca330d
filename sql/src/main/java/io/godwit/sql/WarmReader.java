package io.godwit.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Keeps one connection for questions open between them. */
final class WarmReader {

  private static final int PATIENCE_SECONDS = 5;

  private @Nullable Connection kept;
  private boolean closed;

  /** What is kept, if it is still there; nobody else gets it meanwhile. */
  @Nullable Connection take() throws SQLException {
    Connection taken;
    synchronized (this) {
      taken = kept;
      kept = null;
    }
    if (taken == null || taken.isValid(PATIENCE_SECONDS)) {
      return taken;
    }
    taken.close();
    return null;
  }

  /** Keeps a connection, or closes it if there is one already. */
  void keep(Connection connection) throws SQLException {
    synchronized (this) {
      if (kept == null && !closed) {
        kept = connection;
        return;
      }
    }
    connection.close();
  }

  synchronized void close() {
    closed = true;
    Connection last = kept;
    kept = null;
    try {
      if (last != null) {
        last.close();
      }
    } catch (SQLException e) {
      return; // it was broken: the server notices by itself
    }
  }
}
