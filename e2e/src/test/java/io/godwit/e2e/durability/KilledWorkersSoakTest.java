package io.godwit.e2e.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that embeds with one worker or with eight is killed, and another goes on with the other
 * number. What it had paid for before is forgotten between the trials.
 */
@Tag("soak")
@DisabledOnOs(OS.WINDOWS)
@DisplayName("B4: kill -9 while texts are embedded, a hundred times in each store")
class KilledWorkersSoakTest {

  private static final int KILLS = Integer.getInteger("godwit.kills", 100);
  private static final int DIMENSION = 24;
  private static final int DOCUMENTS = 500;
  private static final String OF_NEW_SPACE =
      " from knowledge_embedding where space_id in"
          + " (select space_id from knowledge_space where dimension = "
          + DIMENSION
          + ")";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer service;

  @BeforeEach
  void startService() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", KilledWorkersSoakTest::answer);
    service.setExecutor(threads);
    service.start();
  }

  @AfterEach
  void stopService() {
    service.stop(0);
    threads.shutdownNow();
  }

  @Test
  void onSqlite() throws Exception {
    trials("jdbc:sqlite:knowledge.db", "SQLite");
  }

  @Test
  void onPostgresql() throws Exception {
    trials(TestPostgres.freshDatabase(), "PostgreSQL");
  }

  private void trials(String url, String where) throws Exception {
    HybridProject project = project(url);
    long seed = Long.getLong("godwit.seed", System.nanoTime());
    System.out.println("Workers on " + where + ": -Dgodwit.seed=" + seed);
    String store = url.replace("jdbc:sqlite:", "jdbc:sqlite:" + folder + File.separator);
    Kills alone = learn(project.with("WORKERS", "1"), seed);
    change(store, "delete" + OF_NEW_SPACE);
    Kills side = learn(project.with("WORKERS", "8"), seed + 1);
    for (int i = 1; i <= KILLS; i++) {
      change(store, "delete" + OF_NEW_SPACE);
      Kills kills = i % 2 == 0 ? alone : side;
      project.with("WORKERS", i % 2 == 0 ? "1" : "8");
      kills.killUp();
      assertThat(number(store, "select count(*)" + OF_NEW_SPACE))
          .isEqualTo(number(store, "select count(*) from knowledge_text"))
          .isEqualTo(2L * DOCUMENTS);
      kills.back();
      if (i % 20 == 0 || i == KILLS) {
        System.out.println(
            i + " kills on " + where + ": " + alone.hits() + " of one, of eight " + side.hits());
      }
    }
  }

  /** One worker and eight take different times: each has its own moments. */
  private static Kills learn(HybridProject project, long seed) throws InterruptedException {
    return new Kills(project, seed)
        .lookedAtBy(killed -> killed.with("WORKERS", other(killed)))
        .learn();
  }

  private static String other(HybridProject project) {
    return "1".equals(project.variables().get("WORKERS")) ? "8" : "1";
  }

  private HybridProject project(String url) throws IOException {
    Files.writeString(
        folder.resolve("godwit.yaml"),
        """
        system: helpdesk
        targets:
          helpdesk: { provider: knowledge, url: "${KNOWLEDGE_URL}", default: true }
        embedders:
          small: { provider: hashing, dimension: 32 }
          hosted:
            provider: openai
            url: "http://127.0.0.1:${PORT}/v1"
            model: small
            dimension: 24
            limits: { workers: "${WORKERS}" }
        """);
    HybridProject project =
        new HybridProject(folder)
            .with("KNOWLEDGE_URL", url)
            .with("PORT", Integer.toString(service.getAddress().getPort()))
            .with("WORKERS", "1");
    for (int i = 0; i < DOCUMENTS; i++) {
      project.write(
          "documents/topic-" + i + ".md",
          "# Topic " + i + "\n\nWhat is said of it.\n\n# More\n\nNumber " + i + " in detail.\n");
    }
    return project
        .write(
            "migrations/001_start/migration.yaml",
            """
            id: start
            to: 1.0.0
            steps:
              - id: answers
                use: knowledge.import
                target: helpdesk
                with: { collection: articles, from: ../../documents, embedder: small }
            """)
        .write(
            "migrations/002_switch/migration.yaml",
            """
            id: switch
            from: 1.0.0
            to: 2.0.0
            depends-on: [start]
            steps:
              - id: reembed
                use: knowledge.reembed
                target: helpdesk
                with: { collection: articles, embedder: hosted, batch: 2 }
            """);
  }

  private static void answer(HttpExchange call) throws IOException {
    try (call) {
      ObjectNode answer = JSON.createObjectNode();
      ArrayNode rows = answer.putArray("data");
      for (JsonNode text : JSON.readTree(call.getRequestBody()).path("input")) {
        Random random = new Random(text.asText().hashCode());
        ObjectNode row = rows.addObject().put("index", rows.size() - 1);
        ArrayNode vector = row.putArray("embedding");
        for (int i = 0; i < DIMENSION; i++) {
          vector.add(random.nextFloat() - 0.5f);
        }
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      call.sendResponseHeaders(200, bytes.length);
      call.getResponseBody().write(bytes);
    }
  }

  private static void change(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static long number(String url, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
