package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("P6: a table is changed while applications of both versions use it")
class OnlineChangeTest {

  @TempDir Path folder;

  private SqlProject project(Dialect dialect) throws SQLException {
    SqlProject project =
        new SqlProject(
            folder,
            dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase());
    project.execute(
        "create table customer (id integer primary key, name text not null, cents integer, note"
            + " text not null, seen integer default 0)",
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 500) insert into"
            + " customer select i, 'Ann' || i || ' Lee', i * 100, 'n' || i, 1 from n");
    String part =
        dialect == Dialect.SQLITE
            ? "substr(name, 1, instr(name, ' ') - 1)"
            : "split_part(name, ' ', 1)";
    String rest =
        dialect == Dialect.SQLITE
            ? "substr(name, instr(name, ' ') + 1)"
            : "split_part(name, ' ', 2)";
    return project.write(
        "migrations/001_shape/migration.yaml",
        """
        steps:
          - id: shape
            use: data.change
            with:
              table: customer
              view: customer_2
              old-view: customer_1
              batch: 100
              add: { tier: { type: integer, default: "1", not-null: true } }
              rename: { note: remark }
              retype: { cents: { type: "numeric(12,2)", up: "cents / 100.0", down: "cast(cents * 100 as integer)" } }
              split:
                name:
                  into: { first: { type: text, up: "%s" }, last: { type: text, up: "%s" } }
                  down: "first || ' ' || last"
        """
            .formatted(part, rest));
  }

  private static void up(SqlProject project) {
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();
    }
  }

  private static String digest(SqlProject project) {
    try (Godwit godwit = project.open()) {
      return godwit.status(true).targets().get(0).digest().orElseThrow();
    }
  }

  private static String fresh(SqlProject project, int id) throws SQLException {
    return project.ask(
        "select first || '|' || last || '|' || cast(cents * 100 as integer) || '|' || remark || '|' || tier from"
            + " customer_2 where id = "
            + id);
  }

  private static String old(SqlProject project, int id) throws SQLException {
    return project.ask(
        "select name || '|' || cents || '|' || note from customer_1 where id = " + id);
  }

  @ParameterizedTest
  @EnumSource
  void bothShapesAreReadAndWrittenAndKeptInStep(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);

    up(project);

    assertThat(fresh(project, 7)).isEqualTo("Ann7|Lee|700|n7|1");
    project.execute(
        "insert into customer_1 (id, name, cents, note) values (900, 'Bo Old', 250, 'old')"
            .replace("customer_1", dialect == Dialect.SQLITE ? "customer" : "customer_1"),
        "insert into customer_2 (id, first, last, cents, remark) values (901, 'Cy', 'New', 3.5, 'new')",
        "update customer set name = 'Dee Doe' where id = 1",
        "update customer_2 set last = 'Fox', remark = 'moved' where id = 2",
        "update customer_2 set remark = 'only' where id = 3",
        "delete from customer_2 where id = 4");

    assertThat(fresh(project, 900)).isEqualTo("Bo|Old|250|old|1");
    assertThat(old(project, 901)).isEqualTo("Cy New|350|new");
    assertThat(fresh(project, 901)).startsWith("Cy|New|350|new");
    assertThat(project.ask("select seen from customer where id = 901")).isEqualTo("0");
    assertThat(fresh(project, 1)).isEqualTo("Dee|Doe|100|n1|1");
    assertThat(old(project, 2)).isEqualTo("Ann2 Fox|200|moved");
    assertThat(old(project, 3)).isEqualTo("Ann3 Lee|300|only");
    assertThat(old(project, 4)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theWayBackLeavesTheOldShapeAndForwardAgainBringsTheNew(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    String before = digest(project);
    up(project);

    try (Godwit godwit = project.open()) {
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
    }
    assertThat(digest(project)).isEqualTo(before);
    up(project);
    assertThat(fresh(project, 7)).isEqualTo("Ann7|Lee|700|n7|1");
  }

  @ParameterizedTest
  @EnumSource
  void retiringTakesTheOldShapeAwayAndTheViewGoesOn(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    up(project);
    try (Godwit godwit = project.open()) {
      assertThat(godwit.retire(0).message()).isEmpty();
      assertThat(godwit.retire(0).message()).isEmpty();
    }

    assertThat(fresh(project, 7)).isEqualTo("Ann7|Lee|700|n7|1");
    assertThat(project.ask("select first || remark from customer where id = 7"))
        .isEqualTo("Ann7n7");
    project.execute(
        "insert into customer_2 (id, first, last, cents, remark, tier) values (901, 'Cy', 'New', 3.5, 'new', 2)");
    assertThat(fresh(project, 901)).isEqualTo("Cy|New|350|new|2");
    assertThat(
            project.ask(
                dialect == Dialect.SQLITE
                    ? "select count(*) from pragma_table_info('customer') where name in ('name', 'note')"
                    : "select count(*) from information_schema.columns where table_name = 'customer'"
                        + " and column_name in ('name', 'note')"))
        .isEqualTo("0");
  }

  private static void more(SqlProject project, String with) {
    String yaml = "migrations/001_shape/migration.yaml";
    project.write(yaml, project.read(yaml) + "      " + with + "\n");
  }

  private static String indexes(Dialect dialect, String name) {
    return dialect == Dialect.SQLITE
        ? "select count(*) from sqlite_master where type = 'index' and name = '" + name + "'"
        : "select count(*) from pg_class c join pg_index i on i.indexrelid = c.oid where indisvalid"
            + " and relname = '"
            + name
            + "'";
  }

  @ParameterizedTest
  @EnumSource
  void indexesComeWithTheNewShapeGoWithItAndStayWhenItIsAlone(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    more(
        project,
        "indexes: { by_cents: { on: [cents, id], unique: true }, by_remark: { on: [remark] } }");
    project.execute(
        "create index by_note on customer (note)", "create index by_old on customer (name)");

    up(project);
    assertThat(project.ask(indexes(dialect, "by_cents"))).isEqualTo("1");
    assertThat(project.ask(indexes(dialect, "by_remark"))).isEqualTo("1");
    try (Godwit godwit = project.open()) {
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
      assertThat(project.ask(indexes(dialect, "by_cents"))).isEqualTo("0");
      assertThat(project.ask(indexes(dialect, "by_remark"))).isEqualTo("0");
      assertThat(project.ask(indexes(dialect, "by_old"))).isEqualTo("1");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();
      assertThat(godwit.retire(0).message()).isEmpty();
    }
    assertThat(project.ask(indexes(dialect, "by_cents"))).isEqualTo("1");
    assertThat(project.ask(indexes(dialect, "by_old"))).isEqualTo("0");
    assertThat(fresh(project, 7)).isEqualTo("Ann7|Lee|700|n7|1");
  }

  @ParameterizedTest
  @EnumSource
  void anIndexThatCannotBeTakesEverythingBackAndLeavesNothing(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    more(project, "indexes: { by_last: { on: [last], unique: true } }");
    String before = digest(project);

    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(report.ending()).isEqualTo(Ending.FAILED);
    }
    assertThat(digest(project)).isEqualTo(before);

    String yaml = project.read("migrations/001_shape/migration.yaml");
    project.write(
        "migrations/001_shape/migration.yaml", yaml.replace("[last], unique: true", "[nowhere]"));
    try (Godwit godwit = project.open()) {
      RunReport report = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(report.message()).contains("GW-355", "no column nowhere");
    }
    assertThat(digest(project)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorPausesTheFillingAndLetsItGoOn(Dialect dialect) throws Exception {
    SqlProject project = project(dialect);
    more(project, "pace: { rest: 0.5 }");
    ExecutorService operator = Executors.newSingleThreadExecutor();
    CountDownLatch begun = new CountDownLatch(1);
    try (Godwit pausing = project.open()) {
      assertThat(pace(pausing, "pause").good()).isTrue();
    }
    try (Godwit godwit =
        Godwit.builder()
            .project(folder)
            .variables(name -> Optional.empty())
            .listener(event -> begun.countDown())
            .build()) {
      Future<RunReport> run = operator.submit(() -> godwit.up(Optional.empty(), Consent.NONE));
      String filled =
          dialect == Dialect.SQLITE
              ? "select count(*) from pragma_table_info('customer') where name = 'first'"
              : "select count(*) from pg_attribute where attrelid = 'customer'::regclass and attname"
                  + " = 'first'";
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      while (project.ask(filled).equals("0")) {
        assertThat(run.isDone()).isFalse();
      }
      assertThat(project.ask("select count(first) from customer")).isEqualTo("0");

      try (Godwit going = project.open()) {
        assertThat(pace(going, "go").good()).isTrue();
      }
      assertThat(run.get().message()).isEmpty();
    } finally {
      operator.shutdownNow();
    }
    assertThat(fresh(project, 7)).isEqualTo("Ann7|Lee|700|n7|1");
  }

  private static Answer pace(Godwit godwit, String word) {
    Place typed = Place.of("the test");
    Setting yes = new Setting.Scalar(Optional.of("true"), true, typed);
    Setting.Mapping arguments = new Setting.Mapping(Map.of(word, yes), typed);
    return godwit.useTool(
        new ToolUse("data", "pace", Optional.empty(), arguments), Caller.silent(Path.of(".")));
  }

  @ParameterizedTest
  @EnumSource
  void aSecondChangeOfTheTableWaitsUntilTheFirstIsRetired(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    up(project);
    project.write(
        "migrations/002_more/migration.yaml",
        """
        steps:
          - id: more
            use: data.change
            with: { table: customer, view: customer_3, drop: { seen: {} } }
        """);
    try (Godwit godwit = project.open()) {
      var report = godwit.up(Optional.empty(), Consent.NONE);
      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message()).contains("GW-355", "godwit retire");
      godwit.retire(0);
      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();
      assertThat(project.ask("select count(*) from customer_3")).isEqualTo("500");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeMeantIsSaidBeforeAnythingIsTouched(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    fails(project, "{ table: customer, view: v }", "say what changes");
    fails(project, "{ table: gone, view: v, drop: { x: {} } }", "no table gone");
    fails(project, "{ table: customer, view: v, drop: { x: {} } }", "no column x");
    fails(
        project,
        "{ table: customer, view: v, drop: { note: {} }, rename: { note: x } }",
        "changed twice");
    fails(project, "{ table: customer, view: customer, drop: { note: {} } }", "a customer already");
    if (dialect == Dialect.SQLITE) {
      fails(
          project,
          "{ table: customer, view: v, drop: { note: {} }, checks: { c: \"cents > 0\" } }",
          "SQLite");
    } else {
      project.execute("update customer set cents = -1 where id = 3");
      fails(
          project,
          "{ table: customer, view: v, drop: { note: {} }, checks: { c: \"cents > 0\" } }",
          "\"c\"");
    }
  }

  private static void fails(SqlProject project, String with, String said) {
    project.write(
        "migrations/001_shape/migration.yaml",
        "steps: [{ id: shape, use: data.change, with: " + with + " }]\n");
    String before = digest(project);
    try (Godwit godwit = project.open()) {
      String message;
      try {
        message = godwit.up(Optional.empty(), Consent.NONE).message();
      } catch (io.godwit.api.error.GodwitException e) {
        message = e.getMessage();
      }
      assertThat(message).contains(said);
    }
    assertThat(digest(project)).isEqualTo(before);
  }
}
