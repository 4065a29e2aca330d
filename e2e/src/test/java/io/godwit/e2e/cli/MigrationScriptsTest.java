package io.godwit.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.io.IOException;
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
@DisplayName("F8: migrate_knowledge.sh and migrate_data.sh write migrations and call the CLI")
final class MigrationScriptsTest {

  private static final Path SCRIPTS = Path.of("../scripts/migration");

  @TempDir Path project;

  private record Outcome(int status, String output) {}

  @BeforeEach
  void writeProject() throws IOException {
    Files.writeString(
        project.resolve("godwit.yaml"),
        """
        system: shop
        targets:
          app: { provider: data, url: "jdbc:sqlite:app.db", default: true }
          knowledge: { provider: knowledge, url: "jdbc:sqlite:knowledge.db" }
          second: { provider: knowledge, url: "jdbc:sqlite:second.db" }
        embedders:
          small: { provider: hashing, dimension: 64 }
          large: { provider: hashing, dimension: 96 }
        """);
    Path docs = Files.createDirectories(project.resolve("docs"));
    Files.writeString(docs.resolve("printer.md"), "# Printer\n\nIt is on fire.\n");
    Files.writeString(
        project.resolve("people.sql"),
        """
        create table person (id integer primary key, name text not null);
        create table human (id integer primary key, name text not null);
        insert into person (id, name) values (1, 'Ada'), (2, 'Ben');
        """);
    Files.writeString(project.resolve("back.sql"), "drop table human;\ndrop table person;\n");
  }

  private Outcome script(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPTS.resolve(name).toString()));
    command.addAll(List.of("--project", project.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GODWIT", "/bin/echo");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output.strip());
  }

  private void knowledge(String... arguments) throws IOException, InterruptedException {
    assertThat(script("migrate_knowledge.sh", arguments)).extracting(Outcome::status).isEqualTo(0);
  }

  private void data(String... arguments) throws IOException, InterruptedException {
    assertThat(script("migrate_data.sh", arguments)).extracting(Outcome::status).isEqualTo(0);
  }

  @Test
  void whatTheyWriteRunsAndGoesBack() throws IOException, InterruptedException {
    String up = project.resolve("people.sql").toString();
    String down = project.resolve("back.sql").toString();
    data("sql", "people", up, down, "--release", "1.0.0");
    data("move", "person", "human", "--release", "2.0.0", "--batch", "10");
    knowledge("import", "articles", "docs", "small", "--release", "3.0.0");
    knowledge("reembed", "articles", "large", "--release", "4.0.0");
    knowledge("rechunk", "articles", "300", "30", "--release", "5.0.0", "--embedder", "large");
    knowledge("--target", "second", "copy", "articles", "knowledge", "--release", "6.0.0");
    knowledge("drop", "articles", "--release", "7.0.0");
    try (Godwit godwit =
        Godwit.builder().project(project).variables(name -> Optional.empty()).build()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE))
          .satisfies(report -> assertThat(report.message()).isEmpty())
          .satisfies(report -> assertThat(report.release()).contains("7.0.0"));
      for (int i = 0; i < 7; i++) {
        assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      }
    }
  }

  @Test
  void theRestGoesToTheCommandLine() throws IOException, InterruptedException {
    assertThat(script("migrate_knowledge.sh", "up", "--yes").output())
        .isEqualTo("up --project " + project + " --yes");
    assertThat(script("migrate_data.sh", "drift").output()).isEqualTo("drift --project " + project);
    assertThat(script("migrate_data.sh", "--help").output()).contains("usage: migrate_data.sh");
  }

  @Test
  void whatIsNoNameOrIsMissingIsRefusedAndNothingIsWritten()
      throws IOException, InterruptedException {
    assertThat(script("migrate_knowledge.sh", "reembed", "a b", "c", "--release", "2"))
        .isEqualTo(
            new Outcome(
                2,
                "migrate_knowledge: COLLECTION 'a b' has other characters than letters, digits"
                    + " and . _ / -"));
    assertThat(
            script("migrate_knowledge.sh", "import", "a", "none", "e", "--release", "2").output())
        .contains("there is no none");
    assertThat(script("migrate_knowledge.sh", "drop", "a").output())
        .contains("--release is missing");
    assertThat(script("migrate_knowledge.sh", "drop", "a", "--alias", "b").output())
        .contains("unknown option --alias");
    assertThat(script("migrate_data.sh", "copy", "person; drop", "x", "--release", "2").output())
        .contains("TABLE 'person; drop'");
    assertThat(script("migrate_data.sh", "sql", "a", "none.sql", "--release", "2").output())
        .contains("there is no file none.sql");
    assertThat(script("migrate_data.sh", "fly").output()).contains("unknown command fly");
    assertThat(project.resolve("migrations")).doesNotExist();
  }
}
