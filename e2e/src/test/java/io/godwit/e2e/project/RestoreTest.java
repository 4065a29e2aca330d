package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.BackupView;
import io.godwit.api.run.Consent;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PointView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A backup before an upgrade, and the full restore from it (A6, E7, E8, E9)")
class RestoreTest {

  private static final Optional<Version> ALL = Optional.empty();

  @TempDir Path folder;

  private static Map<String, String> digests(Godwit godwit) {
    return godwit.status(true).targets().stream()
        .collect(Collectors.toMap(TargetView::name, target -> target.digest().orElse("")));
  }

  private HelpDesk desk(String kind) {
    String url = kind.equals("postgresql") ? TestPostgres.freshDatabase() : "jdbc:sqlite:app.db";
    return new HelpDesk(folder)
        .at("jdbc:sqlite:.godwit/state.db", url)
        .write("migrations/003_note.up.sql", "create table note (id integer primary key);\n")
        .write("migrations/003_note.down.sql", "drop table note;\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  @DisplayName("What targets held before an upgrade comes back, and it can be applied again")
  void thereAndBack(String kind) {
    try (Godwit godwit = desk(kind).open()) {
      godwit.up(Optional.of(new Version("1.0.0")), Consent.NONE, Backup.TAKEN);
      Map<String, String> before = digests(godwit);
      godwit.up(ALL, Consent.NONE, Backup.TAKEN);
      Map<String, String> after = digests(godwit);

      assertThat(godwit.points())
          .extracting(point -> point.backup().map(BackupView::targets).orElseThrow().size())
          .containsExactly(2, 2, 1);
      RunReport report = godwit.restore("1.0.0", Consent.NONE, Backup.CONFIGURED);

      assertThat(report.ending()).as(report.message()).isEqualTo(Ending.DONE);
      assertThat(report.release()).contains("1.0.0");
      assertThat(report.runs()).hasSize(1);
      assertThat(digests(godwit)).isEqualTo(before);
      assertThat(godwit.status(false).applied()).hasSize(1);
      assertThat(godwit.validate()).isEmpty();
      assertThat(godwit.up(ALL, Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(digests(godwit)).isEqualTo(after);
      assertThat(godwit.restore("start", Consent.NONE, Backup.CONFIGURED).release()).isEmpty();
      assertThat(godwit.retire(0).ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.points()).isEmpty();
    }
  }

  @Test
  @DisplayName("A dry run says what would come back and what would be lost, and changes nothing")
  void aDryRunTells() {
    try (Godwit godwit = desk("sqlite").open()) {
      godwit.up(ALL, Consent.NONE, Backup.TAKEN);
      Map<String, String> before = digests(godwit);

      PlanView plan = godwit.planRestore("1.0.0", Backup.CONFIGURED);

      assertThat(plan.to()).contains("1.0.0");
      PlanView.PlannedRun run = plan.runs().get(0);
      assertThat(run.direction()).isEqualTo("restore");
      assertThat(run.risk()).isEqualTo("critical");
      assertThat(run.steps())
          .extracting(PlanView.PlannedStep::target)
          .containsExactly("app", "helpdesk");
      assertThat(run.steps().get(0).details())
          .anyMatch(line -> line.contains("migration switch is not applied"));
      assertThat(run.steps().get(0).warnings()).anyMatch(line -> line.contains("since"));
      assertThat(digests(godwit)).isEqualTo(before);
      assertThat(godwit.history()).hasSize(3);
    }
  }

  @Test
  @DisplayName("E9: a state that was lost is made again, and a new empty database is filled")
  void whenStateAndDatabaseAreLost() throws IOException {
    HelpDesk desk = desk("postgresql");
    Map<String, String> before;
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(new Version("1.0.0")), Consent.NONE, Backup.TAKEN);
      before = digests(godwit);
      godwit.up(ALL, Consent.NONE, Backup.TAKEN);
    }
    try (Stream<Path> state = Files.list(folder.resolve(".godwit"))) {
      for (Path file :
          state.filter(path -> path.getFileName().toString().startsWith("state")).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder.resolve("knowledge.db"));
    desk.at("jdbc:sqlite:.godwit/state.db", TestPostgres.freshDatabase());
    try (Godwit godwit = desk.open()) {

      RunReport report = godwit.restore("1.0.0", Consent.NONE, Backup.CONFIGURED);

      assertThat(report.ending()).as(report.message()).isEqualTo(Ending.DONE);
      assertThat(digests(godwit)).isEqualTo(before);
      assertThat(godwit.up(ALL, Consent.NONE).ending()).isEqualTo(Ending.DONE);
    }
  }

  @Test
  @DisplayName("A backup by hand leads back to its moment, by date or by release")
  void byHand() throws SQLException {
    SqlProject project = new SqlProject(folder, "jdbc:sqlite:app.db");
    project
        .write("migrations/001_a.up.sql", "create table a (x int);")
        .write("migrations/002_b.up.sql", "create table b (x int);");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.of(new Version("001")), Consent.ALL);
      project.execute("insert into a values (1)");
      BackupView backup = godwit.backup();
      project.execute("insert into a values (2)");
      godwit.up(ALL, Consent.ALL);

      assertThat(backup.targets()).containsExactly("app");
      assertThat(godwit.points().get(1).backup()).contains(backup);
      assertThat(godwit.restore(backup.at().toString(), Consent.NONE, Backup.CONFIGURED).ending())
          .isEqualTo(Ending.DONE);

      assertThat(project.ask("select group_concat(x) from a")).isEqualTo("1");
      assertThat(godwit.status(false).applied()).hasSize(1);
      project.execute("delete from a");
      godwit.restore("9999-01-01", Consent.NONE, Backup.CONFIGURED);
      assertThat(project.ask("select group_concat(x) from a")).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("Without a backup there is nothing to restore, and that is said before anything")
  void withoutABackup() {
    try (Godwit godwit = desk("sqlite").open()) {
      godwit.up(ALL, Consent.NONE);

      assertThat(godwit.points()).extracting(PointView::backup).containsOnly(Optional.empty());
      assertThatThrownBy(() -> godwit.restore("1.0.0", Consent.NONE, Backup.CONFIGURED))
          .hasMessageContaining("GW-226")
          .hasMessageContaining("--strategy undo");
      assertThat(godwit.history()).hasSize(3);
    }
  }

  @Test
  @DisplayName("A snapshot whose bytes are damaged is refused, everything stays as it is")
  void damagedBytes() throws IOException {
    HelpDesk desk = desk("sqlite");
    try (Godwit godwit = desk.open()) {
      godwit.up(ALL, Consent.NONE, Backup.TAKEN);
      Map<String, String> before = digests(godwit);
      try (Stream<Path> packs = Files.walk(folder.resolve(".godwit/repository/packs"))) {
        for (Path pack : packs.filter(Files::isRegularFile).toList()) {
          byte[] bytes = Files.readAllBytes(pack);
          for (int i = 0; i < bytes.length / 2; i++) {
            bytes[i] ^= 0x55;
          }
          Files.write(pack, bytes);
        }
      }

      RunReport report = godwit.restore("1.0.0", Consent.ALL, Backup.LEFT_OUT);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.release()).contains("003");
      assertThat(digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("A13: what an upgrade captured that cannot be taken back is a way out of it")
  void outOfAFailedUpgrade() throws SQLException {
    SqlProject project = new SqlProject(folder, "jdbc:sqlite:app.db");
    project
        .write("migrations/001_a.up.sql", "create table a (x int); insert into a values (1);")
        .write(
            "migrations/002_b/migration.yaml",
            """
            id: b
            to: 2.0.0
            steps:
              - { id: one, use: data.sql, target: app, with: { up-sql: "delete from a", down-sql: "select nonsense" } }
              - { id: two, use: data.sql, target: app, with: { up-sql: "select nonsense", down-sql: "select 1" } }
            """);
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.of(new Version("001")), Consent.ALL);
      RunReport failed = godwit.up(ALL, Consent.ALL, Backup.TAKEN);
      assertThat(failed.ending()).isEqualTo(Ending.ATTENTION);
      assertThat(failed.message()).contains("godwit rollback --to 001 --strategy restore");
      RunId run = new RunId(failed.runs().get(0).migration().run().orElseThrow());
      assertThat(godwit.resolve(run, new StepId("one"), true, "given up").ending())
          .isEqualTo(Ending.FAILED);
      assertThat(project.ask("select count(*) from a")).isEqualTo("0");

      RunReport report = godwit.restore(now(godwit), Consent.ALL, Backup.CONFIGURED);

      assertThat(report.ending()).as(report.message()).isEqualTo(Ending.DONE);
      assertThat(report.release()).contains("001");
      assertThat(project.ask("select count(*) from a")).isEqualTo("1");
      assertThat(godwit.status(false).applied()).hasSize(1);
    }
  }

  private static String now(Godwit godwit) {
    return godwit.status(false).release().orElseThrow();
  }

  @Test
  @DisplayName("A file that is damaged is not written over: moved away, it is filled anew")
  void aDamagedFile() throws IOException {
    HelpDesk desk = desk("sqlite");
    Map<String, String> before;
    try (Godwit godwit = desk.open()) {
      godwit.up(Optional.of(new Version("1.0.0")), Consent.NONE, Backup.TAKEN);
      before = digests(godwit);
      godwit.up(ALL, Consent.NONE, Backup.TAKEN);
    }
    Path file = folder.resolve("app.db");
    Files.writeString(
        file, "no database at all, but long enough to be looked at as if it were one");
    try (Godwit godwit = desk.open()) {
      RunReport refused = godwit.restore("1.0.0", Consent.ALL, Backup.LEFT_OUT);
      assertThat(refused.ending()).isEqualTo(Ending.FAILED);
      assertThat(refused.message()).contains("GW-310").contains("move it away");
    }
    Files.move(file, folder.resolve("app.db.damaged"));
    try (Godwit godwit = desk.open()) {
      assertThat(godwit.restore("1.0.0", Consent.ALL, Backup.CONFIGURED).message()).isEmpty();
      assertThat(digests(godwit)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("The setting captures without a word, and is off unless it is set")
  void theSetting() {
    SqlProject project =
        new SqlProject(folder, "jdbc:sqlite:app.db")
            .configure("versioning: { migrations: { backup: true } }\n")
            .write("migrations/001_a.up.sql", "create table a (x int);");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.planUp(ALL).runs().get(0).steps().get(0).details())
          .anyMatch(line -> line.contains("captures app first"));
      assertThat(godwit.planUp(ALL, Backup.LEFT_OUT).runs().get(0).steps().get(0).details())
          .noneMatch(line -> line.contains("captures"));
      godwit.up(ALL, Consent.ALL);
      assertThat(godwit.points().get(0).backup()).isPresent();
    }
  }
}
