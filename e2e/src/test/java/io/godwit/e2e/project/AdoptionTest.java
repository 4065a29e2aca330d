package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A database that somebody else has managed is taken over as it is")
class AdoptionTest {

  private static final String THERE = "create table log (word text); alter table log add at text;";
  private static final String FLYWAY =
      "create table flyway_schema_history (installed_rank int primary key, version text, description"
          + " text, type text, script text, checksum int, success boolean);";

  @TempDir Path folder;
  private SqlProject project;

  @BeforeEach
  void project() {
    project = new SqlProject(folder, "jdbc:sqlite:app.db");
    project
        .write("migrations/001_a.up.sql", "create table log (word text);")
        .write("migrations/001_a.down.sql", "drop table log;")
        .write("migrations/002_b.up.sql", "alter table log add at text;")
        .write("migrations/002_b.down.sql", "alter table log drop column at;")
        .write("migrations/003_c.up.sql", "create table c (x);")
        .write("migrations/003_c.down.sql", "drop table c;");
  }

  @Test
  @DisplayName(
      "P3: a baseline counts as applied, the next migration runs, and down works from there")
  void baseline() throws SQLException {
    run(THERE + "insert into log values ('kept', 'now');");
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.bookkeeping().baseline(Optional.of(new Version("2")));

      assertThat(report.message()).isEmpty();
      assertThat(report.runs()).allMatch(run -> run.recorded().isPresent());
      assertThat(applied(godwit)).containsExactly("a", "b");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).runs()).hasSize(1);
      godwit.down(Consent.NONE);
      godwit.down(Consent.NONE);

      assertThat(applied(godwit)).containsExactly("a");
      assertThat(project.ask("select count(*) from pragma_table_info('log')")).isEqualTo("1");
      assertThat(project.ask("select word from log")).isEqualTo("kept");
    }
  }

  @Test
  void aBaselineIsForASystemInWhichNothingIsApplied() {
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.of(new Version("001")), Consent.NONE);

      assertCode("GW-224", () -> godwit.bookkeeping().baseline(Optional.empty()));
      assertThat(applied(godwit)).containsExactly("a");
    }
  }

  @Test
  @DisplayName("P3: force sets the version without running anything, forward and back")
  void force() throws SQLException {
    try (Godwit godwit = project.open()) {
      godwit.bookkeeping().force(Optional.of(new Version("003")));
      assertThat(applied(godwit)).containsExactly("a", "b", "c");
      assertThat(godwit.status(false).release()).contains("003");

      godwit.bookkeeping().force(Optional.of(new Version("001")));
      assertThat(applied(godwit)).containsExactly("a");
      assertThat(godwit.status(false).release()).contains("001");
      assertThat(godwit.bookkeeping().force(Optional.of(new Version("001"))).runs()).isEmpty();

      godwit.bookkeeping().force(Optional.empty());
      assertThat(applied(godwit)).isEmpty();
      assertThat(godwit.status(false).release()).isEmpty();
      assertThat(project.ask("select count(*) from sqlite_master where name in ('log', 'c')"))
          .isEqualTo("0");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertCode("GW-204", () -> godwit.bookkeeping().force(Optional.of(new Version("9"))));
    }
  }

  @Test
  @DisplayName("A10: repair takes changed files for what was applied, and says who said so")
  void repair() {
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    project.write("migrations/002_b.up.sql", "alter table log add at text; -- when");
    try (Godwit godwit = project.open()) {
      assertCode("GW-201", () -> godwit.up(Optional.empty(), Consent.NONE));

      assertThat(godwit.bookkeeping().repair()).containsExactly(new MigrationId("b"));

      assertThat(godwit.bookkeeping().repair()).isEmpty();
      assertThat(godwit.validate()).isEmpty();
      assertThat(godwit.up(Optional.empty(), Consent.NONE).runs()).isEmpty();
      MigrationView b = godwit.status(false).applied().get(1);
      assertThat(godwit.show(new RunId(b.run().orElseThrow())).journal())
          .last()
          .extracting("event")
          .isEqualTo("accepted");
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void whatAnotherToolHasAppliedCountsAsApplied(String tool, String made) throws SQLException {
    run(THERE + made);
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.bookkeeping().importHistory(Optional.empty(), Optional.empty());

      assertThat(report.message()).isEmpty();
      assertThat(report.runs()).allMatch(run -> run.recorded().orElse("").startsWith(tool));
      assertThat(applied(godwit)).containsExactly("a", "b");
      assertThat(godwit.bookkeeping().importHistory(Optional.empty(), Optional.of(tool)).runs())
          .isEmpty();
      assertThat(godwit.up(Optional.empty(), Consent.NONE).runs()).hasSize(1);
      assertThat(godwit.rollback("start", Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(project.ask("select count(*) from sqlite_master where name = 'log'"))
          .isEqualTo("0");
    }
  }

  private static Stream<Arguments> histories() {
    return Stream.of(
        Arguments.of(
            "golang-migrate",
            """
            create table schema_migrations (version uint64, dirty bool);
            insert into schema_migrations values (2, false);
            """),
        Arguments.of(
            "dbmate",
            """
            create table schema_migrations (version varchar(128) primary key);
            insert into schema_migrations values ('001'), ('002');
            """),
        Arguments.of(
            "goose",
            """
            create table goose_db_version (id integer primary key, version_id int, is_applied int);
            insert into goose_db_version (version_id, is_applied)
              values (0, 1), (1, 1), (2, 1), (3, 1), (3, 0);
            """),
        Arguments.of(
            "sql-migrate",
            """
            create table gorp_migrations (id varchar(255), applied_at datetime);
            insert into gorp_migrations values ('001_a.up.sql', ''), ('002_b.up.sql', '');
            """),
        Arguments.of(
            "sqlx",
            """
            create table _sqlx_migrations (version bigint, description text, success boolean);
            insert into _sqlx_migrations values (1, 'a', true), (2, 'b', true);
            """),
        Arguments.of(
            "liquibase",
            """
            create table DATABASECHANGELOG (id, author, filename, orderexecuted int, exectype);
            insert into DATABASECHANGELOG values
              ('1', 'x', 'db/001_a.up.sql', 1, 'EXECUTED'),
              ('2', 'x', 'db/001_a.up.sql', 2, 'EXECUTED'),
              ('3', 'x', 'db/002_b.up.sql', 3, 'MARK_RAN');
            """));
  }

  @Test
  void ofFlywayBaselinesUndosAndDeletionsAreUnderstood() throws SQLException {
    run(
        THERE
            + FLYWAY
            + """
            insert into flyway_schema_history values
              (1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null, true),
              (2, '2', 'b', 'SQL', 'V2__b.sql', 4711, true),
              (3, '3', 'c', 'SQL', 'V3__c.sql', 4711, true),
              (4, '3', 'c', 'UNDO_SQL', 'U3__c.sql', 4711, true),
              (5, null, 'views', 'SQL', 'R__views.sql', 4711, true);
            """);
    try (Godwit godwit = project.open()) {
      godwit.bookkeeping().importHistory(Optional.empty(), Optional.of("flyway"));

      assertThat(applied(godwit)).containsExactly("a", "b");
    }
  }

  @Test
  void aHistoryThatIsNotWholeIsRefusedAndNothingIsRecorded() throws SQLException {
    run(FLYWAY + "insert into flyway_schema_history values (1,'7','x','SQL','V7__x.sql',1,1);");
    try (Godwit godwit = project.open()) {
      assertCode(
          "GW-223", () -> godwit.bookkeeping().importHistory(Optional.empty(), Optional.empty()));
      run("update flyway_schema_history set version = '1', success = 0;");
      assertCode(
          "GW-223", () -> godwit.bookkeeping().importHistory(Optional.empty(), Optional.empty()));
      run(
          "create table schema_migrations (version int, dirty bool);"
              + "insert into schema_migrations values (2, true);");
      assertCode(
          "GW-222", () -> godwit.bookkeeping().importHistory(Optional.empty(), Optional.empty()));
      assertCode(
          "GW-223",
          () ->
              godwit.bookkeeping().importHistory(Optional.empty(), Optional.of("golang-migrate")));
      assertThat(godwit.history()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "a migration that comes late runs, and the version stays; or is refused, as configured")
  void late() {
    project
        .write("migrations/005_e.up.sql", "create table e (x);")
        .write("migrations/005_e.down.sql", "drop table e;");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
    }
    project
        .write("migrations/004_d.up.sql", "create table d (x);")
        .write("migrations/004_d.down.sql", "drop table d;");
    project.configure("versioning: { migrations: { out-of-order: false } }\n");
    try (Godwit godwit = project.open()) {
      assertCode("GW-228", () -> godwit.up(Optional.empty(), Consent.NONE));
      assertThat(godwit.validate()).hasSize(1);
    }
    project.configure("");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);

      assertThat(applied(godwit)).containsExactly("a", "b", "c", "e", "d");
      assertThat(godwit.status(false).release()).contains("005");
      assertThat(godwit.rollback("003", Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(applied(godwit)).containsExactly("a", "b", "c");
    }
  }

  private void run(String script) throws SQLException {
    project.execute(Stream.of(script.split(";")).filter(s -> !s.isBlank()).toArray(String[]::new));
  }

  private static List<String> applied(Godwit godwit) {
    return godwit.status(false).applied().stream().map(MigrationView::name).toList();
  }

  private static void assertCode(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code().id()).isEqualTo(code));
  }
}
