package io.godwit.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL server for all tests of this JVM, a fresh database for each that asks. What it
 * commits survives a crash of the machine only if the system property {@code godwit.postgres.fsync}
 * is {@code on}, as benchmarks have it.
 */
public final class TestPostgres {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      String keeps = System.getProperty("godwit.postgres.fsync", "off");
      try {
        return EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(3))
            .setServerConfig("fsync", keeps)
            .setServerConfig("synchronous_commit", keeps)
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The server's port; the first call starts the server, which ends with the JVM. */
  public static int port() {
    return Server.POSTGRES.getPort();
  }

  /** Makes an empty database and gives its JDBC URL, which needs no password. */
  public static String freshDatabase() {
    String name = "t" + COUNT.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "jdbc:postgresql://localhost:" + port() + "/" + name + "?user=postgres";
  }
}
