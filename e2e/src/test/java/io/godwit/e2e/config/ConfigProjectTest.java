package io.godwit.e2e.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.run.Backup;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** E4: configuration files go to the next version and come back to the byte. */
final class ConfigProjectTest {

  private static final String FLAT =
      """
      # Settings of the importer, version 1

      # the database
      db_host = "db.example.org" # not localhost
      db_port = 5432
      ttl_minutes = 5
      mode = "legacy"

      [[jobs]]
      name = "a"
      size = 10

      [[jobs]]
      name = "b"
      size = 20
      """;

  @TempDir Path folder;

  @BeforeEach
  void aProject() throws IOException {
    write("config/app.toml", FLAT);
    write(
        "godwit.yaml",
        """
        system: importer
        targets:
          settings: { provider: config, files: [config/app.toml, config/app.yaml] }
        """);
    migration(
        """
        - file: config/app.toml
          move: { db_host: database.host, db_port: database.port, "jobs[*].size": "jobs[*].batch.size", "gone?": x }
          map: { mode: { legacy: classic } }
          compute: { database.url: "db://{database.host}:{database.port}", cache.ttl: "= {ttl_minutes} * 60" }
          defaults: { database.pool: { max: 10 }, mode: none }
          remove: [ttl_minutes]
          expect: { database.port: integer }
        """);
  }

  private void migration(String files) throws IOException {
    write(
        "migrations/001_second/migration.yaml",
        """
        id: second
        to: 2.0.0
        steps:
          - id: settings
            use: config.migrate
            target: settings
            with:
              files:
        """
            + files.indent(8)
            + """
            checks:
              after:
                - { name: port, target: settings, query: "config/app.toml:database.port", expect: 5432 }
            """
                .stripIndent());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private Godwit open() {
    return Godwit.builder().project(folder).build();
  }

  private static RunReport up(Godwit godwit) {
    return godwit.up(Optional.empty(), Consent.NONE);
  }

  private static String digest(Godwit godwit) {
    return godwit.status(true).targets().get(0).digest().orElseThrow();
  }

  @Test
  @DisplayName("E4: keys move, new keys take defaults, comments survive, and back is to the byte")
  void aFlatFileBecomesNestedAndComesBack() throws IOException {
    try (Godwit godwit = open()) {
      String before = digest(godwit);

      assertThat(up(godwit).message()).isEmpty();

      assertThat(read("config/app.toml"))
          .isEqualTo(
              """
              # Settings of the importer, version 1

              mode = "classic"

              [[jobs]]
              name = "a"

              [jobs.batch]
              size = 10

              [[jobs]]
              name = "b"

              [jobs.batch]
              size = 20

              [database]
              # the database
              host = "db.example.org"  # not localhost
              port = 5432
              url = "db://db.example.org:5432"

              [database.pool]
              max = 10

              [cache]
              ttl = 300
              """);
      assertThat(digest(godwit)).isNotEqualTo(before);
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(read("config/app.toml")).isEqualTo(FLAT);
      assertThat(digest(godwit)).isEqualTo(before);
      assertThat(up(godwit).ending()).isEqualTo(Ending.DONE);
      assertThat(read("config/app.toml")).contains("ttl = 300");
    }
  }

  @Test
  @DisplayName("E4: a file of another format takes the place of the old one, and gives it back")
  void aFileBecomesOneOfAnotherFormat() throws IOException {
    migration(
        """
        - file: config/app.toml
          to: config/app.yaml
          move: { db_host: database.host, db_port: database.port }
        """);
    write(
        "migrations/001_second/migration.yaml",
        read("migrations/001_second/migration.yaml")
            .replace("app.toml:database", "app.yaml:database"));
    try (Godwit godwit = open()) {
      assertThat(up(godwit).message()).isEmpty();

      assertThat(folder.resolve("config/app.toml")).doesNotExist();
      assertThat(read("config/app.yaml"))
          .startsWith("# Settings of the importer, version 1\n\n")
          .contains("  # the database\n  host: db.example.org\n")
          .contains("jobs:\n  - name: a\n    size: 10\n");
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(folder.resolve("config/app.yaml")).doesNotExist();
      assertThat(read("config/app.toml")).isEqualTo(FLAT);
    }
  }

  @Test
  void whatSomebodyElseHasWrittenSinceIsNotUndoneOver() throws IOException {
    try (Godwit godwit = open()) {
      up(godwit);
      String theirs = read("config/app.toml") + "added = true\n";
      write("config/app.toml", theirs);

      RunReport report = godwit.down(Consent.NONE);

      assertThat(report.ending()).isNotEqualTo(Ending.DONE);
      assertThat(report.message()).contains("GW-379").contains("config/app.toml");
      assertThat(read("config/app.toml")).isEqualTo(theirs);
    }
  }

  @Test
  void aBrokenFileIsRefusedByThePlanWithItsPlace() throws IOException {
    write("config/app.toml", FLAT + "broken = \n");
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> godwit.planUp(Optional.empty()))
          .hasMessageContaining("GW-370 config/app.toml:16:10: a value is expected");
    }
  }

  @Test
  void allThatIsWrongWithAStepIsSaidAtOnce() throws IOException {
    migration(
        """
        - file: config/app.toml
          move: { db_host: "a..b" }
          compute: { x: "= 1 +", y: "{open" }
          retype: { z: number }
        - { file: config/other.toml, set: { a: 1 } }
        """);
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> godwit.planUp(Optional.empty()))
          .hasMessageContaining("'a..b' is no key")
          .hasMessageContaining("cannot be calculated")
          .hasMessageContaining("without }")
          .hasMessageContaining("'number' is no kind")
          .hasMessageContaining("config/other.toml is not one of this target's files");
    }
  }

  @Test
  @DisplayName("E8: a backup holds the files, and a restore brings them back")
  void aBackupBringsTheFilesBack() throws IOException {
    try (Godwit godwit = open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE, Backup.TAKEN).ending())
          .isEqualTo(Ending.DONE);
      String made = read("config/app.toml");
      write(
          "migrations/002_third/migration.yaml",
          """
          id: third
          from: 2.0.0
          to: 3.0.0
          steps:
            - id: settings
              use: config.migrate
              target: settings
              with: { files: [ { file: config/app.toml, set: { version: "3" } } ] }
          """);
      try (Godwit third = open()) {
        assertThat(third.up(Optional.empty(), Consent.NONE, Backup.TAKEN).message()).isEmpty();
        write("config/app.toml", "lost = true\n");
        write("config/app.yaml", "lost: true\n");

        assertThat(third.restore("2.0.0", Consent.NONE, Backup.TAKEN).message()).isEmpty();
      }
      assertThat(read("config/app.toml")).isEqualTo(made);
      assertThat(folder.resolve("config/app.yaml")).doesNotExist();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void noFileOutsideTheProjectIsReachedThroughALink(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("app.toml"), FLAT);
    Files.delete(folder.resolve("config/app.toml"));
    Files.createSymbolicLink(folder.resolve("config/app.toml"), outside.resolve("app.toml"));
    try (Godwit godwit = open()) {
      assertThatThrownBy(() -> up(godwit)).hasMessageContaining("GW-376");
    }
    assertThat(Files.readString(outside.resolve("app.toml"))).isEqualTo(FLAT);
  }
}
