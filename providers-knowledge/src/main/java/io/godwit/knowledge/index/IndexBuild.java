package io.godwit.knowledge.index;

import io.godwit.knowledge.index.Indexes.Stage;
import io.godwit.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One build, on a thread and a connection of its own, so that whoever waits for it can tell how far
 * it has come. A lock in the database keeps two processes from building the same index.
 */
final class IndexBuild {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Database database;
  private final SpaceIndex index;
  private final IndexSettings settings;
  private final FutureTask<Stage> task = new FutureTask<>(this::run);
  private @Nullable Connection running;

  private IndexBuild(Database database, SpaceIndex index, IndexSettings settings) {
    this.database = database;
    this.index = index;
    this.settings = settings;
  }

  static IndexBuild begin(Database database, SpaceIndex index, IndexSettings settings) {
    IndexBuild build = new IndexBuild(database, index, settings);
    Thread thread = new Thread(build.task, "godwit-" + index.name());
    thread.setDaemon(true);
    thread.start();
    return build;
  }

  Stage await(long time, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return task.get(time, unit);
  }

  synchronized void cancel() throws SQLException {
    if (running != null) {
      database.cancel(running);
    }
  }

  void close() {
    try {
      cancel();
    } catch (SQLException e) {
      task.cancel(true); // the server does not hear; it finds the connection gone
    }
  }

  private synchronized void runs(@Nullable Connection connection) {
    running = connection;
  }

  private Stage run() throws SQLException {
    Connection connection = database.connection();
    boolean whole = false;
    try {
      runs(connection);
      Stage stage = build(connection);
      whole = true;
      return stage;
    } finally {
      runs(null);
      if (whole) {
        database.forget(connection);
      } else {
        database.discard(connection);
      }
    }
  }

  private Stage build(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!lock(statement)) {
        return Stage.WAITING;
      }
      Optional<Boolean> whole = Indexes.validity(connection, index);
      if (whole.isPresent() && whole.get()) {
        return Stage.READY;
      }
      if (whole.isPresent()) {
        statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.name());
      }
      if (settings.memory().isPresent()) {
        statement.execute("SET maintenance_work_mem = '" + settings.memory().get() + "'");
      }
      statement.execute(index.definition(settings));
      return Stage.READY;
    }
  }

  /** Waits a second for another process that builds the same. */
  private boolean lock(Statement statement) throws SQLException {
    statement.execute("SET statement_timeout = 0; SET lock_timeout = 1000");
    try {
      statement.execute(
          "SELECT pg_advisory_lock(hashtextextended(current_schema() || '.' || '"
              + index.name()
              + "', 0))");
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
    statement.execute("SET lock_timeout = 0");
    return true;
  }
}
