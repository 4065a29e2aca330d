package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

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

@DisplayName("P1: directories of other tools run as they are")
class DirectoriesTest {

  @TempDir Path folder;
  private SqlProject project;

  @BeforeEach
  void project() {
    project = new SqlProject(folder, "jdbc:sqlite:app.db");
  }

  @Test
  void filesOfDbmateGoUpAndDown() throws SQLException {
    project
        .write(
            "migrations/20260101000000_a.sql",
            "-- migrate:up\ncreate table a (x);\n\n-- migrate:down\ndrop table a;\n")
        .write(
            "migrations/20260102000000_b.sql",
            """
            -- migrate:up transaction:false
            alter table a add y;
            -- migrate:down
            alter table a drop column y;
            """);
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(project.ask("select count(*) from pragma_table_info('a')")).isEqualTo("2");

      godwit.down(Consent.NONE);
      assertThat(project.ask("select count(*) from pragma_table_info('a')")).isEqualTo("1");
      godwit.down(Consent.NONE);
      assertThat(project.ask("select count(*) from pragma_table_info('a')")).isEqualTo("0");
    }
  }

  @Test
  void filesOfSeveralToolsStandInOneOrder() throws SQLException {
    project
        .write("migrations/001_a.up.sql", "create table log (word text);")
        .write("migrations/001_a.down.sql", "drop table log;")
        .write("migrations/V2__b.sql", "insert into log values ('flyway');")
        .write("migrations/U2__b.sql", "delete from log where word = 'flyway';")
        .write(
            "migrations/3_c.sql",
            "-- +goose Up\ninsert into log values ('goose');\n-- +goose Down\n"
                + "delete from log where word = 'goose';")
        .write(
            "migrations/004_d/migration.yaml",
            "steps: [{ id: one, use: data.sql, with: { up-sql: \"insert into log values ('own')\","
                + " down-sql: \"delete from log where word = 'own'\" } }]\n");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();

      assertThat(project.ask("select group_concat(word) from log")).isEqualTo("flyway,goose,own");
      assertThat(godwit.status(false).applied()).hasSize(4);
      for (int i = 0; i < 4; i++) {
        assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      }
      assertThat(godwit.status(false).applied()).isEmpty();
    }
  }

  @Test
  @DisplayName("a repeatable script runs after all others, and again when it has changed")
  void repeatable() throws SQLException {
    project
        .write("migrations/V1__a.sql", "create table t (x); insert into t values (1), (2);")
        .write("migrations/R__v.sql", "drop view if exists v; create view v as select 1 as n;");
    up(2);
    up(0);
    project
        .write("migrations/V2__b.sql", "alter table t add y;")
        .write(
            "migrations/R__v.sql",
            "drop view if exists v; create view v as select count(y) as n from t;");

    try (Godwit godwit = project.open()) {
      assertThat(godwit.validate()).isEmpty();
      assertThat(godwit.status(false).pending()).hasSize(2);
    }
    up(2);

    assertThat(project.ask("select n from v")).isEqualTo("0");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.status(false).release()).contains("2");
      assertThat(godwit.status(false).applied()).hasSize(3);
      assertThat(godwit.status(false).pending()).isEmpty();
    }
  }

  private void up(int runs) {
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.ALL);
      assertThat(report.message()).isEmpty();
      assertThat(report.runs()).hasSize(runs);
    }
  }
}
