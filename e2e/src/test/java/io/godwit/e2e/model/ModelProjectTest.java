package io.godwit.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.config.Setting;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.run.Consent;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.engine.Godwit;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F2: a project's models go from version to version and back")
final class ModelProjectTest {

  private static final String SECOND =
      """
      id: second
      from: 1.0.0
      to: 2.0.0
      steps:
        - id: ranker
          use: model.publish
          target: models
          with: { model: ranker, version: 2.0.0, from: ../../files/v2, license: MIT }
        - id: champion
          use: model.promote
          target: models
          with: { model: ranker, version: 2.0.0, alias: champion }
      checks:
        after:
          - { name: readers see the champion until the release, target: models, query: "ranker:champion", expect: %s, critical: true }
      """;

  @TempDir Path project;

  @BeforeEach
  void writeProject() throws IOException {
    write("godwit.yaml", "system: shop\ntargets:\n  models: { provider: model, default: true }\n");
    write(
        "migrations/001_first/migration.yaml",
        """
        id: first
        to: 1.0.0
        steps:
          - id: ranker
            use: model.publish
            target: models
            with: { model: ranker, version: 1.0.0, from: ../../files/v1, alias: champion }
        """);
    model("files/v1", 1f);
    model("files/v2", 2f);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }

  private void model(String folder, float value) throws IOException {
    Files.createDirectories(project.resolve(folder));
    try (OutputStream out =
        Files.newOutputStream(project.resolve(folder).resolve("model.safetensors"))) {
      new SafetensorsWriter().add("w", Shape.of(1), value).writeTo(out);
    }
  }

  private Godwit open() {
    return Godwit.builder().project(project).variables(name -> Optional.empty()).build();
  }

  private static String digest(Godwit godwit) {
    return godwit.status(true).targets().get(0).digest().orElseThrow();
  }

  @Test
  void publishedAndPromotedInOneMigrationAndTakenBackByDigest() throws IOException {
    String first = first();
    write("migrations/002_second/migration.yaml", SECOND.formatted("1.0.0"));
    try (Godwit godwit = open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE))
          .satisfies(report -> assertThat(report.message()).isEmpty())
          .satisfies(report -> assertThat(report.release()).contains("2.0.0"));
      assertThat(digest(godwit)).isNotEqualTo(first);
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(digest(godwit)).isEqualTo(first);
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.validate()).isEmpty();
    }
  }

  @Test
  void aFailedCheckTakesThePublicationBack() throws IOException {
    String first = first();
    write("migrations/002_second/migration.yaml", SECOND.formatted("9.9.9"));
    try (Godwit godwit = open()) {
      RunReport up = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(up.ending()).isEqualTo(Ending.FAILED);
      assertThat(digest(godwit)).isEqualTo(first);
      assertThat(up.release()).contains("1.0.0");
    }
  }

  /** The digest of the models after the first migration. */
  private String first() {
    try (Godwit godwit = open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      return digest(godwit);
    }
  }

  @Test
  void anEmbedderIsNotPromotedWithoutItsKnowledge() throws IOException {
    write("files/v1/modules.json", "[]");
    String first = first();
    write("migrations/002_second/migration.yaml", SECOND.formatted("1.0.0"));
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> godwit.planUp(Optional.empty()))
          .hasMessageContaining("GW-555")
          .hasMessageContaining("ranker:champion would move from 1.0.0 to 2.0.0");
      assertThat(digest(godwit)).isEqualTo(first);
      write(
          "migrations/002_second/migration.yaml",
          SECOND
              .formatted("1.0.0")
              .replace("alias: champion }", "alias: champion, knowledge-stays: true }"));
    }
    try (Godwit godwit = open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).release()).contains("2.0.0");
    }
  }

  @Test
  void aVersionIsConvertedCheckedAndRetiredByAProject() throws IOException {
    String first = first();
    write(
        "migrations/002_smaller/migration.yaml",
        """
        id: smaller
        from: 1.0.0
        to: 2.0.0
        steps:
          - id: gate
            use: model.check
            with: { model: ranker, alias: champion, limits: { bytes: 1000, types: [F32] } }
          - id: smaller
            use: model.convert
            with:
              model: ranker
              of: 1.0.0
              version: 1.0.0-half
              alias: champion
              recipe:
                cast: F16
                overflow: infinity
                rename: [{ from: "*", to: "model.*" }]
        """);
    write(
        "migrations/003_tidy/migration.yaml",
        """
        id: tidy
        from: 2.0.0
        to: 3.0.0
        steps:
          - { id: tidy, use: model.retire, with: { model: ranker, keep: 0 } }
        """);
    try (Godwit godwit = open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE))
          .satisfies(report -> assertThat(report.message()).isEmpty())
          .satisfies(report -> assertThat(report.release()).contains("3.0.0"));
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(digest(godwit)).isEqualTo(first);
    }
  }

  @Test
  void theConfigurationOfAModelIsMigratedByTheRulesOfConfigMigrate() throws IOException {
    write(
        "files/v1/config.json",
        """
        {
          "torch_dtype": "float32",
          "hidden": 64,   "eps": 1e-05
        }
        """);
    first();
    write(
        "migrations/002_smaller/migration.yaml",
        """
        id: smaller
        from: 1.0.0
        to: 2.0.0
        steps:
          - id: smaller
            use: model.convert
            with:
              model: ranker
              of: 1.0.0
              version: 1.0.0-half
              recipe: { cast: F16 }
              config:
                - file: config.json
                  move: { hidden: hidden_size }
                  map: { torch_dtype: { float32: float16 } }
                  compute: { head_dim: "= {hidden_size} / 4" }
        """);
    try (Godwit godwit = open()) {
      PlanView plan = godwit.planUp(Optional.empty());
      assertThat(plan.toString())
          .contains("config.json: move hidden to hidden_size", "compute head_dim")
          .doesNotContain("although tensors are cast");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
    try (Godwit godwit = open()) {
      assertThat(godwit.useTool(export("ranker@1.0.0-half"), Caller.silent(project)).good())
          .isTrue();
    }
    assertThat(Files.readString(project.resolve("served/config.json")))
        .contains("\"torch_dtype\": \"float16\"", "\"hidden_size\": 64,   \"eps\": 1e-05")
        .contains("\"head_dim\": 16");
  }

  private static ToolUse export(String version) {
    Place typed = Place.of("the test");
    Setting what = new Setting.Scalar(Optional.of(version), true, typed);
    Setting folder = new Setting.Scalar(Optional.of("served"), true, typed);
    return new ToolUse(
        "models",
        "export",
        Optional.empty(),
        new Setting.Mapping(Map.of("version", what, "folder", folder), typed));
  }

  @Test
  void aSmokeTestWithoutARuntimeIsRefusedBeforeAnythingRuns() throws IOException {
    write(
        "migrations/001_first/smoke.json",
        """
        { "cases": [ { "inputs": {}, "outputs": { "y": { "shape": [], "values": [1] } } } ] }
        """);
    Path migration = project.resolve("migrations/001_first/migration.yaml");
    Files.writeString(
        migration, Files.readString(migration).replace("alias: champion", "smoke: smoke.json"));
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("GW-560")
          .hasMessageContaining("godwit-model-onnxruntime");
      assertThat(godwit.history()).isEmpty();
    }
  }

  @Test
  void aPickleIsRefusedWhenItIsPlanned() throws IOException {
    write("files/v1/model.pkl", "x");
    try (Godwit godwit = open()) {
      String said;
      try {
        PlanView plan = godwit.planUp(Optional.empty());
        said = plan.toString();
      } catch (GodwitException e) {
        said = String.valueOf(e.getMessage());
      }
      assertThat(said).contains("GW-501").contains("files/v1/model.pkl");
    }
  }
}
