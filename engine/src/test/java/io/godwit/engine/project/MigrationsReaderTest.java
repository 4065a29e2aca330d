package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.migration.Check;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsReaderTest {

  @TempDir Path directory;
  private ProjectFolder project;

  @BeforeEach
  void project() {
    project = new ProjectFolder(directory);
  }

  @Test
  @DisplayName("P1: a pair of SQL files is a migration of one step on the default database")
  void pair() {
    project.pair("001_create_tickets", "");

    Migration migration = project.migrations().get(0);

    assertThat(migration.id()).hasToString("create-tickets");
    assertThat(migration.path().to()).isEqualTo(new Version("001"));
    assertThat(migration.path().from()).isEmpty();
    assertThat(migration.about().description()).isEqualTo("create tickets");
    assertThat(migration.source().folder()).isEqualTo("migrations");
    assertThat(migration.source().place())
        .isEqualTo(Place.of("migrations/001_create_tickets.up.sql"));
    Step step = migration.steps().get(0);
    assertThat(step.use()).hasToString("data.sql");
    assertThat(step.target()).isEqualTo(new TargetName("app"));
    assertThat(step.with().plain())
        .isEqualTo(
            Map.of("up", "001_create_tickets.up.sql", "down", "001_create_tickets.down.sql"));
  }

  @Test
  @DisplayName("P1: numbers and timestamps are read as numbers, with a kind in the name or without")
  void numbersAndTimestamps() {
    project
        .pair("10_data_backfill", "")
        .pair("9_create_tickets", "")
        .pair("20260901120000_index_tickets", "");

    assertThat(project.ids()).containsExactly("create-tickets", "data-backfill", "index-tickets");
  }

  @Test
  @DisplayName("P1: one file may hold both ways, as dbmate, goose and sqlx have it")
  void oneFile() {
    project.write("migrations/20260901120000_a.sql", "-- migrate:up\nselect 1;\n-- migrate:down\n");

    Migration migration = project.migrations().get(0);

    assertThat(migration.id()).hasToString("a");
    assertThat(migration.path().to()).hasToString("20260901120000");
    assertThat(migration.steps().get(0).with().plain())
        .isEqualTo(Map.of("file", "20260901120000_a.sql"));
  }

  @Test
  @DisplayName("P1: Flyway's versioned scripts are read with their undo scripts")
  void flyway() {
    project
        .write("migrations/V1__init.sql", "select 1;")
        .write("migrations/V1.1__Add some columns.sql", "select 2;")
        .write("migrations/U1.1__drop_them.sql", "select 3;")
        .write("migrations/V2_0__init.sql", "select 4;")
        .write("migrations/V10__late.sql", "select 5;");

    assertThat(project.ids()).containsExactly("init", "add-some-columns", "init-2.0", "late");
    Migration second = project.migrations().get(1);
    assertThat(second.path().to()).hasToString("1.1");
    assertThat(second.about().description()).isEqualTo("Add some columns");
    assertThat(second.steps().get(0).with().plain())
        .isEqualTo(Map.of("up", "V1.1__Add some columns.sql", "down", "U1.1__drop_them.sql"));
  }

  @Test
  @DisplayName("P1: Flyway's repeatable scripts come last and lead nowhere else")
  void repeatable() {
    project
        .write("migrations/R__views.sql", "create view v as select 1;")
        .write("migrations/R__functions.sql", "select 1;")
        .write("migrations/V3__c.sql", "select 3;")
        .pair("001_a", "");

    assertThat(project.ids()).containsExactly("a", "c", "functions", "views");
    Migration views = project.migrations().get(3);
    assertThat(views.source().repeatable()).isTrue();
    assertThat(views.path().to()).hasToString("3");
    assertThat(project.migrations().get(1).source().repeatable()).isFalse();
  }

  @Test
  void twoUndoScriptsOfOneVersionAndOneWithoutItsVersionAreFaults() {
    project
        .write("migrations/V1__a.sql", "select 1;")
        .write("migrations/U1__x.sql", "select 1;")
        .write("migrations/U1__y.sql", "select 1;")
        .write("migrations/U2__z.sql", "select 1;");

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactlyInAnyOrder(ConfigError.DUPLICATE_VERSION, ConfigError.ORPHAN_DOWN);
  }

  @Test
  void filesOfSeveralToolsWithOneVersionAreAFault() {
    project.write("migrations/V7__a.sql", "select 1;").write("migrations/007_b.sql", "select 1;");

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.DUPLICATE_VERSION);
  }

  @Test
  void anUpFileMayStandAlone() {
    project.write("migrations/001_a.up.sql", "select 1;");

    assertThat(project.migrations().get(0).steps().get(0).with().plain())
        .isEqualTo(Map.of("up", "001_a.up.sql"));
  }

  @Test
  @DisplayName("P2: the comments at the head of a file say who, when, what and after what")
  void headers() {
    project
        .pair("001_a", "")
        .pair("002_b", "")
        .pair(
            "003_c",
            """
            -- Version: 003
            -- Description: Third: the one with a colon
            -- Author: Ada <ada@example.org>
            -- Date: 2026-09-01

            -- Dependencies: 001_a, b.up.sql
            """);

    Migration migration = project.migrations().get(2);

    assertThat(migration.about())
        .isEqualTo(
            new Migration.About(
                "Third: the one with a colon", "Ada <ada@example.org>", "2026-09-01"));
    assertThat(migration.dependsOn()).map(Object::toString).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"None", "-", "n/a", ""})
  @DisplayName("P2: a header may say that there are no dependencies")
  void noDependencies(String none) {
    project.pair("001_a", "-- Dependencies: " + none);

    assertThat(project.migrations().get(0).dependsOn()).isEmpty();
  }

  @Test
  @DisplayName("P2: a header that was copied from another file is found")
  void copiedHeaders() {
    project
        .write("migrations/004_d.up.sql", "-- Version: 3\nselect 1;")
        .write("migrations/004_d.down.sql", "\n-- Rollback for: 003_c\nselect 1;");

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.HEADER_MISMATCH, ConfigError.HEADER_MISMATCH);
    assertThat(project.faults().get(1).place())
        .contains(new Place("migrations/004_d.down.sql", 2, 0));
  }

  @Test
  @DisplayName("P2: a product's version, or a sentence, in a header contradicts nothing")
  void otherHeaders() {
    project
        .write("migrations/004_d.up.sql", "-- Version: 1.2.0\n-- Rollback for: x\nselect 1;")
        .write("migrations/004_d.down.sql", "-- Rollback for: Creating the tickets\nselect 1;");

    assertThat(project.faults()).isEmpty();
  }

  @Test
  void theManifestOfTheDesignIsRead() {
    project
        .pair("001_create_tickets", "")
        .write(
            "migrations/002_switch_embedder/migration.yaml",
            """
            id: switch-embedder
            from: 1.4.0
            to: 2.0.0
            description: Answer from the new embedder
            depends-on: [create-tickets]
            steps:
              - id: columns
                use: data.sql
                target: archive
                with: { up: columns.up.sql, down: columns.down.sql }
              - id: reembed
                use: knowledge.reembed
                with: { collection: articles, batch: 256, key: "${NOT_FILLED}" }
                verify: { min-overlap-at-10: 0.6 }
            checks:
              before:
                - { name: some, query: select 1, expect: 1 }
              after:
                - { name: none, target: archive, query: select 2, expect: 0, critical: false }
            """);

    Migration migration = project.migrations().get(1);

    assertThat(migration.id()).hasToString("switch-embedder");
    assertThat(migration.path().from()).contains(new Version("1.4.0"));
    assertThat(migration.path().to()).isEqualTo(new Version("2.0.0"));
    assertThat(migration.dependsOn()).map(Object::toString).containsExactly("create-tickets");
    assertThat(migration.source().folder()).isEqualTo("migrations/002_switch_embedder");
    assertThat(migration.steps().get(0).target()).hasToString("archive");
    Step reembed = migration.steps().get(1);
    assertThat(reembed.target()).hasToString("articles");
    assertThat(reembed.place().line()).isEqualTo(11);
    assertThat(reembed.with().plain())
        .isEqualTo(
            Map.of(
                "collection", "articles",
                "batch", "256",
                "key", "${NOT_FILLED}",
                "verify", Map.of("min-overlap-at-10", "0.6")));
    assertThat(migration.checks().before())
        .containsExactly(new Check("some", new TargetName("app"), "select 1", "1", true));
    assertThat(migration.checks().after())
        .containsExactly(new Check("none", new TargetName("archive"), "select 2", "0", false));
  }

  @Test
  void whatAManifestDoesNotSayComesFromItsFolder() {
    project.manifest("002_split_address", "");

    Migration migration = project.migrations().get(0);

    assertThat(migration.id()).hasToString("split-address");
    assertThat(migration.path().to()).hasToString("002");
    assertThat(migration.about().description()).isEqualTo("split address");
  }

  @Test
  void allFaultsOfAllFilesAreReportedAtOnce() {
    project
        .write("godwit.yaml", ProjectFolder.CONFIG + "tragets: {}\n")
        .pair("001_a", "-- Dependencies: b")
        .manifest("002_b", "descripton: x")
        .write("migrations/003_c/migration.yaml", "steps: []\n")
        .write("migrations/004_d.down.sql", "")
        .write("migrations/V5_typo.sql", "");

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactlyInAnyOrder(
            ConfigError.UNKNOWN_KEY,
            ConfigError.UNKNOWN_KEY,
            ConfigError.NO_STEPS,
            ConfigError.ORPHAN_DOWN,
            ConfigError.UNKNOWN_FILE);
    assertThat(project.faults()).anyMatch(f -> f.message().contains("did you mean 'targets'?"));
    assertThat(project.faults()).anyMatch(f -> f.message().contains("did you mean 'description'?"));
  }

  @Test
  void aMigrationThatCannotBeReadIsNotMissing() {
    project
        .pair("001_a", "-- Dependencies: b-by-another-name")
        .manifest("002_b", "id: b-by-another-name\ndescripton: x");

    assertThat(project.faults()).extracting(Fault::code).containsExactly(ConfigError.UNKNOWN_KEY);
  }

  @Test
  void anUnknownTargetNamesTheNearestOne() {
    project.write(
        "migrations/001_a/migration.yaml",
        """
        steps:
          - { id: a, use: data.sql, target: archiv }
        checks: { after: [{ name: x, target: ap, query: q, expect: 1 }] }
        """);

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsOnly(ConfigError.UNKNOWN_TARGET)
        .hasSize(2);
    assertThat(project.faults().get(0).toString())
        .contains("migration.yaml:2:5")
        .contains("did you mean 'archive'?");
  }

  @Test
  void aStepWithoutTargetHasToMeanOneTarget() {
    project
        .write(
            "godwit.yaml",
            "system: s\ntargets:\n  a: { provider: data }\n  b: { provider: data }\n")
        .pair("001_a", "")
        .write("migrations/002_b/migration.yaml", "steps: [{ id: a, use: model.publish }]\n");

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.NO_DEFAULT_TARGET, ConfigError.NO_DEFAULT_TARGET);
    assertThat(project.faults().get(0).message()).contains("has a, b; name one");
    assertThat(project.faults().get(1).message()).contains("none of provider 'model'");
  }

  @Test
  void twoStepsOfOneIdAndTwoVerifiesAreFaults() {
    project.write(
        "migrations/001_a/migration.yaml",
        """
        steps:
          - { id: a, use: data.sql }
          - { id: a, use: data.sql, with: { verify: {} }, verify: {} }
        """);

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.DUPLICATE_STEP, ConfigError.DUPLICATE_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create_tickets.up.sql",
        "001-create.up.sql",
        "V1_one_underscore.sql",
        "B2__baseline.sql",
        "R_views.sql",
        "V__no_version.sql",
        "001_ü.up.sql",
        "001_a b;drop.up.sql",
        "plan.json",
        "migration.yaml",
        "lonely/x.txt",
        "002_nothing/x.txt"
      })
  void aNameThatIsNoMigrationsIsRefused(String name) {
    project.write("migrations/" + name, "");

    assertThat(project.faults()).extracting(Fault::code).containsExactly(ConfigError.UNKNOWN_FILE);
  }

  @Test
  void notesAndHiddenFilesArePassedOver() {
    project
        .write("migrations/README.md", "")
        .write("migrations/.gitkeep", "")
        .write("migrations/.idea/x.sql", "");

    assertThat(project.migrations()).isEmpty();
  }

  @Test
  void aProjectMayHaveNoMigrationsYetButNotNameAFolderThatIsNotThere() {
    assertThat(project.migrations()).isEmpty();

    project.environment.put("MIGRATION_PATH", "elsewhere");
    assertThat(project.faults()).extracting(Fault::code).containsExactly(ConfigError.MISSING_FILE);
  }

  @Test
  @DisplayName("A11: MIGRATION_PATH may be absolute, when it lies in the project")
  void migrationPath() {
    project.write("db/001_a.up.sql", "select 1;");
    project.environment.put("MIGRATION_PATH", directory.resolve("db").toString());
    assertThat(project.ids()).containsExactly("a");

    for (String outside : List.of("..", "/etc", "../../etc", "db/../../x", "C:\\x", "a\tb")) {
      project.environment.put("MIGRATION_PATH", outside);
      assertThat(project.faults())
          .extracting(Fault::code)
          .containsAnyOf(ConfigError.LEAVES_PROJECT, ConfigError.REFUSED_FILE);
    }
  }

  @Test
  void aMigrationThatIsALinkOutOfTheProjectIsRefused(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("a.up.sql"), "drop table ticket;");
    Files.createDirectories(outside.resolve("m"));
    Files.writeString(outside.resolve("m/migration.yaml"), "steps: []");
    Files.createDirectories(directory.resolve("migrations"));
    Files.createSymbolicLink(
        directory.resolve("migrations/001_a.up.sql"), outside.resolve("a.up.sql"));
    Files.createSymbolicLink(directory.resolve("migrations/002_b"), outside.resolve("m"));
    Files.createSymbolicLink(directory.resolve("migrations/003_c.up.sql"), Path.of("nowhere"));

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactly(
            ConfigError.LEAVES_PROJECT, ConfigError.LEAVES_PROJECT, ConfigError.MISSING_FILE);
  }

  @Test
  void textThatIsNoUtf8IsRefused() throws IOException {
    project.pair("001_a", "");
    Files.write(directory.resolve("migrations/001_a.up.sql"), new byte[] {'-', '\n', (byte) 0xff});

    assertThat(project.faults().get(0).toString()).startsWith("GW-103 migrations/001_a.up.sql:2: ");
  }
}
