package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.DriftView;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.TrialView;
import io.godwit.api.run.TrialView.Result;
import io.godwit.api.run.TrialView.Tried;
import io.godwit.engine.Godwit;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Scratch databases show what migrations make, and what has become of it")
class ScratchTest {

  @TempDir Path folder;

  private SqlProject project(Dialect dialect) {
    String url = dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase();
    return new SqlProject(folder, url);
  }

  private void noScratchIsLeft(SqlProject project, Dialect dialect) throws SQLException {
    assertThat(folder.resolve(".godwit/trials")).isEmptyDirectory();
    if (dialect == Dialect.POSTGRESQL) {
      assertThat(
              project.ask(
                  "select count(*) from pg_database where shobj_description(oid, 'pg_database')"
                      + " like '% beside ' || current_database()"))
          .isEqualTo("0");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("Drift is shown object by object, and there is none until somebody makes it")
  void drift(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project
        .write(
            "migrations/001_a.up.sql",
            "create table t (id int primary key, name text); create view v as select id from t;")
        .write("migrations/002_b.up.sql", "alter table t add column price int;")
        .write("migrations/003_c.up.sql", "create table pending (a int);");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.of(new Version("002")), new Consent(true, true));
      DriftView none = godwit.inspection().drift(Optional.empty());
      assertThat(none.drift()).isFalse();
      assertThat(none.targets().get(0).migrations()).isEqualTo(2);

      project.execute(
          "drop view v", "create table stray (a int)", "alter table t add column by_hand int");
      DriftView some = godwit.inspection().drift(Optional.of(new TargetName("app")));

      assertThat(some.drift()).isTrue();
      assertThat(some.targets().get(0).differences())
          .extracting(one -> one.change() + " " + one.object().replace("public.", ""))
          .containsExactlyInAnyOrder("added table stray", "changed table t", "removed view v");
      String diff =
          some.targets().get(0).differences().stream()
              .filter(one -> one.change().equals("changed"))
              .findFirst()
              .orElseThrow()
              .diff();
      assertThat(diff)
          .startsWith("@@ -")
          .containsPattern("(?m)^\\+ ?,? ?by_hand int")
          .contains("name text");
    }
    noScratchIsLeft(project, dialect);
  }

  @Test
  @DisplayName("What a killed drift has left is told by doctor, and dropped by the next one")
  void leftoversOfTheDead() throws SQLException {
    SqlProject project = project(Dialect.POSTGRESQL);
    String here = project.ask("select current_database()");
    String dead = "godwit_scratch_dead" + here;
    String alive = "godwit_scratch_alive" + here;
    String foreign = "godwit_scratch_foreign" + here;
    project.execute(
        "create database " + dead,
        "comment on database " + dead + " is 'scratch database of godwit beside " + here + "'",
        "create database " + alive,
        "comment on database " + alive + " is 'scratch database of godwit beside " + here + "'",
        "create database " + foreign,
        "comment on database " + foreign + " is 'scratch database of godwit beside another'");
    String databases = "select count(*) from pg_database where datname = '";
    try (Database database = project.database();
        Connection owner = database.connection();
        Statement lock = owner.createStatement();
        Godwit godwit = project.open()) {
      lock.execute("select pg_advisory_lock(hashtextextended('" + alive + "', 0))");
      assertThat(godwit.doctor().toString()).contains(dead).doesNotContain(alive, foreign);

      assertThat(godwit.inspection().drift(Optional.empty()).drift()).isFalse();

      assertThat(project.ask(databases + dead + "'")).isEqualTo("0");
      assertThat(project.ask(databases + alive + "'")).isEqualTo("1");
      assertThat(project.ask(databases + foreign + "'")).isEqualTo("1");
      assertThat(godwit.doctor().toString()).doesNotContain(dead);
    }
    project.execute("drop database " + alive, "drop database " + foreign);
  }

  @Test
  void driftNeedsTheFilesAsTheyWereApplied() {
    SqlProject project = project(Dialect.SQLITE);
    project.write("migrations/001_a.up.sql", "create table t (id int);");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), new Consent(true, true));
    }
    project.write("migrations/001_a.up.sql", "create table u (id int);");
    try (Godwit godwit = project.open()) {
      assertThatThrownBy(() -> godwit.inspection().drift(Optional.empty()))
          .isInstanceOfSatisfying(
              GodwitException.class, e -> assertThat(e.code().id()).isEqualTo("GW-201"));
      assertThatThrownBy(() -> godwit.inspection().drift(Optional.of(new TargetName("nobody"))))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("nobody");
    }
  }

  @Test
  void aUserWhoMayNotMakeDatabasesIsToldSo() throws SQLException {
    String url = TestPostgres.freshDatabase();
    new SqlProject(folder, url)
        .execute(
            "drop role if exists godwit_small",
            "create role godwit_small login password 'small'",
            "grant create on schema public to godwit_small");
    String small =
        url.replaceFirst("//[^@/]*@", "//").replaceAll("[?].*", "")
            + "?user=godwit_small&password=small";
    SqlProject project = new SqlProject(folder, small);
    project.write("migrations/001_a.up.sql", "create table t (id int);");
    try (Godwit godwit = project.open()) {
      assertThatThrownBy(() -> godwit.inspection().tryOut())
          .isInstanceOfSatisfying(
              GodwitException.class,
              e -> {
                assertThat(e.code().id()).isEqualTo("GW-317");
                assertThat(e).hasMessageContaining("CREATEDB");
                assertThat(e.getMessage()).doesNotContain("small:", "password");
              });
    } finally {
      new SqlProject(folder, url).execute("drop owned by godwit_small", "drop role godwit_small");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("P2: a way back that does not restore the schema is found, with what differs")
  void waysBack(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project
        .write("migrations/001_good.up.sql", "create table t (id int, name text);")
        .write("migrations/001_good.down.sql", "drop table t;")
        .write(
            "migrations/002_forgets.up.sql", "create table u (id int); create index i on t (id);")
        .write("migrations/002_forgets.down.sql", "drop table u;")
        .write("migrations/003_fails.up.sql", "alter table t add column price int;")
        .write("migrations/003_fails.down.sql", "alter table t drop column prize;")
        .write("migrations/004_none.up.sql", "create table w (id int);")
        .write("migrations/005_well.up.sql", "create table x (id int);")
        .write("migrations/005_well.down.sql", "drop table x;");
    try (Godwit godwit = project.open()) {
      TrialView view = godwit.inspection().tryOut();

      assertThat(view.good()).isFalse();
      assertThat(view.migrations())
          .extracting(Tried::result)
          .containsExactly(
              Result.RESTORED,
              Result.NOT_RESTORED,
              Result.DOWN_FAILED,
              Result.NO_WAY_BACK,
              Result.RESTORED);
      assertThat(view.migrations().get(1).targets().get(0).differences())
          .anySatisfy(one -> assertThat(one.diff()).containsIgnoringCase("create index i on"));
      assertThat(view.migrations().get(2).message().orElse(""))
          .contains("GW-303", "migrations/003_fails.down.sql:1:");
      assertThat(godwit.status(false).applied()).isEmpty();
    }
    assertThat(folder.resolve("app.db")).doesNotExist();
    noScratchIsLeft(project, dialect);
  }

  @Test
  void aWayUpThatFailsEndsTheTrial() {
    SqlProject project = project(Dialect.SQLITE);
    project
        .write("migrations/001_a.up.sql", "create table t (id int);\nselect nothing from nowhere;")
        .write("migrations/002_b.up.sql", "create table u (id int);");
    try (Godwit godwit = project.open()) {
      TrialView view = godwit.inspection().tryOut();
      assertThat(view.migrations()).hasSize(1);
      assertThat(view.migrations().get(0).result()).isEqualTo(Result.UP_FAILED);
      assertThat(view.migrations().get(0).message().orElse(""))
          .contains("migrations/001_a.up.sql:2:1");
    }
  }

  @ParameterizedTest
  @CsvSource({"SQLITE,25", "POSTGRESQL,15"})
  @DisplayName("P2: up, down, up is schema-equal for a generated directory, one by one and whole")
  void generated(Dialect dialect, int migrations) throws SQLException {
    SqlProject project = project(dialect);
    for (int i = 1; i <= migrations; i++) {
      GeneratedMigration one = new GeneratedMigration(dialect, i);
      project.write("migrations/" + one.name() + ".up.sql", one.up());
      project.write("migrations/" + one.name() + ".down.sql", one.down());
    }
    try (Godwit godwit = project.open()) {
      TrialView view = godwit.inspection().tryOut();
      assertThat(view.migrations()).filteredOn(one -> one.result() != Result.RESTORED).isEmpty();
      assertThat(view.migrations()).hasSize(migrations);

      List<String> made = List.of(up(godwit), down(godwit), up(godwit));
      assertThat(made.get(2)).isEqualTo(made.get(0)).isNotEqualTo(made.get(1));
      assertThat(godwit.inspection().drift(Optional.empty()).drift()).isFalse();
    }
  }

  private static String up(Godwit godwit) {
    assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
    return schema(godwit);
  }

  private static String down(Godwit godwit) {
    assertThat(godwit.rollback("start", Consent.NONE).ending()).isEqualTo(Ending.DONE);
    return schema(godwit);
  }

  private static String schema(Godwit godwit) {
    return String.valueOf(godwit.status(false).targets().get(0).holds().get("schema"));
  }
}
