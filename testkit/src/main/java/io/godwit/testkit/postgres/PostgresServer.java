package io.godwit.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server that can be killed and started again on the same data and the same port. One
 * thread starts and stops it.
 */
public final class PostgresServer implements AutoCloseable {

  /** Those whom a killed server leaves behind need a moment to notice. */
  private static final int START_ATTEMPTS = 10;

  private final Path folder;
  private final AtomicInteger databases = new AtomicInteger();
  private EmbeddedPostgres server;

  private PostgresServer(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  /**
   * Starts a server on a free port.
   *
   * @param folder where its data is; made if it is not there, and not deleted
   */
  public static PostgresServer start(Path folder) throws IOException {
    return new PostgresServer(folder, on(folder).start());
  }

  private static EmbeddedPostgres.Builder on(Path folder) {
    return EmbeddedPostgres.builder()
        .setPGStartupWait(Duration.ofMinutes(3))
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setServerConfig("max_connections", "60");
  }

  /** The port on which it listens, now and after a restart. */
  public int port() {
    return server.getPort();
  }

  /** Makes an empty database and gives its JDBC URL, which needs no password. */
  public String freshDatabase() {
    String name = "t" + databases.incrementAndGet();
    execute("create database " + name);
    return "jdbc:postgresql://localhost:" + port() + "/" + name + "?user=postgres";
  }

  /** Runs a statement as superuser, in the database {@code postgres}. */
  public void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the server's first process as a power failure would; returns when it is gone. */
  public void kill() throws InterruptedException {
    server.getProcess().destroyForcibly().waitFor();
  }

  /** Starts it again after {@link #kill()}: it recovers what was committed. */
  public void restart() throws IOException {
    int port = server.getPort();
    server.close();
    IOException last = new IOException("not tried");
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        server = on(folder).setPort(port).start();
        return;
      } catch (IOException | IllegalStateException e) {
        last = new IOException("PostgreSQL does not start again on port " + port, e);
      }
    }
    throw last;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
