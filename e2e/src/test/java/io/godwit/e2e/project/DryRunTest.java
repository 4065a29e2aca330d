package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.RehearsalView;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
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

  private static SqlProject filled(SqlProject project) throws SQLException {
    return project.execute(
        "create table t (a integer primary key, b integer)",
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 25) insert into t"
            + " select i, i from n");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("P5, P6: rows move and tables change in a dry run, too, and it says where not")
  void rowsAndChanges(Dialect dialect) throws SQLException {
    SqlProject project = filled(project(dialect));
    boolean postgres = dialect == Dialect.POSTGRESQL;
    project.write(
        "migrations/001_a/migration.yaml",
        """
        steps:
          - { id: table, use: data.sql, with: { up-sql: "create table u (id integer primary key, name text not null)", down-sql: "drop table u" } }
          - { id: fill, use: data.backfill, with: { table: t, set: { b: a + 1 }, batch: 2 } }
          - id: move
            use: data.transform
            with: { from: [t], to: u, select: "select a as id, 'n' || a as name from source" }
          - id: shape
            use: data.change
            with:
              table: t
              view: t2
              retype: { b: { type: bigint, up: b + 0, down: "cast(b as integer)" } }
              indexes: { t_b: { on: [b] } }
        """
            + (postgres ? "      checks: { b_known: \"b > 0\" }\n" : "")
            + "  - { id: after, use: data.sql, with: { up-sql: \"insert into t2 values (99, 1)\" } }\n");
    try (Godwit godwit = project.open()) {
      RehearsalView view = godwit.inspection().rehearse(Optional.empty());

      assertThat(view.good()).as(view.toString()).isTrue();
      assertThat(view.steps()).extracting(one -> one.step()).hasSize(5);
      assertThat(view.steps().stream().flatMap(one -> one.notTried().stream()).toList())
          .isEqualTo(
              postgres
                  ? List.of(
                      "the rows behind the first 20 of 25",
                      "index t_b, which is built concurrently and refuses a transaction")
                  : List.of());
      assertThat(view.steps()).allMatch(one -> one.manner().isPresent());
    }
    assertThat(project.ask("select count(*) from t where a = b")).isEqualTo("25");
    assertThat(
            project.ask(
                postgres
                    ? "select count(*) from pg_class where relname in ('u', 't2', 'godwit_kept')"
                    : "select count(*) from sqlite_master where name <> 't'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @DisplayName("P5, P6: a dry run finds the row that cannot go, and the change that cannot come")
  void rowsAndChangesThatFail(Dialect dialect) throws SQLException {
    SqlProject project =
        filled(project(dialect))
            .execute("create table u (id integer primary key, name text not null)")
            .write(
                "migrations/001_a/migration.yaml",
                """
                steps:
                  - id: move
                    use: data.transform
                    with: { from: [t], to: u, select: "select a as id, case when a <> 7 then 'x' end as name from source" }
                """);
    try (Godwit godwit = project.open()) {
      RehearsalView view = godwit.inspection().rehearse(Optional.empty());
      assertThat(view.good()).isFalse();
      assertThat(view.steps().get(0).message().orElse(""))
          .contains("the row with key", "of table t cannot go");
    }
    project
        .execute("create view t2 as select 1 as one")
        .write(
            "migrations/001_a/migration.yaml",
            """
            steps:
              - id: shape
                use: data.change
                with: { table: t, view: t2, add: { c: { type: integer } } }
            """);
    try (Godwit godwit = project.open()) {
      RehearsalView view = godwit.inspection().rehearse(Optional.empty());
      assertThat(view.good()).isFalse();
      assertThat(view.steps().get(0).message().orElse("")).contains("there is a t2 already");
    }
  }
}
