package io.godwit.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayName("F8: migrate_models.sh writes migrations and calls the command line")
final class MigrateModelsScriptTest {

  private static final Path SCRIPT = Path.of("../scripts/migration/migrate_models.sh");

  @TempDir Path project;

  private record Outcome(int status, String output) {}

  @BeforeEach
  void writeProject() throws IOException {
    Files.writeString(
        project.resolve("godwit.yaml"),
        "system: shop\ntargets:\n  models: { provider: model, default: true }\n");
    for (int version = 1; version <= 2; version++) {
      Path folder = Files.createDirectories(project.resolve("files/v" + version));
      try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
        new SafetensorsWriter().add("w", Shape.of(1), version).writeTo(out);
      }
    }
  }

  private Outcome script(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    command.addAll(List.of("--project", project.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GODWIT", "/bin/echo");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output.strip());
  }

  private void good(String... arguments) throws IOException, InterruptedException {
    assertThat(script(arguments)).extracting(Outcome::status).isEqualTo(0);
  }

  @Test
  void whatItWritesRunsAndGoesBack() throws IOException, InterruptedException {
    good("publish", "ranker", "1.0.0", "files/v1", "--release", "1.0.0", "--alias", "champion");
    good("publish", "ranker", "2.0.0", "files/v2", "--release", "2.0.0", "--license", "MIT");
    good("promote", "ranker", "2.0.0", "champion", "--release", "3.0.0");
    good("convert", "ranker", "2.0.0", "2.0.0-half", "F16", "--release", "4.0.0");
    try (Godwit godwit =
        Godwit.builder().project(project).variables(name -> Optional.empty()).build()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE))
          .satisfies(report -> assertThat(report.message()).isEmpty())
          .satisfies(report -> assertThat(report.release()).contains("4.0.0"));
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void aCopyNamesTheEnvironment() throws IOException, InterruptedException {
    good("copy", "ranker", "1.0.0", "hub", "--release", "1.0.0", "--alias", "champion");
    assertThat(project.resolve("migrations/001_copy_ranker_1_0_0/migration.yaml"))
        .content()
        .contains("use: model.copy", "version: 1.0.0, environment: hub, alias: champion");
  }

  @Test
  void theRestGoesToTheCommandLine() throws IOException, InterruptedException {
    assertThat(script("up", "--yes").output()).isEqualTo("up --project " + project + " --yes");
    assertThat(script("plan").output()).isEqualTo("plan --project " + project);
    assertThat(script("show", "ranker:champion", "--json").output())
        .isEqualTo("models show --project " + project + " --target models ranker:champion --json");
  }

  @Test
  void whatIsNoNameOrIsMissingIsRefused() throws IOException, InterruptedException {
    assertThat(script("promote", "a b", "1", "c", "--release", "2"))
        .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(2))
        .satisfies(outcome -> assertThat(outcome.output()).contains("MODEL 'a b'"));
    assertThat(script("publish", "a", "1", "files/none", "--release", "2").output())
        .contains("there is no files/none");
    assertThat(script("publish", "a", "1", "files/v1").output()).contains("--release is missing");
    assertThat(script("fly").output()).contains("unknown command fly");
    assertThat(project.resolve("migrations")).doesNotExist();
  }
}
