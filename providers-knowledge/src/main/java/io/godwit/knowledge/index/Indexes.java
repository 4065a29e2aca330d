package io.godwit.knowledge.index;

import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Builds and drops the indexes of a store. A build runs beside everything else ({@code
 * CONCURRENTLY}): readers and writers of other versions wait for nothing. It leaves no receipt;
 * what the database's catalogue has decides, and building twice is building once.
 */
public final class Indexes implements AutoCloseable {

  private static final long SLICE_MILLIS = 1_000;

  private final Database database;
  private final IndexSettings settings;
  private final Map<String, IndexBuild> builds = new HashMap<>();

  /** Of this database. */
  public Indexes(Database database, IndexSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * How far an index has come.
   *
   * @param ready whether searches can use it
   * @param done how many blocks of the table are in it
   * @param total how many there are; -1 when that is not known yet
   */
  public record Stage(boolean ready, long done, long total) {
    static final Stage READY = new Stage(true, 0, -1);
    static final Stage WAITING = new Stage(false, 0, -1);
  }

  /** How they are built. */
  public IndexSettings settings() {
    return settings;
  }

  /** The version of the extension; empty where there is none, or none that is to be used. */
  public Optional<String> extension(Connection connection) throws SQLException {
    return settings.enabled() && database.dialect() == Dialect.POSTGRESQL
        ? text(
            connection,
            "SELECT extversion FROM pg_catalog.pg_extension"
                + " WHERE extname = 'vector' AND to_regtype('halfvec') IS NOT NULL")
        : Optional.empty();
  }

  /** Whether searches can use an index. */
  public static boolean isReady(Connection connection, SpaceIndex index) throws SQLException {
    return Boolean.TRUE.equals(validity(connection, index).orElse(false));
  }

  /** The memory that the server lends to a build, in bytes, and whether the settings ask for it. */
  public long memoryBytes(Connection connection) throws SQLException {
    return settings.memory().isPresent()
        ? number(connection, "SELECT pg_size_bytes('" + settings.memory().get() + "')")
        : number(connection, "SELECT pg_size_bytes(current_setting('maintenance_work_mem'))");
  }

  /** Goes on with a build for a second, or until it has ended. */
  public Stage advance(SpaceIndex index) throws SQLException {
    IndexBuild build;
    synchronized (this) {
      build =
          builds.computeIfAbsent(index.name(), n -> IndexBuild.begin(database, index, settings));
    }
    try {
      Stage stage = build.await(SLICE_MILLIS, TimeUnit.MILLISECONDS);
      forget(index);
      return stage;
    } catch (TimeoutException e) {
      return progress(index);
    } catch (InterruptedException e) {
      cancel(index);
      Thread.currentThread().interrupt();
      throw new SQLException("the build of index " + index.name() + " was interrupted", "57014", e);
    } catch (ExecutionException e) {
      forget(index);
      throw e.getCause() instanceof SQLException cause
          ? cause
          : new SQLException("the build of index " + index.name() + " failed", e);
    }
  }

  /** Whether a build runs here. */
  public synchronized boolean isBuilding() {
    return !builds.isEmpty();
  }

  /** Ends a build, if one runs here. What it leaves is dropped by the next. */
  public void cancel(SpaceIndex index) throws SQLException {
    Optional<IndexBuild> build = forget(index);
    if (build.isPresent()) {
      build.get().cancel();
    }
  }

  private synchronized Optional<IndexBuild> forget(SpaceIndex index) {
    return Optional.ofNullable(builds.remove(index.name()));
  }

  private Stage progress(SpaceIndex index) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT blocks_done, blocks_total FROM pg_catalog.pg_stat_progress_create_index
                WHERE index_relid = to_regclass(?) AND blocks_total > 0\
                """)) {
      select.setString(1, index.name());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Stage(false, row.getLong(1), row.getLong(2)) : Stage.WAITING;
      }
    }
  }

  /** Drops the indexes over vectors that no version has any more. */
  public void dropUnused() throws SQLException {
    if (database.dialect() != Dialect.POSTGRESQL) {
      return;
    }
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet row = statement.executeQuery(UNUSED)) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      for (String name : names) {
        statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + name);
      }
    }
  }

  private static final String UNUSED =
      """
      SELECT c.relname FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass('knowledge_embedding')
        AND c.relname ~ '^knowledge_nearest_[0-9]+$'
        AND NOT EXISTS (SELECT 1 FROM knowledge_version v
          WHERE v.state <> 'RETIRED' AND 'knowledge_nearest_' || v.space_id = c.relname)\
      """;

  /** Empty when there is no such index; else whether it is whole. */
  static Optional<Boolean> validity(Connection connection, SpaceIndex index) throws SQLException {
    return text(
            connection,
            "SELECT indisvalid AND indisready FROM pg_catalog.pg_index"
                + " WHERE indexrelid = to_regclass('"
                + index.name()
                + "')")
        .map("t"::equals);
  }

  private static long number(Connection connection, String query) throws SQLException {
    return Long.parseLong(text(connection, query).orElse("0"));
  }

  private static Optional<String> text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  @Override
  public void close() {
    List<IndexBuild> open;
    synchronized (this) {
      open = List.copyOf(builds.values());
      builds.clear();
    }
    open.forEach(IndexBuild::close);
  }
}
