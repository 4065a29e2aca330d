package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.RehearsalView;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A dry run that is executed tries what is pending on the real rows (P5)")
class DryRunTest {

  @TempDir Path folder;

  private SqlProject project(Dialect dialect) {
    String url = dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase();
    return new SqlProject(folder, url);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("P5: all that is pending works, and nothing is left of it")
  void works(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project
        .execute("create table t (a int)", "insert into t values (1)")
        .write("migrations/001_a.up.sql", "alter table t add column b int; update t set b = a;")
        .write("migrations/002_b.up.sql", "begin; create table u (b int); commit; drop table t;");
    try (Godwit godwit = project.open()) {
      RehearsalView view = godwit.inspection().rehearse(Optional.empty());

      assertThat(view.good()).isTrue();
      assertThat(view.steps()).hasSize(2).allMatch(one -> one.notTried().isEmpty());
      assertThat(view.steps().get(0).manner())
          .contains(
              dialect == Dialect.SQLITE
                  ? "on a copy of the file"
                  : "in a transaction that is rolled back");
      assertThat(godwit.status(false).pending()).hasSize(2);
    }
    assertThat(project.ask("select a from t")).isEqualTo("1");
    assertThat(folder.resolve(".godwit/trials")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("P5: what only fails on the real rows is found, with file, line and column")
  void fails(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project
        .execute("create table t (a int)", "insert into t values (1)", "insert into t values (1)")
        .write("migrations/001_a.up.sql", "create table u (a int);")
        .write("migrations/002_b.up.sql", "select 1;\n  create unique index i on t (a);")
        .write("migrations/003_c.up.sql", "create table v (a int);");
    try (Godwit godwit = project.open()) {
      RehearsalView view = godwit.inspection().rehearse(Optional.empty());

      assertThat(view.good()).isFalse();
      assertThat(view.steps()).hasSize(2);
      assertThat(view.steps().get(1).code()).contains("GW-303");
      assertThat(view.steps().get(1).message().orElse("")).contains("002_b.up.sql:2:3");
    }
    assertThat(project.ask("select count(*) from t")).isEqualTo("2");
  }

  @Test
  @DisplayName(
      "P5: on PostgreSQL what refuses a transaction is named, and deferred checks are asked")
  void postgres() throws SQLException {
    SqlProject project = project(Dialect.POSTGRESQL);
    project
        .execute("create table t (a int primary key)", "create table u (t int)")
        .write("migrations/001_a.up.sql", "select 1;\ncreate index concurrently i on t (a);")
        .write(
            "migrations/002_b.up.sql",
            """
            alter table u add foreign key (t) references t deferrable initially deferred;
            insert into u values (7);
            """);
    try (Godwit godwit = project.open()) {
      RehearsalView view = godwit.inspection().rehearse(Optional.empty());

      assertThat(view.steps().get(0).notTried())
          .containsExactly(
              "migrations/001_a.up.sql:2:1 create index concurrently i on t (a) (refuses a"
                  + " transaction)");
      assertThat(view.good()).isFalse();
      assertThat(view.steps().get(1).message().orElse("")).contains("foreign key");
    }
    assertThat(project.ask("select count(*) from pg_indexes where indexname = 'i'")).isEqualTo("0");
  }
}
