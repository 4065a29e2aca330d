package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Single tables go into the repository and come back, here or elsewhere (A6, E8, P10)")
class TableSnapshotTest {

  @TempDir Path folder;

  private static String url(Dialect dialect, String name) {
    return dialect == Dialect.SQLITE ? "jdbc:sqlite:" + name + ".db" : TestPostgres.freshDatabase();
  }

  private SqlProject shop(Dialect dialect) throws SQLException {
    boolean postgres = dialect == Dialect.POSTGRESQL;
    SqlProject project = new SqlProject(folder, url(dialect, "app"));
    project.execute(
        postgres
            ? "create type grade as enum ('low', 'high')"
            : "create table unrelated (a integer)",
        "create table customer (id "
            + (postgres
                ? "int generated always as identity primary key, grade grade"
                : "integer primary key autoincrement, grade text")
            + ", name text unique)",
        "create table purchase (id integer primary key, customer int not null references customer"
            + " (id) on delete cascade, total int)",
        "create table seen (what text)",
        "create index purchase_total on purchase (total)",
        "insert into customer (name, grade) values ('Ada', 'high'), ('Grace', 'low')",
        "insert into purchase values (1, 1, 10), (2, 2, 20)");
    if (postgres) {
      project.execute(
          "create function note() returns trigger language plpgsql as 'begin insert into seen"
              + " values (new.id::text); return new; end'",
          "create trigger noted after insert on purchase for each row execute function note()");
    } else {
      project.execute(
          "create trigger noted after insert on purchase begin insert into seen values (new.id);"
              + " end");
    }
    return project;
  }

  private static SqlProject step(SqlProject project, String folder, String step) {
    return project.write(
        "migrations/" + folder + "/migration.yaml", "steps:\n  - { id: tables, " + step + " }\n");
  }

  private static final String TAKE =
      "use: data.snapshot, target: app, with: { artifact: shop, version: 1.0.0, tables: [customer, purchase] }";
  private static final String BRING = "use: data.restore, target: app, with: { from: shop@1.0.0 }";

  private static RunReport up(SqlProject project) {
    try (Godwit godwit = project.open()) {
      return godwit.up(Optional.empty(), Consent.NONE);
    }
  }

  private static void down(SqlProject project) {
    try (Godwit godwit = project.open()) {
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
    }
  }

  private static Map<String, String> digests(SqlProject project) {
    try (Godwit godwit = project.open()) {
      return godwit.status(true).targets().stream()
          .collect(Collectors.toMap(TargetView::name, target -> target.digest().orElse("")));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Rows are replaced behind foreign keys and triggers; undone, all is as it was")
  void replaced(Dialect dialect) throws SQLException {
    SqlProject project = step(shop(dialect), "001_take", TAKE);
    step(project, "002_bring", BRING);
    try (Godwit godwit = project.open()) { // what the first takes, the second will find
      assertThat(godwit.planUp(Optional.empty()).runs()).hasSize(2);
      assertThat(godwit.up(Optional.of(new Version("001")), Consent.NONE).message()).isEmpty();
    }
    project.execute(
        "delete from customer where name = 'Ada'",
        "insert into customer (name) values ('Joan')",
        "insert into purchase values (3, 3, 30)",
        "delete from seen");
    Map<String, String> before = digests(project);
    step(project, "002_bring", BRING);

    RunReport report = up(project);

    assertThat(report.message()).isEmpty();
    assertThat(report.runs().get(0).migration().steps().get(0).moved())
        .contains("2 tables", "4 rows");
    assertThat(
            project.ask(
                "select count(*) || ',' || min(name) || ',' || sum(total) from purchase p join"
                    + " customer c on c.id = p.customer"))
        .isEqualTo("2,Ada,30");
    assertThat(project.ask("select count(*) from seen")).isEqualTo("0");
    project.execute("insert into customer (name) values ('Next')");
    assertThat(project.ask("select id from customer where name = 'Next'")).isEqualTo("3");
    project.execute("insert into purchase values (4, 3, 40)", "delete from seen");
    assertThatThrownBy(() -> project.execute("insert into purchase values (5, 99, 1)"))
        .hasMessageContainingAll(dialect == Dialect.SQLITE ? "FOREIGN KEY" : "foreign key");
    project.execute("delete from seen");
    Map<String, String> after = digests(project);

    down(project);

    assertThat(digests(project)).isEqualTo(before);
    assertThat(up(project).message()).isEmpty();
    assertThat(project.ask("select count(*) from customer")).isEqualTo("2");
    down(project);
    assertThat(digests(project)).isEqualTo(before).isNotEqualTo(after);
    down(project);
    try (Godwit godwit = project.open()) {
      assertThat(godwit.planUp(Optional.of(new Version("001"))).runs()).hasSize(1);
    }
  }

  @Test
  @DisplayName("An undo brings back rows without parents where there were some before")
  void orphans() throws SQLException {
    SqlProject project = step(shop(Dialect.SQLITE), "001_take", TAKE);
    up(project);
    project.execute("pragma foreign_keys = off", "delete from customer where name = 'Ada'");
    Map<String, String> before = digests(project);
    step(project, "002_bring", BRING);
    assertThat(up(project).message()).isEmpty();

    down(project);

    assertThat(digests(project)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("In another database the tables are made with all that they need, and go again")
  void elsewhere(Dialect dialect) throws SQLException {
    String other = url(dialect, "other");
    SqlProject project =
        step(shop(dialect), "001_take", TAKE)
            .configure("  copy: { provider: data, url: \"" + other + "\" }\n");
    SqlProject there = new SqlProject(folder.resolve("other"), absolute(dialect, other));
    assertThat(up(project).message()).isEmpty();
    Map<String, String> empty = digests(project);
    step(project, "002_bring", BRING.replace("app", "copy"));

    RunReport report = up(project);

    assertThat(report.message()).isEmpty();
    there.execute("insert into customer (name, grade) values ('Joan', 'low')");
    assertThat(there.ask("select id from customer where name = 'Joan'")).isEqualTo("3");
    assertThatThrownBy(() -> there.execute("insert into purchase values (5, 99, 1)"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> there.execute("insert into customer (name) values ('Ada')"))
        .isInstanceOf(SQLException.class);
    down(project);
    assertThat(digests(project)).isEqualTo(empty);
  }

  private String absolute(Dialect dialect, String url) {
    return dialect == Dialect.SQLITE ? "jdbc:sqlite:" + folder.resolve("other.db") : url;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Names that are not there, other columns and versions that are taken are refused")
  void refused(Dialect dialect) throws SQLException {
    SqlProject project = shop(dialect);
    step(project, "001_take", TAKE.replace("purchase]", "nowhere, \"no; drop\"]"));
    assertThatThrownBy(() -> up(project))
        .hasMessageContaining("GW-318")
        .hasMessageContaining("nowhere, no; drop");
    step(project, "001_take", BRING);
    assertThat(up(project).message()).contains("GW-361", "shop@1.0.0 is not in the repository");
    step(project, "001_take", TAKE);
    assertThat(up(project).message()).isEmpty();
    step(project, "002_again", TAKE);
    assertThatThrownBy(() -> up(project)).hasMessageContaining("GW-361");
    step(project, "002_again", BRING.replace(" }", ", tables: [seen] }"));
    assertThatThrownBy(() -> up(project)).hasMessageContaining("GW-318");
    project.execute("alter table customer add column more int");
    Map<String, String> before = digests(project);
    step(project, "002_again", BRING);

    RunReport report = up(project);

    assertThat(report.message()).contains("GW-319", "customer", "more");
    assertThat(digests(project)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Rows of others that would lose their parent refuse it, nothing is changed")
  void orphans(Dialect dialect) throws SQLException {
    SqlProject project =
        step(shop(dialect), "001_take", TAKE.replace("customer, purchase", "customer"));
    assertThat(up(project).message()).isEmpty();
    project.execute(
        "insert into customer (name) values ('Joan')", "insert into purchase values (3, 3, 30)");
    Map<String, String> before = digests(project);
    step(project, "002_bring", BRING);

    RunReport report = up(project);

    assertThat(report.message()).contains("GW-303").containsIgnoringCase("foreign key");
    assertThat(digests(project)).isEqualTo(before);
    step(
        project,
        "002_bring",
        BRING.replace(
            " }",
            ", tables: [" + (dialect == Dialect.SQLITE ? "main" : "public") + ".customer] }"));
    project.execute("delete from purchase where id = 3");
    assertThat(up(project).message()).isEmpty();
    assertThat(project.ask("select count(*) from customer")).isEqualTo("2");
    assertThat(project.ask("select count(*) from purchase")).isEqualTo("2");
  }

  @Test
  @DisplayName("PostgreSQL: partitions come with their table, in other schemas too")
  void partitions() throws SQLException {
    SqlProject project = new SqlProject(folder, TestPostgres.freshDatabase());
    String other = TestPostgres.freshDatabase();
    project
        .configure("  copy: { provider: data, url: \"" + other + "\" }\n")
        .execute(
            "create schema \"My Data\"",
            "create table \"My Data\".\"Event, all\" (id int, at int) partition by range (at)",
            "create table \"My Data\".early partition of \"My Data\".\"Event, all\" for values from"
                + " (0) to (10)",
            "create table late partition of \"My Data\".\"Event, all\" for values from (10) to (20)",
            "create index on \"My Data\".\"Event, all\" (id)",
            "insert into \"My Data\".\"Event, all\" select i, i from generate_series(0, 19) i");
    String tables = "tables: ['\"My Data\".\"Event, all\"']";
    step(
        project,
        "001_take",
        "use: data.snapshot, target: app, with: { artifact: events, version: 1, " + tables + " }");
    step(project, "002_copy", "use: data.restore, target: copy, with: { from: events@1 }");
    RunReport report = up(project);
    assertThat(report.message()).isEmpty();
    SqlProject there = new SqlProject(folder.resolve("other"), other);
    assertThat(there.ask("select count(*) from \"My Data\".\"Event, all\"")).isEqualTo("20");
    project.execute("delete from \"My Data\".\"Event, all\" where id > 3");
    Map<String, String> before = digests(project);
    step(
        project,
        "003_bring",
        "use: data.restore, target: app, with: { from: events@1, " + tables + " }");

    assertThat(up(project).message()).isEmpty();

    assertThat(
            project.ask(
                "select count(*) || ' ' || count(distinct tableoid) from \"My Data\".\"Event, all\""))
        .isEqualTo("20 2");
    down(project);
    assertThat(digests(project)).isEqualTo(before);
    project.execute(
        "create table late2 partition of \"My Data\".\"Event, all\" for values from (20) to (30)");
    assertThat(up(project).message()).contains("GW-319", "public.late2");
  }
}
