package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.PointView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.RunView;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways back through several releases, what ends them, and a person's part in it. */
class ReturnTest {

  @TempDir Path folder;

  private HelpDesk threeMigrations() {
    return new HelpDesk(folder)
        .write("migrations/003_note.up.sql", "create table note (id integer primary key);\n")
        .write("migrations/003_note.down.sql", "drop table note;\n");
  }

  @Test
  @DisplayName("E8, A6: a rollback goes through every release between, and each is whole")
  void aRollbackGoesThroughEveryRelease() {
    HelpDesk desk = threeMigrations();
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(new Version("1.0.0")), Consent.NONE);
      Map<String, String> before = digests(godwit);
      godwit.up(Optional.empty(), Consent.NONE);
      assertThat(godwit.points()).hasSize(3).allMatch(PointView::possible);

      assertThat(godwit.planRollback("1.0.0").runs()).hasSize(2);
      RunReport report = godwit.rollback("1.0.0", Consent.NONE);

      assertThat(report.ending()).isEqualTo(Ending.DONE);
      assertThat(report.release()).contains("1.0.0");
      assertThat(report.runs())
          .extracting(run -> run.migration().name())
          .containsExactly("note", "switch");
      assertThat(digests(godwit)).isEqualTo(before);
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.rollback("start", Consent.NONE).release()).isEmpty();
      assertThat(godwit.points()).isEmpty();
    }
  }

  @Test
  void aPointThatDoesNotExistIsRefusedWithThoseThatDo() {
    HelpDesk desk = threeMigrations();
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.empty(), Consent.NONE);

      assertThatThrownBy(() -> godwit.rollback("9.9.9", Consent.NONE))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("9.9.9")
          .hasMessageContaining("start, 1.0.0");
    }
  }

  @Test
  @DisplayName("Behind what is retired there is no way back, and what was kept is gone")
  void behindWhatIsRetiredThereIsNoWayBack() {
    HelpDesk desk = threeMigrations();
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
      Map<String, String> before = digests(godwit);

      RunReport report = godwit.retire(1);

      assertThat(report.ending()).as(report.message()).isEqualTo(Ending.DONE);
      assertThat(report.runs()).hasSize(2);
      assertThat(report.release()).isEqualTo(report.from());
      assertThat(godwit.points())
          .extracting(PointView::possible)
          .containsExactly(false, false, true);
      assertThatThrownBy(() -> godwit.rollback("1.0.0", Consent.NONE))
          .hasMessageContaining("retired");
      assertThat(godwit.retire(1).runs()).as("retiring twice is retiring once").isEmpty();
      assertThat(digests(godwit).get("app")).isEqualTo(before.get("app"));
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
  }

  @Test
  @DisplayName("A13: what cannot be taken back waits for a person, whose word ends it")
  void whatCannotBeTakenBackWaitsForAPerson() {
    HelpDesk desk = threeMigrations();
    desk.write(
        "migrations/004_stuck/migration.yaml",
        """
        id: stuck
        to: 3.0.0
        steps:
          - id: first
            use: data.sql
            target: app
            with: { up: first.up.sql, down: first.down.sql }
          - id: second
            use: data.sql
            target: app
            with: { up: second.up.sql, down: second.down.sql }
        """);
    desk.write("migrations/004_stuck/first.up.sql", "create table extra (id integer);\n");
    desk.write("migrations/004_stuck/first.down.sql", "drop table no_such_table;\n");
    desk.write("migrations/004_stuck/second.up.sql", "insert into nowhere values (1);\n");
    desk.write("migrations/004_stuck/second.down.sql", "select 1;\n");
    try (Godwit godwit = desk.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(report.ending()).as(report.message()).isEqualTo(Ending.ATTENTION);
      assertThat(report.message()).contains("godwit resume").contains("godwit resolve");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.ATTENTION);
      assertThat(godwit.resume().ending())
          .as("the cause is not mended")
          .isEqualTo(Ending.ATTENTION);
      assertThat(godwit.status(false).attention()).isPresent();

      RunId run = new RunId(last(report).migration().run().orElseThrow());
      RunReport end = godwit.resolve(run, new StepId("first"), true, "dropped by hand");

      assertThat(end.runs())
          .last()
          .satisfies(view -> assertThat(view.migration().status()).isEqualTo("rolled_back"));
      assertThat(end.release()).isEqualTo(report.release());
      assertThat(godwit.show(run).journal())
          .anyMatch(line -> line.detail().contains("says that it is done: dropped by hand"));
      assertThat(godwit.status(false).attention()).isEmpty();
    }
  }

  @Test
  @DisplayName("E8, E9: with the state lost, the repository alone is enough to go back")
  void aLostStateIsMadeAgainFromTheRepository() throws IOException {
    Map<String, String> before;
    List<MigrationView> history;
    HelpDesk desk = threeMigrations();
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(new Version("1.0.0")), Consent.NONE);
      before = digests(godwit);
      godwit.up(Optional.empty(), Consent.NONE);
      godwit.down(Consent.NONE);
      history = godwit.history();
    }
    loseTheState();
    try (Godwit godwit = desk.open()) {
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .hasMessageContaining("has been lost")
          .hasMessageContaining("godwit recover");

      RunReport report = godwit.emergency("1.0.0", Consent.NONE);

      assertThat(report.ending()).as(report.message()).isEqualTo(Ending.DONE);
      assertThat(report.release()).contains("1.0.0");
      assertThat(digests(godwit)).isEqualTo(before);
      assertThat(godwit.history()).startsWith(history.toArray(MigrationView[]::new));
      assertThat(godwit.recover()).as("a state that is there is left alone").isZero();
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
  }

  @Test
  @DisplayName("E9: what an engine that died did not keep any more is kept by the next command")
  void whatWasNotKeptIsKeptByTheNext() throws IOException {
    HelpDesk desk = threeMigrations();
    List<MigrationView> history;
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(new Version("1.0.0")), Consent.NONE);
    }
    Path root = folder.resolve(".godwit/repository/root.json");
    byte[] before = Files.readAllBytes(root);
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
      history = godwit.history();
    }
    Files.write(root, before);

    try (Godwit godwit = desk.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).runs()).isEmpty();
    }

    loseTheState();
    try (Godwit godwit = desk.open()) {
      assertThat(godwit.recover()).isEqualTo(3);
      assertThat(godwit.history()).isEqualTo(history);
    }
  }

  @Test
  @DisplayName("A10, E9: files that a person accepts are accepted in a state made anew, too")
  void acceptedFilesComeBack() throws IOException {
    HelpDesk desk = threeMigrations();
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    desk.write("migrations/003_note.up.sql", "create table note (id integer primary key); -- ok\n");
    try (Godwit godwit = desk.open()) {
      assertThat(godwit.bookkeeping().repair()).hasSize(1);
    }

    loseTheState();

    try (Godwit godwit = desk.open()) {
      assertThat(godwit.recover()).isEqualTo(3);
      assertThat(godwit.validate()).isEmpty();
      assertThat(godwit.up(Optional.empty(), Consent.NONE).runs()).isEmpty();
    }
  }

  private void loseTheState() throws IOException {
    for (String file : List.of("state.db", "state.db-wal", "state.db-shm")) {
      Files.deleteIfExists(folder.resolve(".godwit").resolve(file));
    }
  }

  private static RunView last(RunReport report) {
    List<RunView> runs = report.runs();
    return runs.get(runs.size() - 1);
  }

  private static Map<String, String> digests(Godwit godwit) {
    return godwit.status(true).targets().stream()
        .collect(Collectors.toMap(TargetView::name, target -> target.digest().orElse("")));
  }
}
