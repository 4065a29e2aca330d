package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1, B4: a run whose embedder has no quota left pauses, and goes on when it has")
final class QuotaTest {

  private static final Pattern TEXT = Pattern.compile("Passage ([0-9]+) of the handbook");

  @TempDir Path project;

  /** How many calls the service still answers. */
  private final AtomicInteger quota = new AtomicInteger();

  private final List<String> paid = new ArrayList<>();
  private Optional<HttpServer> server = Optional.empty();

  @BeforeEach
  void writeProject() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", this::answer);
    started.start();
    server = Optional.of(started);
    write(
        "godwit.yaml",
        """
        system: helpdesk
        targets:
          helpdesk: { provider: knowledge, url: "jdbc:sqlite:knowledge.db", default: true }
        embedders:
          hosted:
            provider: openai
            url: "http://127.0.0.1:%s/v1"
            model: small
            dimension: 3
            price: { per-million: 1000, max-price: 100 }
        """
            .formatted(started.getAddress().getPort()));
    write(
        "migrations/001_import/migration.yaml",
        """
        id: import
        to: 1.0.0
        steps:
          - id: documents
            use: knowledge.import
            target: helpdesk
            with: { collection: articles, from: ../../docs, embedder: hosted, batch: 2 }
        """);
    for (int i = 0; i < 8; i++) {
      write("docs/doc" + i + ".txt", "Passage " + i + " of the handbook.");
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  @AfterEach
  void stop() {
    server.ifPresent(each -> each.stop(0));
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    try (call) {
      String asked = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (quota.getAndDecrement() <= 0) {
        send(call, 429, "{\"error\":{\"code\":\"insufficient_quota\"}}");
        return;
      }
      List<String> rows = new ArrayList<>();
      Matcher texts = TEXT.matcher(asked);
      while (texts.find()) {
        paid.add(texts.group(1));
        rows.add("{\"index\":%d,\"embedding\":[1,%s,0.5]}".formatted(rows.size(), texts.group(1)));
      }
      if (rows.isEmpty()) { // the embedder is probed with two texts of its own
        rows.add("{\"index\":0,\"embedding\":[1,2,3]}");
        rows.add("{\"index\":1,\"embedding\":[3,2,1]}");
      }
      send(call, 200, "{\"data\":[" + String.join(",", rows) + "]}");
    }
  }

  private static void send(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
  }

  private Godwit open() {
    return Godwit.builder().project(project).variables(name -> Optional.empty()).build();
  }

  @Test
  void nothingIsTakenBackAndNothingIsPaidForTwice() {
    quota.set(3); // a probe and two batches
    try (Godwit godwit = open()) {
      RunReport paused = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(paused.ending()).isEqualTo(Ending.STOPPED);
      assertThat(paused.message())
          .contains("Migration import has paused (executing)", "GW-433", "has no quota left")
          .contains("Nothing was taken back", "godwit resume");
      assertThat(godwit.status(false).running()).isPresent();
    }
    assertThat(paid).hasSize(4);
    try (Godwit godwit = open()) {
      assertThat(godwit.resume().ending()).isEqualTo(Ending.STOPPED);
      quota.set(1_000);

      RunReport resumed = godwit.resume();

      assertThat(resumed.message()).isEmpty();
      assertThat(resumed.release()).contains("1.0.0");
    }
    assertThat(paid.subList(0, 8)).doesNotHaveDuplicates();
  }

  @Test
  void aPlanBeyondItsPriceIsRefusedUntilTheCapIsRaised() throws IOException {
    String settings = Files.readString(project.resolve("godwit.yaml"));
    quota.set(1_000);
    write("godwit.yaml", settings.replace("max-price: 100", "max-price: 0.01"));
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .hasMessageContaining("GW-434")
          .hasMessageContaining("max-price");
    }
    assertThat(paid).isEmpty();
    write("godwit.yaml", settings);
    try (Godwit godwit = open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
  }
}
