package io.godwit.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * An open database: a small pool of connections that is made when the first is asked for. Opening
 * one neither connects nor creates a file.
 *
 * <p>Transactions that write begin with {@code BEGIN IMMEDIATE} on SQLite, so that two writers meet
 * at the beginning and not at the commit; commits survive a power cut.
 */
public final class Database implements AutoCloseable {

  private final DatabaseUrl url;
  private final DatabaseSettings settings;
  private final Drivers drivers;
  private final WarmReader warm = new WarmReader();
  private @Nullable HikariDataSource pool;
  private boolean closed;

  private Database(DatabaseUrl url, DatabaseSettings settings, UnaryOperator<Connection> around) {
    this.url = url;
    this.settings = settings;
    this.drivers = new Drivers(url, settings, around);
  }

  /** A database that will be connected to when it is needed. */
  public static Database open(DatabaseUrl url, DatabaseSettings settings) {
    return open(url, settings, UnaryOperator.identity());
  }

  /**
   * A database that will be connected to when it is needed.
   *
   * @param around what is laid around each connection
   */
  public static Database open(
      DatabaseUrl url, DatabaseSettings settings, UnaryOperator<Connection> around) {
    return new Database(url, settings, around);
  }

  /** Whose database it is. */
  public Dialect dialect() {
    return url.dialect();
  }

  /** Where it is; as text it shows no secrets. */
  public DatabaseUrl url() {
    return url;
  }

  /** How it is used. */
  public DatabaseSettings settings() {
    return settings;
  }

  /** Whether there is something to connect to: a SQLite file that has not been made yet is not. */
  public boolean exists() {
    return url.file().map(Files::exists).orElse(true);
  }

  /**
   * The pool, for those who want a data source.
   *
   * @throws GodwitException {@link SqlError#UNREACHABLE} or what else keeps it from being made
   */
  public DataSource dataSource() {
    try {
      return pool();
    } catch (SQLException e) {
      throw new GodwitException(SqlFailure.of(url, e, SqlFailure.Moment.CONNECT).fault());
    }
  }

  /**
   * A connection of the pool; closing it gives it back.
   *
   * @throws SQLException if there is none to be had
   */
  public Connection connection() throws SQLException {
    return pool().getConnection();
  }

  private synchronized HikariDataSource pool() throws SQLException {
    if (closed) {
      throw new IllegalStateException(url + " is closed");
    }
    if (pool == null) {
      pool = newPool();
    }
    return pool;
  }

  private HikariDataSource newPool() throws SQLException {
    requireFolder();
    HikariConfig config = new HikariConfig();
    config.setPoolName("godwit");
    config.setDataSource(drivers.dataSource());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(0);
    config.setConnectionTimeout(Math.max(250, settings.timeouts().connect().toMillis()));
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void requireFolder() throws SQLException {
    Path folder = url.file().map(Path::getParent).orElse(null);
    if (folder != null && !Files.isDirectory(folder)) {
      throw new SQLException(
          "the folder is not there; create it", null, SQLiteErrorCode.SQLITE_CANTOPEN.code);
    }
  }

  /**
   * A connection for one question, outside the pool: quick to fail, and on a SQLite file that is
   * not there an empty database in memory, so that asking creates nothing.
   *
   * @throws SQLException if there is none to be had
   */
  public Connection reader() throws SQLException {
    return exists() ? drivers.dataSource().getConnection() : drivers.emptyDatabase();
  }

  /** What is asked on a connection. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks, and leaves nothing in the session. */
    T ask(Connection connection) throws SQLException;
  }

  /**
   * Asks something on a connection like that of {@link #reader}, but on PostgreSQL on one that is
   * used again: the server has the catalogs at hand on it, and a session costs more there than most
   * questions. With one on which a question did not go well nobody else is served.
   *
   * @throws SQLException if the database does not answer, or refuses
   */
  public <T> T ask(Question<T> question) throws SQLException {
    Connection kept = dialect() == Dialect.SQLITE ? null : warm.take();
    Connection connection = kept == null ? reader() : kept;
    boolean good = false;
    try {
      T answer = question.ask(connection);
      good = dialect() == Dialect.POSTGRESQL && connection.getAutoCommit();
      return answer;
    } finally {
      if (good) {
        warm.keep(connection);
      } else {
        connection.close();
      }
    }
  }

  /**
   * Gives a connection back to the pool as new: settings, temporary tables and locks of its session
   * are dropped. SQLite has no word for that and opening a file costs little, so there it is
   * closed.
   */
  public void forget(Connection connection) throws SQLException {
    if (dialect() == Dialect.SQLITE) {
      discard(connection);
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("discard all");
    }
    connection.close();
  }

  /**
   * Closes a connection of the pool for good, instead of giving it back: a script may have left it
   * changed.
   */
  public synchronized void discard(Connection connection) {
    if (pool != null) {
      pool.evictConnection(connection);
    }
  }

  /**
   * Ends the statement that another thread is running on the connection, if it runs one; that one
   * fails, and changes nothing.
   *
   * @throws SQLException if the server does not hear it
   */
  public void cancel(Connection connection) throws SQLException {
    if (dialect() == Dialect.SQLITE) {
      connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    } else {
      connection.unwrap(PGConnection.class).cancelQuery();
    }
  }

  /**
   * What went wrong, as far as the driver's exception tells, for a statement that changed nothing.
   */
  public Fault fault(SQLException e) {
    return SqlFailure.of(url, e, SqlFailure.Moment.BEFORE_COMMIT).fault();
  }

  @Override
  public synchronized void close() {
    closed = true;
    warm.close();
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
