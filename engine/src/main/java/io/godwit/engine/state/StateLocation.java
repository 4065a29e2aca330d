package io.godwit.engine.state;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jooq.SQLDialect;

/**
 * Where the state is kept: {@code jdbc:sqlite:PATH}, {@code jdbc:postgresql:…} or {@code memory}.
 *
 * @param url the JDBC URL, with the path made absolute; may hold a password
 * @param shown what messages show of it
 * @param dialect which database it is
 */
public record StateLocation(String url, String shown, SQLDialect dialect) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** The URL of a state that nothing keeps. */
  public static final String IN_MEMORY = "memory";

  /**
   * Reads the URL of a configuration.
   *
   * @param directory against which the path of a SQLite file is resolved
   * @throws GodwitException if the URL is of no kind that is known
   */
  public static StateLocation of(String url, Path directory) {
    if (url.equals(IN_MEMORY)) {
      return new StateLocation(IN_MEMORY, "in memory", SQLDialect.DEFAULT);
    }
    if (url.startsWith(SQLITE)) {
      Path file = directory.resolve(url.substring(SQLITE.length())).normalize();
      return new StateLocation(SQLITE + file, url, SQLDialect.SQLITE);
    }
    if (url.startsWith(POSTGRESQL)) {
      return new StateLocation(url, url.replaceAll("[?].*", ""), SQLDialect.POSTGRES);
    }
    throw new GodwitException(
        EngineError.STATE_URL_UNKNOWN,
        "state.url begins with none of jdbc:sqlite:, jdbc:postgresql: and is not memory; choose one"
            + " of these");
  }

  /**
   * Opens the store, and makes or upgrades its tables.
   *
   * @param system whose state it is: a store belongs to one system
   * @throws GodwitException if it does not answer, was made by a newer Godwit, or belongs to
   *     another system
   */
  public StateStore open(String system, InstantSource clock) {
    return open(system, clock, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param around what is laid around each connection
   */
  public StateStore open(String system, InstantSource clock, UnaryOperator<Connection> around) {
    return url.equals(IN_MEMORY)
        ? new MemoryStateStore(clock)
        : SqlStateStore.open(new StateDatabase(this, clock, around), this, system);
  }

  /** Whether there is anything: a SQLite file that does not exist has no state to look at. */
  public boolean exists() {
    return dialect != SQLDialect.SQLITE || Files.exists(Path.of(url.substring(SQLITE.length())));
  }

  Connection connect() throws SQLException {
    return dialect == SQLDialect.SQLITE ? sqlite() : postgresql();
  }

  private Connection sqlite() throws SQLException {
    makeFolder(Path.of(url.substring(SQLITE.length())));
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", "10000");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("synchronous", "FULL");
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
    }
    return connection;
  }

  private void makeFolder(Path file) throws SQLException {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new SQLException("its folder cannot be made: " + e.getMessage(), e);
    }
  }

  private Connection postgresql() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "godwit");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty(
        "options", "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s");
    return DriverManager.getConnection(url, properties);
  }

  /** What messages show: without user, password and options. */
  @Override
  public String toString() {
    return shown;
  }
}
