package io.godwit.knowledge.index;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL with pgvector as WebAssembly in a process of Node.js (PGlite), for no Maven repository
 * has pgvector built for the embedded PostgreSQL. {@code npm ci} fetches it once into the build
 * folder. Where there is no Node.js, or nothing to fetch it from, the test is left out and says so.
 */
public final class PgVectorServer implements AutoCloseable {

  private static final Path FOLDER = Path.of("target", "pglite").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.mjs");
  private static final long MINUTES = 3;

  private final Process node;
  private final int port;

  private PgVectorServer(Process node, int port) {
    this.node = node;
    this.port = port;
  }

  /** Starts one, with an empty database that has the extension where that is asked for. */
  public static PgVectorServer start(boolean extension) {
    try {
      install();
      Process node = new ProcessBuilder("node", "server.mjs").directory(FOLDER.toFile()).start();
      PgVectorServer server = new PgVectorServer(node, portOf(node));
      if (extension) {
        server.execute("CREATE EXTENSION vector");
      }
      return server;
    } catch (IOException e) {
      return abort("Needs Node.js 20 with npm, which this machine has not: " + e.getMessage());
    }
  }

  private static void install() throws IOException {
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      try (InputStream in = PgVectorServer.class.getResourceAsStream("/pglite/" + file)) {
        if (in == null) {
          throw new IllegalStateException("the test's resource pglite/" + file + " is missing");
        }
        Files.copy(in, FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      fetch();
    }
  }

  private static void fetch() throws IOException {
    Path log = FOLDER.resolve("npm.txt");
    Process npm =
        new ProcessBuilder(npm("ci", "--no-audit", "--no-fund", "--ignore-scripts"))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        abort("npm has not fetched PGlite within " + MINUTES + " minutes");
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (npm.exitValue() != 0) {
      abort("npm cannot fetch PGlite here; it says: " + Files.readString(log));
    }
  }

  private static List<String> npm(String... arguments) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    List<String> command = new ArrayList<>(List.of(windows ? "npm.cmd" : "npm"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static int portOf(Process node) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      String why = new String(node.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return abort("PGlite does not start on this Node.js: " + why);
    }
    return Integer.parseInt(line.strip());
  }

  /** Its JDBC URL. All connections share one session, and so the names of statements. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/postgres?user=postgres&sslmode=disable&prepareThreshold=0";
  }

  /** Runs a statement. */
  public void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      node.getOutputStream().close(); // it ends by itself
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      node.destroy();
    }
  }
}
