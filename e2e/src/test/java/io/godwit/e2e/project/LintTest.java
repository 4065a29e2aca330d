package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.LintView;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Lint looks at the scripts of a project (P7)")
class LintTest {

  @TempDir Path folder;

  private static List<String> said(LintView view) {
    return view.findings().stream()
        .map(one -> one.place() + " " + one.code() + " " + one.severity())
        .toList();
  }

  @Test
  @DisplayName("P7: pending migrations, or all; what cannot be read is an error among the others")
  void pendingOrAll() {
    SqlProject project = new SqlProject(folder, "jdbc:sqlite:app.db");
    project
        .write(
            "godwit.yaml",
            """
            system: desk
            targets:
              app: { provider: data, url: "jdbc:sqlite:app.db", lint: { RN102: error } }
            """)
        .write(
            "migrations/001_a.up.sql",
            "create table t (a integer primary key); create table u (b references t);")
        .write("migrations/001_a.down.sql", "drop table u; drop table t;")
        .write("migrations/002_b.up.sql", "alter table t rename to v;")
        .write("migrations/003_c.up.sql", "drop table v; -- godwit: allow DS101\nselect 1;");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.inspection().lint(false).migrations()).isEqualTo(3);
    }
    project.delete("migrations/003_c.up.sql");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.of(new Version("001")), Consent.NONE);
    }
    project.write("migrations/003_c.up.sql", "drop table v; -- godwit: allow DS101\nselect 1;");
    try (Godwit godwit = project.open()) {
      LintView pending = godwit.inspection().lint(false);
      assertThat(said(pending))
          .containsExactly(
              "migrations/002_b.up.sql:1:1 RN102 error",
              "migrations/003_c.up.sql:1:15 GW-345 error");
      assertThat(pending.errors()).isEqualTo(2);
      assertThat(said(godwit.inspection().lint(true)))
          .contains("migrations/001_a.up.sql:1:41 FK101 warning");
      assertThat(godwit.planUp(Optional.of(new Version("002"))).runs())
          .flatExtracting(run -> run.steps().get(0).warnings())
          .anyMatch(warning -> warning.startsWith("migrations/002_b.up.sql:1:1 RN102: "));
    }
  }

  @Test
  @DisplayName("P7: on PostgreSQL the database says what types and indexes there are")
  void theDatabaseIsAsked() throws Exception {
    SqlProject project = new SqlProject(folder, TestPostgres.freshDatabase());
    project
        .execute(
            "create table u (id int primary key)",
            "create table t (a varchar(10), b int, c int)",
            "create index on t (b)")
        .write(
            "migrations/001_a.up.sql",
            """
            alter table t alter column a type varchar(20);
            alter table t add foreign key (b) references u not valid;
            alter table t add foreign key (c) references u not valid;
            """)
        .write("migrations/002_b.up.sql", "alter table t alter b set not null;")
        .execute("alter table t add constraint b_there check (b is not null)");
    try (Godwit godwit = project.open()) {
      assertThat(said(godwit.inspection().lint(false)))
          .containsExactly("migrations/001_a.up.sql:3:1 FK101 warning");
    }
  }

  @Test
  @DisplayName("P7: lint sees what all steps of the pending migrations do, each kind of step")
  void pendingMigrationsAreSeenTogether() throws Exception {
    SqlProject project = new SqlProject(folder, TestPostgres.freshDatabase());
    project
        .execute("create table t (a int primary key, name text, old int, b int)")
        .write(
            "migrations/001_new.up.sql",
            "create table n (a int primary key, t int references t);"
                + " alter table t add column wide text;")
        .write("migrations/001_new.down.sql", "drop table n; alter table t drop column wide;")
        .write(
            "migrations/002_more/migration.yaml",
            """
            steps:
              - { id: index, use: data.sql, with: { up-sql: "create index n_t on n (t)" } }
              - { id: fill, use: data.backfill, with: { table: t, set: { wide: name } } }
              - id: shape
                use: data.change
                with:
                  table: t
                  view: t2
                  add: { must: { type: int, not-null: true } }
                  drop: { old: { down: "0" } }
                  allow: { NN101: "t is empty everywhere", LK101: "said for nothing" }
            """)
        .write("migrations/003_name.up.sql", "alter table t drop column name;")
        .write("migrations/003_name.down.sql", "alter table t add column name text;");
    try (Godwit godwit = project.open()) {
      assertThat(said(godwit.inspection().lint(false)))
          .containsExactly(
              "migrations/002_more/migration.yaml:4:5 DS102 error",
              "migrations/002_more/migration.yaml:4:5 AL101 warning",
              "migrations/003_name.up.sql:1:1 DS102 error");
      assertThat(said(godwit.inspection().lint(true)))
          .as("each by itself, as if those before it had been applied long ago")
          .contains("migrations/001_new.up.sql:1:1 FK101 warning", "up-sql:1:1 LK101 warning");
      assertThat(godwit.planUp(Optional.empty()).runs())
          .flatExtracting(run -> run.steps().get(0).warnings())
          .noneMatch(warning -> warning.contains("FK101"));
    }
  }
}
