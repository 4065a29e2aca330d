package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("E1: a plan file runs as it is, forward and back")
class PlanFileTest {

  private static final String PLAN =
      """
      {
        "from_version": "1.4.0", "to_version": "2.0.0", "migration_type": "MajorUpgrade",
        "steps": [
          { "id": "schema", "description": "Tables", "step_type": "SchemaUpdate",
            "command": "schema.sql", "timeout": { "secs": 600, "nanos": 0 }, "can_rollback": true },
          { "id": "rows", "step_type": "DataMigration", "timeout": "10m",
            "data_migration": { "source_table": "pipelines_old", "target_table": "pipelines",
              "transformation_script": "rows.sql", "batch_size": 2, "parallel_workers": 4 } },
          { "id": "look", "step_type": "Validation", "validation": "titles" },
          { "id": "clean", "step_type": "Cleanup", "command": "delete from old_log",
            "validation": { "name": "log is empty", "query": "select count(*) from old_log",
              "expected_result": 0, "critical": false } }
        ],
        "rollback_steps": [
          { "id": "rollback_schema", "step_type": "SchemaUpdate", "command": "drop table pipelines" },
          { "id": "clean-undo", "step_type": "Cleanup", "command": "insert into old_log values (1)" }
        ],
        "validation_checks": [
          { "name": "titles", "query": "select count(*) from pipelines where title is null",
            "expected_result": "0", "critical": true }
        ],
        "estimated_duration": 600, "downtime_required": true
      }
      """;

  @TempDir Path folder;
  private SqlProject project;

  @BeforeEach
  void project() throws SQLException {
    project =
        new SqlProject(folder, "jdbc:sqlite:app.db")
            .write("migrations/plans/1.4.0_2.0.0.json", PLAN)
            .write("migrations/plans/rows.sql", "select id, upper(name) as title from source;\n")
            .write(
                "migrations/plans/schema.sql",
                """
                create table pipelines (id integer primary key, title text);
                create trigger titled after insert on pipelines begin
                  update pipelines set title = trim(title) where id = new.id; end;
                """)
            .write(
                "migrations/001_start/migration.yaml",
                """
                to: 1.4.0
                steps:
                  - id: one
                    use: data.sql
                    with:
                      up-sql: |
                        create table pipelines_old (id integer primary key, name text);
                        insert into pipelines_old values (1, 'a '), (2, 'b'), (3, 'c');
                        create table old_log (x); insert into old_log values (1);
                      down-sql: drop table pipelines_old; drop table old_log
                """);
  }

  @Test
  @DisplayName("E2, E3, E5, E6: schema with triggers, rows in batches, validation and clean-up")
  void forwardAndBack() throws SQLException {
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.of(new Version("1.4.0")), Consent.NONE);
      String before = godwit.status(true).targets().get(0).digest().orElseThrow();

      RunReport report = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(report.message()).isEmpty();
      assertThat(godwit.status(false).release()).contains("2.0.0");
      assertThat(project.ask("select group_concat(title) from pipelines")).isEqualTo("A,B,C");
      assertThat(project.ask("select count(*) from old_log")).isEqualTo("0");
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
      assertThat(godwit.status(true).targets().get(0).digest()).contains(before);
    }
  }

  @Test
  @DisplayName("E2: configuration, services and commands, too, and all of it back")
  void configurationAndCommands() {
    project
        .configure(
            """
              settings: { provider: config, files: [app.toml] }
              here: { provider: host }
            """)
        .write("app.toml", "# ours\nport = 1\n")
        .write(
            "migrations/plans/1.4.0_2.0.0.json",
            """
            { "from_version": "1.4.0", "to_version": "2.0.0", "migration_type": "MinorUpgrade",
              "steps": [
                { "id": "settings", "step_type": "ConfigUpdate",
                  "config_changes": { "port": 2, "database.url": "postgres://db" } },
                { "id": "restart", "step_type": "ServiceRestart", "command": "cp app.toml running.toml" },
                { "id": "probe", "step_type": "Validation", "command": "test -f running.toml" },
                { "id": "clean", "step_type": "Cleanup", "command": "rm -f cache.tmp" } ],
              "rollback_steps": [
                { "id": "undo-clean", "step_type": "Cleanup", "command": "touch cache.tmp" } ] }
            """);
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.ALL);

      assertThat(report.message()).isEmpty();
      assertThat(project.read("running.toml")).contains("# ours", "port = 2", "postgres://db");
      assertThat(godwit.down(Consent.ALL).message()).isEmpty();
      assertThat(project.read("app.toml")).isEqualTo("# ours\nport = 1\n");
      assertThat(project.read("running.toml")).contains("port = 1");
      assertThat(project.exists("cache.tmp")).isTrue();
    }
  }

  @Test
  @DisplayName("E3: a critical check that fails takes all of it back")
  void criticalCheck() throws SQLException {
    project.write("migrations/plans/rows.sql", "select id, nullif(name, 'b') as title from source");
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.NONE);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message()).contains("'titles'", "expects 0 and got 1");
      assertThat(godwit.status(false).release()).contains("1.4.0");
      assertThat(project.ask("select count(*) from old_log")).isEqualTo("1");
    }
  }

  @Test
  void aPlanOfTypeRollbackIsTheWayBackOfTheOneThatLeadsTheOtherWay() {
    project
        .write(
            "migrations/plans/1.4.0_2.0.0.json",
            PLAN.replaceAll("(?s)\"rollback_steps\".*?\\],", ""))
        .write(
            "migrations/plans/2.0.0_1.4.0.json",
            """
            { "from_version": "2.0.0", "to_version": "1.4.0", "migration_type": "Rollback",
              "steps": [
                { "id": "clean", "step_type": "Cleanup", "command": "insert into old_log values (1)" },
                { "id": "schema", "step_type": "SchemaUpdate", "command": "drop table pipelines" } ] }
            """);
    try (Godwit godwit = project.open()) {
      assertThat(godwit.validate()).isEmpty();
      assertThat(godwit.up(Optional.empty(), Consent.NONE).runs()).hasSize(2);
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
      assertThat(godwit.status(false).release()).contains("1.4.0");
    }
  }

  @Test
  @DisplayName("A10: a script that the plan names is part of it")
  void namedScriptsCount() {
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    project.write("migrations/plans/rows.sql", "select id, name as title from source");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.validate()).singleElement().extracting("code.id").isEqualTo("GW-201");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "MajorUpgrade"                    | "HugeUpgrade"      | GW-112 | MinorUpgrade
          "to_version": "2.0.0"             | "to_version": "3"  | GW-129 | named 1.4.0_3.json
          "step_type": "SchemaUpdate"       | "step_type": "X"   | GW-132 | ConfigUpdate
          "validation": "titles"            | "validation": "no" | GW-132 | no validation check of that name
          "rollback_schema"                 | "rollback_other"   | GW-132 | belongs to no step
          "rows.sql"                        | "rows.rb"          | GW-132 | transformation_script
          "schema.sql"                      | "gone.sql"         | GW-141 | gone.sql
          "10m"                             | "soon"             | GW-132 | timeout
          "source_table": "pipelines_old",  | ''                 | GW-111 | source_table
          "command": "delete from old_log", | ''                 | GW-132 | needs a command
          """)
  void whatIsWrongIsNamedWithItsPlace(String from, String to, String code, String said) {
    project.write("migrations/plans/1.4.0_2.0.0.json", PLAN.replace(from, to));
    assertThatThrownBy(() -> project.open().close())
        .isInstanceOfSatisfying(
            GodwitException.class,
            e ->
                assertThat(e.faults())
                    .anyMatch(
                        fault ->
                            fault.code().id().equals(code) && fault.toString().contains(said)));
  }

  @Test
  void aPlanWhoseOnlyStepIsWrongIsNotCalledOneWithoutSteps() {
    project.write(
        "migrations/plans/1.4.0_2.0.0.json",
        """
        {"from_version": "1.4.0", "to_version": "2.0.0", "migration_type": "MajorUpgrade",
         "steps": [{"id": "one", "step_type": "X", "command": "select 1"}]}
        """);
    assertThatThrownBy(() -> project.open().close())
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> assertThat(e.faults()).singleElement().extracting("code.id").isEqualTo("GW-132"));
  }
}
