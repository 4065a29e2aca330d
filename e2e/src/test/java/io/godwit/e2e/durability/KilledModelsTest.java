package io.godwit.e2e.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayName(
    "F2: kill -9 while models are published, converted, copied and promoted, and taken back")
final class KilledModelsTest {

  private static final int KILLS = Integer.getInteger("godwit.kills", 2);
  private static final int NUMBERS = 1 << 19;

  @TempDir Path folder;

  @Test
  void noHalfVersionIsEverSeenAndTheAliasIsOldOrNew() throws InterruptedException {
    hub();
    HybridProject project = project();
    long seed = Long.getLong("godwit.seed", 20261121L);
    Kills kills = new Kills(project, seed).lookedAtBy(KilledModelsTest::look).learn();
    for (int i = 0; i < KILLS; i++) {
      kills.killUp();
      kills.killDown();
    }
    System.out.println(KILLS + " kills each way, -Dgodwit.seed=" + seed + ": " + kills.hits());
  }

  /** A project of its own, whose repository the other one reads. */
  private void hub() {
    HybridProject hub =
        in("hub", "system: hub\ntargets:\n  models: { provider: model }\n")
            .model("models/reader-7", 7f, NUMBERS)
            .write(
                "migrations/001_reader/migration.yaml",
                """
                id: reader
                to: 1.0.0
                steps:
                  - id: reader
                    use: model.publish
                    target: models
                    with: { model: reader, version: 7.0.0, from: ../../models/reader-7 }
                """);
    try (Godwit godwit = hub.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
  }

  private HybridProject project() {
    return in(
            "shop",
            """
            system: shop
            targets:
              models: { provider: model }
            environments:
              hub: { repository: { url: ../hub/.godwit/repository } }
            """)
        .model("models/ranker-1", 1f, NUMBERS)
        .model("models/ranker-2", 2f, NUMBERS)
        .write(
            "migrations/001_start/migration.yaml",
            """
            id: start
            to: 1.0.0
            steps:
              - id: ranker
                use: model.publish
                target: models
                with: { model: ranker, version: 1.0.0, from: ../../models/ranker-1, alias: champion }
            """)
        .write(
            "migrations/002_switch/migration.yaml",
            """
            id: switch
            to: 2.0.0
            steps:
              - id: ranker
                use: model.publish
                target: models
                with:
                  model: ranker
                  version: 2.0.0
                  from: ../../models/ranker-2
                  also:
                    - { model: judge, version: 2.0.0, from: ../../models/ranker-1, alias: champion }
              - id: small
                use: model.convert
                target: models
                with: { model: ranker, of: 1.0.0, version: 1.0.0-bf16, recipe: { cast: BF16 } }
              - id: reader
                use: model.copy
                target: models
                with: { model: reader, version: 7.0.0, environment: hub, alias: champion }
              - id: champion
                use: model.promote
                target: models
                with: { model: ranker, version: 2.0.0, alias: champion }
            """);
  }

  private HybridProject in(String name, String settings) {
    Path own = folder.resolve(name);
    try {
      Files.createDirectories(own);
      Files.writeString(own.resolve("godwit.yaml"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HybridProject(own);
  }

  /** Every version that a reader could name is whole, and so is what an alias names. */
  private static void look(HybridProject project) {
    try (Godwit godwit = project.open()) {
      Map<String, String> holds = godwit.status(false).targets().get(0).holds();
      assertThat(holds.get("ranker:champion")).isIn("1.0.0", "2.0.0");
      assertThat(holds.getOrDefault("reader:champion", "7.0.0")).isEqualTo("7.0.0");
      assertThat(holds.containsKey("judge:champion")).isEqualTo(holds.containsKey("judge@2.0.0"));
      assertThat(holds.containsKey("judge@2.0.0")).isEqualTo(holds.containsKey("ranker@2.0.0"));
      for (String name : holds.keySet()) {
        assertThat(godwit.useTool(check(name), Caller.silent(project.folder())).good())
            .as(name)
            .isTrue();
      }
    }
  }

  private static ToolUse check(String name) {
    Place typed = Place.of("the test");
    Setting what = new Setting.Scalar(Optional.of(name), true, typed);
    Setting full = new Setting.Scalar(Optional.of("true"), true, typed);
    return new ToolUse(
        "models",
        "check",
        Optional.empty(),
        new Setting.Mapping(Map.of("what", what, "full", full), typed));
  }
}
