package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a step may begin, and how long it may take. */
final class StepTermsTest {

  private static final String TWO =
      """
      parallel: true
      steps:
        - { id: tickets, use: data.sql, target: app, with: { up: tickets.sql, down: no-tickets.sql } }
        - { id: parcels, use: data.sql, target: stock, with: { up: parcels.sql, down: no-parcels.sql } }
        - { id: rows, use: data.sql, target: app, with: { up: rows.sql, down: no-rows.sql } }
      """;
  private static final String ENDLESS =
      "with recursive n(i) as (select 1 union all select i + 1 from n)"
          + " insert into ticket select count(*) from n;";

  @TempDir Path folder;

  private SqlProject project() {
    return new SqlProject(folder, "jdbc:sqlite:app.db")
        .configure("  stock: { provider: data, url: \"jdbc:sqlite:stock.db\" }\n")
        .write("migrations/001_first/tickets.sql", "create table ticket (id int);")
        .write("migrations/001_first/no-tickets.sql", "drop table ticket;")
        .write("migrations/001_first/parcels.sql", "create table parcel (id int);")
        .write("migrations/001_first/no-parcels.sql", "drop table parcel;")
        .write("migrations/001_first/rows.sql", "insert into ticket values (1), (2);")
        .write("migrations/001_first/no-rows.sql", "delete from ticket;");
  }

  @Test
  @DisplayName("B5: steps on two databases run side by side where asked, up and down")
  void stepsOnTwoDatabasesRunSideBySide() throws SQLException {
    SqlProject project = project().write("migrations/001_first/migration.yaml", TWO);
    try (Godwit godwit = project.open()) {
      assertThat(godwit.planUp(Optional.empty()).runs().get(0).steps())
          .extracting(step -> String.join(" ", step.after()))
          .containsExactly("", "", "tickets");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending())
          .isEqualTo(RunReport.Ending.DONE);
      assertThat(project.ask("select count(*) from ticket")).isEqualTo("2");
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(RunReport.Ending.DONE);
      assertThat(project.ask("select count(*) from sqlite_master where name = 'ticket'"))
          .isEqualTo("0");
    }
  }

  @Test
  @DisplayName("A13: when one of several fails, the others are ended first, and all are taken back")
  void whenOneFailsAllAreTakenBack() throws SQLException {
    SqlProject project =
        project()
            .write("migrations/001_first/migration.yaml", TWO)
            .write("migrations/001_first/parcels.sql", "create tabel parcel (id int);");
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(report.ending()).isEqualTo(RunReport.Ending.FAILED);
      assertThat(report.message()).contains("tabel");
      assertThat(project.ask("select count(*) from sqlite_master where name = 'ticket'"))
          .isEqualTo("0");
    }
  }

  @Test
  @DisplayName("E2: a step that does not end within its timeout is ended and taken back")
  void aStepThatTakesTooLongIsEnded() throws SQLException {
    SqlProject project =
        project()
            .write("migrations/001_first/rows.sql", ENDLESS)
            .write(
                "migrations/001_first/migration.yaml",
                TWO.replace("{ id: rows,", "{ id: rows, timeout: 300ms,"));
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(report.ending()).isEqualTo(RunReport.Ending.FAILED);
      assertThat(report.message()).contains("GW-219", "rows", "0.3s");
      assertThat(project.ask("select count(*) from sqlite_master where name = 'ticket'"))
          .isEqualTo("0");
    }
  }

  @Test
  @DisplayName(
      "B6: a step that waits for one that is not before it is refused before anything runs")
  void aStepWaitsOnlyForOneBeforeIt() {
    SqlProject project =
        project()
            .write(
                "migrations/001_first/migration.yaml",
                TWO.replace("{ id: parcels,", "{ id: parcels, after: [rows],"));
    assertThatThrownBy(project::open)
        .isInstanceOf(GodwitException.class)
        .hasMessageContaining("GW-122")
        .hasMessageContaining("migration.yaml:4");
  }
}
