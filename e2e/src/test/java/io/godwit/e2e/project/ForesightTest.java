package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Forecast;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of what is to come, and what it refuses. */
final class ForesightTest {

  @TempDir Path folder;

  private SqlProject project() {
    return new SqlProject(folder, "jdbc:sqlite:app.db")
        .write("migrations/001_ticket.up.sql", "create table ticket (id int);")
        .write("migrations/001_ticket.down.sql", "drop table ticket;")
        .write("migrations/003_note.up.sql", "alter table ticket add column note text;")
        .write("migrations/003_note.down.sql", "alter table ticket drop column note;");
  }

  @Test
  @DisplayName(
      "A1, A2: how long a plan takes is learnt from earlier runs; what it needs is always said")
  void aPlanLearnsFromEarlierRuns() {
    SqlProject project = project();
    try (Godwit godwit = project.open()) {
      Forecast first = forecast(godwit);
      assertThat(first.duration()).as("nothing has run before").isEmpty();
      assertThat(first.memoryBytes()).isEqualTo(256L << 20);
      assertThat(first.cores()).isEqualTo(2);
      godwit.up(Optional.empty(), Consent.NONE);
    }
    project.write("migrations/004_more.up.sql", "create table more (id int);");
    try (Godwit godwit = project.open()) {
      Forecast later = forecast(godwit);
      assertThat(later.duration()).hasValueSatisfying(time -> assertThat(time).isPositive());
      assertThat(later.duration().orElseThrow()).isLessThan(Duration.ofMinutes(5));
    }
  }

  private static Forecast forecast(Godwit godwit) {
    return godwit.planUp(Optional.empty()).runs().get(0).forecast();
  }

  @Test
  @DisplayName(
      "B10: a migration that comes late and changes what a later one has changed is refused")
  void aLateMigrationThatConflictsIsRefused() throws SQLException {
    SqlProject project = project();
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    project.write("migrations/002_late.up.sql", "alter table ticket add column late text;");
    try (Godwit godwit = project.open()) {
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("GW-220")
          .hasMessageContaining("table ticket of app")
          .hasMessageContaining("depends-on: [note]");
      assertThatThrownBy(() -> godwit.planUp(Optional.empty())).hasMessageContaining("GW-220");
      assertThat(project.ask("select count(*) from pragma_table_info('ticket')")).isEqualTo("2");
    }
  }

  @Test
  @DisplayName("B10: a migration that comes late and changes something else runs")
  void aLateMigrationThatChangesSomethingElseRuns() {
    SqlProject project = project();
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    project
        .write("migrations/002_late.up.sql", "create table late (id int);")
        .write("migrations/002_late.down.sql", "drop table late;");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending())
          .isEqualTo(RunReport.Ending.DONE);
    }
  }
}
