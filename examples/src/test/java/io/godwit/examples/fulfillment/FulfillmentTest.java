package io.godwit.examples.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for requirements F1 to F7, on a copy of its files. */
class FulfillmentTest {

  private static final Path EXAMPLE = Path.of("fulfillment");
  private static final Optional<Version> FIRST = Optional.of(new Version("1.0.0"));

  @TempDir Path folder;

  @BeforeEach
  void aCopyOfTheExample() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = EXAMPLE.relativize(file);
        if (!relative.startsWith(".godwit")) {
          Path copy = folder.resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private Godwit open() {
    return Godwit.builder().project(folder).build();
  }

  @Test
  @DisplayName("F1, F2, F3: knowledge, model and data go to 2.0.0 as one, and back as one")
  void knowledgeModelAndDataMoveAsOne() throws SQLException {
    try (Godwit godwit = open()) {
      assertThat(godwit.up(FIRST, Consent.NONE).ending()).isEqualTo(Ending.DONE);
      Map<String, String> before = digests(godwit);
      assertThat(before).containsOnlyKeys("app", "helpdesk", "models");
      assertThat(dimension()).isEqualTo("256");
      assertThat(champion(godwit)).isEqualTo("1.0.0");

      RunReport up = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(up.release()).contains("2.0.0");
      assertThat(digests(godwit))
          .allSatisfy((target, digest) -> assertThat(digest).isNotEqualTo(before.get(target)));
      assertThat(ask("app.db", "select count(*) from address")).isEqualTo("60");
      assertThat(ask("app.db", "select count(*) from orders where priority is not null"))
          .isEqualTo("240");
      assertThat(dimension()).isEqualTo("384");
      assertThat(champion(godwit)).isEqualTo("2.0.0");

      assertThat(godwit.down(Consent.NONE).release()).contains("1.0.0");
      assertThat(digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("F4, F5: the migration object goes through its life, from pending to completed")
  void theMigrationObjectGoesThroughItsLife() {
    try (Godwit godwit = open()) {
      MigrationView pending = godwit.status(false).pending().get(1);
      assertThat(pending.status()).isEqualTo("pending");
      assertThat(pending.type()).isEqualTo("hybrid");
      assertThat(pending.sourceVersion()).contains("1.0.0");
      assertThat(pending.targetVersion()).isEqualTo("2.0.0");
      assertThat(pending.steps()).extracting("status").containsOnly("pending");

      godwit.up(Optional.empty(), Consent.NONE);

      MigrationView done = godwit.history().get(1);
      assertThat(done.id()).isEqualTo(pending.id());
      assertThat(done.status()).isEqualTo("completed");
      assertThat(done.startedAt()).isPresent();
      assertThat(done.completedAt()).isPresent();
      assertThat(done.error()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "F6: what must hold before and after is asked, and a wrong answer takes all of it back")
  void aWrongAnswerTakesAllOfItBack() throws Exception {
    try (Godwit godwit = open()) {
      godwit.up(FIRST, Consent.NONE);
      assertThat(godwit.planUp(Optional.empty()).runs().get(0).checks()).hasSize(4);
      Path manifest = folder.resolve("migrations/002_second_version/migration.yaml");
      Files.writeString(
          manifest, Files.readString(manifest).replace("priority is null", "priority is not null"));
    }
    try (Godwit godwit = open()) {
      Map<String, String> before = digests(godwit);

      RunReport report = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message())
          .contains("no order without priority", "expects 0 and got 240", "version 1.0.0");
      assertThat(digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("F7: migrations that are switched off are refused, and nothing is touched")
  void theSwitchesOfTheConfigurationHold() throws IOException {
    Path config = folder.resolve("godwit.yaml");
    Files.writeString(
        config, Files.readString(config).replace("enabled: true\n", "enabled: false\n"));
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .hasMessageContaining("versioning.migrations.enabled is false");
      assertThat(godwit.history()).isEmpty();
    }
  }

  @Test
  @DisplayName("F2: the models that are shipped are those that the program makes")
  void theModelsAreThoseThatTheProgramMakes() throws IOException {
    Path made = folder.resolve("made");

    Ranker.main(new String[] {made.toString()});

    for (String file : new String[] {"ranker-1/model.safetensors", "ranker-2/model.safetensors"}) {
      assertThat(made.resolve(file))
          .hasSameBinaryContentAs(EXAMPLE.resolve("models").resolve(file));
    }
  }

  private String dimension() throws SQLException {
    return ask("helpdesk.db", "select distinct dimension from knowledge_active_chunks");
  }

  private String ask(String database, String question) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve(".godwit").resolve(database);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }

  private static String champion(Godwit godwit) {
    return godwit.status(false).targets().stream()
        .filter(target -> target.name().equals("models"))
        .map(target -> target.holds().getOrDefault("ranker:champion", ""))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> digests(Godwit godwit) {
    return godwit.status(true).targets().stream()
        .collect(Collectors.toMap(TargetView::name, target -> target.digest().orElse("")));
  }
}
