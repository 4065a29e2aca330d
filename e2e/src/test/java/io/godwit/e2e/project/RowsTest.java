package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Rows are moved in batches, as they are or in another form, and back")
class RowsTest {

  private static final String SERIES =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) ";

  @TempDir Path folder;

  private SqlProject project(Dialect dialect) {
    return new SqlProject(
        folder, dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase());
  }

  private static SqlProject step(SqlProject project, String use, String with) {
    return project.write(
        "migrations/001_rows/migration.yaml",
        "steps:\n  - id: rows\n    use: " + use + "\n    with: " + with + "\n");
  }

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

  private static String digest(SqlProject project) {
    try (Godwit godwit = project.open()) {
      return godwit.status(true).targets().get(0).digest().orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("E6: rows are converted through JSON, with upsert, and come back")
  void convert(Dialect dialect) throws SQLException {
    String json = dialect == Dialect.SQLITE ? "text" : "jsonb";
    String select =
        dialect == Dialect.SQLITE
            ? "select id, upper(name) as title, json_object('owner', config ->> 'user', 'steps',"
                + " json_array_length(config, '$.steps')) as settings from source"
            : "select id, upper(name) as title, jsonb_build_object('owner', config ->> 'user',"
                + " 'steps', jsonb_array_length(config -> 'steps')) as settings from source";
    SqlProject project = project(dialect);
    project.execute(
        "create table pipelines_old (id integer primary key, name text, config " + json + ")",
        "create table pipelines (id integer primary key, title text, settings " + json + ")",
        SERIES.formatted(2_500)
            + "insert into pipelines_old select i * 3, 'pipe ' || i, cast('{\"user\": \"u' || i ||"
            + " '\", \"steps\": [1, 2]}' as "
            + json
            + ") from n");
    String before = digest(project);
    step(
        project,
        "data.transform",
        "{ from: [pipelines_old], to: pipelines, batch: 700, select: \"" + select + "\" }");

    RunReport report = up(project);

    assertThat(report.message()).isEmpty();
    assertThat(report.runs().get(0).migration().steps().get(0).moved()).contains("2,500 rows");
    assertThat(project.ask("select count(*) from pipelines")).isEqualTo("2500");
    assertThat(
            project.ask(
                "select title || (settings ->> 'owner') || (settings ->> 'steps') from"
                    + " pipelines where id = 7500"))
        .isEqualTo("PIPE 2500u25002");
    String after = digest(project);
    down(project);
    assertThat(digest(project)).isEqualTo(before);
    assertThat(up(project).message()).isEmpty();
    assertThat(digest(project)).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A4: rows are split, merged and enriched; rows that were there before come back as they were")
  void splitMergeEnrich(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project.execute(
        "create table entry (id text primary key, kind text, body text)",
        "create table more (id text primary key, kind text, body text)",
        "create table label (kind text primary key, name text)",
        "create table ticket (id text primary key, name text, body text)",
        "create table note (id text primary key, body text)",
        "insert into label values ('t', 'Ticket'), ('n', 'Note')",
        "insert into entry values ('1', 't', 'one'), ('2', 'n', 'two'), ('3''; drop', 't', 'three')",
        "insert into more values ('2', 't', 'again'), ('9', 't', 'nine')",
        "insert into ticket values ('KB-1', 'Old', 'kept'), ('KB-7', 'Old', 'stays')");
    String before = digest(project);
    project.write(
        "migrations/001_rows/migration.yaml",
        """
        steps:
          - id: rows
            use: data.transform
            with:
              kind: merge
              from: [entry, more]
              batch: 2
              into:
                ticket: >-
                  select 'KB-' || s.id as id, l.name, s.body from source s
                  join label l on l.kind = s.kind where s.kind = 't'
                note: "select id, body from source where kind = 'n'"
        """);

    assertThat(up(project).message()).isEmpty();

    assertThat(project.ask("select string_agg(id || '=' || body, ',' order by id) from ticket"))
        .isEqualTo("KB-1=one,KB-2=again,KB-3'; drop=three,KB-7=stays,KB-9=nine");
    assertThat(project.ask("select count(*) from note")).isEqualTo("1");
    down(project);
    assertThat(digest(project)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A4: several transformations are one step of kind migrate, by four workers, and back")
  void severalInSequence(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project.execute(
        "create table person_old (b text, a integer, name text, primary key (b, a))",
        "create table person (id integer primary key, name text)",
        "create table card (person integer primary key, mail text)",
        "create table contact (person integer primary key, line text)",
        SERIES.formatted(900) + "insert into person_old select 'b' || i % 7, i, 'p ' || i from n",
        SERIES.formatted(450) + "insert into card select 2 * i, 'm' || i from n",
        "insert into contact values (2, 'old'), (901, 'stays')");
    String before = digest(project);
    step(
        project,
        "data.transform",
        """
        { kind: migrate, batch: 20, workers: 4, parts: [
              { kind: convert, from: [person_old], to: person, select: "select a as id, name from source" },
              { kind: enrich, from: [person], to: contact, select:
                "select p.id as person, p.name || ' ' || c.mail as line from source p join card c on c.person = p.id" } ] }\
        """);

    RunReport report = up(project);

    assertThat(report.message()).isEmpty();
    assertThat(report.runs().get(0).migration().steps().get(0).moved()).contains("1,800 rows");
    assertThat(project.ask("select count(*) from person where name = 'p ' || id")).isEqualTo("900");
    assertThat(
            project.ask(
                "select count(*) from contact where line = 'p ' || person || ' m' || (person / 2)"))
        .isEqualTo("450");
    assertThat(project.ask("select line from contact where person = 901")).isEqualTo("stays");
    down(project);
    assertThat(digest(project)).isEqualTo(before);
    assertThat(up(project).message()).isEmpty();
    assertThat(project.ask("select count(*) from contact")).isEqualTo("451");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenSinceIsKeptWhenTheStepIsTakenBackAndComesAgain(Dialect dialect)
      throws SQLException {
    SqlProject project = project(dialect);
    project.execute(
        "create table a (id integer primary key, x text)",
        "create table b (id integer primary key, x text)",
        "insert into a values (1, 'a1'), (2, 'a2')",
        "insert into b values (2, 'b2'), (3, 'b3')");
    project.write(
        "migrations/001_rows/migration.yaml",
        """
        steps:
          - { id: rows, use: data.transform, with: { kind: copy, from: [a], to: b } }
          - { id: end, use: data.sql, with: { up-sql: select 1, down-sql: "insert into nothing values (1)" } }
        """);
    assertThat(up(project).message()).isEmpty();
    project.execute("insert into b values (4, 'new')", "update b set x = 'mine' where id = 1");

    // The way back fails at the last step that it takes back, so the first comes again.
    project.write(
        "migrations/001_rows/migration.yaml",
        """
        steps:
          - { id: rows, use: data.transform, with: { kind: copy, from: [a], to: b } }
          - { id: end, use: data.sql, with: { up-sql: select 1, down-sql: "select 1" } }
        """);
    try (Godwit godwit = project.open()) {
      godwit.bookkeeping().repair();
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.FAILED);
    }

    assertThat(project.ask("select string_agg(x, ',' order by id) from b"))
        .isEqualTo("mine,a2,b3,new");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("B5: a row that cannot go stops the step and is named, or is kept aside and listed")
  void failures(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project.execute(
        "create table a (id integer primary key, x text)",
        "create table b (id integer primary key, x text check (x <> 'bad'))",
        SERIES.formatted(50)
            + "insert into a select i, case i when 17 then 'bad' else 'x' end from n");
    String before = digest(project);
    step(project, "data.transform", "{ from: [a], to: b, batch: 10 }");

    RunReport report = up(project);

    assertThat(report.ending()).isEqualTo(Ending.FAILED);
    assertThat(report.message())
        .contains("GW-354", "the row with key", "17", "of table a cannot go");
    assertThat(digest(project)).isEqualTo(before);
    step(project, "data.transform", "{ from: [a], to: b, batch: 10, continue-on-error: true }");
    RunReport on = up(project);
    assertThat(on.message()).isEmpty();
    assertThat(on.runs().get(0).warnings()).anyMatch(line -> line.matches(".*a '?17'?: .*"));
    assertThat(project.ask("select count(*) from b")).isEqualTo("49");
    assertThat(failed(project)).containsOnlyOnce("table=a").containsPattern("key='?17'?,");
    down(project);
    assertThat(digest(project)).isEqualTo(before);
  }

  private static String failed(SqlProject project) {
    Setting.Mapping nothing = Setting.Mapping.empty(Place.of("the test"));
    try (Godwit godwit = project.open()) {
      return godwit
          .useTool(
              new ToolUse("data", "failed", Optional.empty(), nothing), Caller.silent(Path.of(".")))
          .toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P6: a column is filled in batches, and its old values come back")
  void backfill(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project.execute(
        "create table t (a integer, b text, price integer, cents integer, primary key (a, b))",
        SERIES.formatted(300) + "insert into t select i % 7, 'k' || i, i, -i from n");
    String before = digest(project);
    step(
        project,
        "data.backfill",
        "{ table: t, set: { cents: price * 100 }, where: \"price > 100\", batch: 50 }");

    assertThat(up(project).message()).isEmpty();

    assertThat(project.ask("select sum(cents) from t")).isEqualTo("4004950");
    down(project);
    assertThat(digest(project)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F1: rows go from SQLite to PostgreSQL and back, values as they are")
  void between(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    Dialect other = dialect == Dialect.SQLITE ? Dialect.POSTGRESQL : Dialect.SQLITE;
    String url = other == Dialect.SQLITE ? "jdbc:sqlite:other.db" : TestPostgres.freshDatabase();
    project.configure("  other: { provider: data, url: \"" + url + "\" }\n");
    String table =
        "create table t (id integer primary key, flag boolean, amount numeric(12, 2), at timestamp,"
            + " body text, raw %s)";
    new SqlProject(folder.resolve("x"), url.replace("other.db", folder + "/other.db"))
        .execute(
            table.formatted(other == Dialect.SQLITE ? "blob" : "bytea"),
            "insert into t values (1, true, 12.50, '2026-01-02 03:04:05', 'é''\"\\', "
                + (other == Dialect.SQLITE ? "x'00ff'" : "'\\x00ff'")
                + "), (2, null, null, null, null, null)");
    project.execute(table.formatted(dialect == Dialect.SQLITE ? "blob" : "bytea"));
    project.write(
        "migrations/001_rows/migration.yaml",
        """
        steps:
          - { id: rows, use: data.transform, target: app, with: { kind: copy, source: other, from: [t], to: t } }
        """);

    assertThat(up(project).message()).isEmpty();

    String raw = dialect == Dialect.SQLITE ? "hex(raw)" : "upper(encode(raw, 'hex'))";
    assertThat(
            project.ask(
                "select count(*) from t where flag and amount = 12.5 and "
                    + raw
                    + " = '00FF' and body = 'é''\"\\'"))
        .isEqualTo("1");
    assertThat(project.ask("select cast(at as text) from t where id = 1"))
        .isEqualTo("2026-01-02 03:04:05");
    assertThat(project.ask("select count(*) from t where flag is null and raw is null"))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F6: rows that came from another database are digested on both sides")
  void whatIsLostOnTheWayIsFound(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    Dialect other = dialect == Dialect.SQLITE ? Dialect.POSTGRESQL : Dialect.SQLITE;
    String url = other == Dialect.SQLITE ? "jdbc:sqlite:other.db" : TestPostgres.freshDatabase();
    project.configure("  other: { provider: data, url: \"" + url + "\" }\n");
    new SqlProject(folder.resolve("x"), url.replace("other.db", folder + "/other.db"))
        .execute(
            "create table t (id integer primary key, price double precision, body text)",
            SERIES.formatted(300) + "insert into t select i, i / 7.0, 'row ' || i from n");
    project.execute("create table t (id integer primary key, price double precision, body text)");
    String cutting =
        dialect == Dialect.SQLITE
            ? "create trigger cut after insert on t when new.id = 70 begin update t set price ="
                + " round(price) + 1 where id = 70; end"
            : "create function cut() returns trigger language plpgsql as 'begin if new.id = 70 then"
                + " new.price := new.price + 1; end if; return new; end'";
    project.write(
        "migrations/001_rows/migration.yaml",
        """
        steps:
          - { id: rows, use: data.transform, target: app, with: { kind: copy, source: other, from: [t], to: t, batch: 50 } }
        """);

    assertThat(up(project).message()).isEmpty();
    down(project);
    project.execute(cutting);
    if (dialect == Dialect.POSTGRESQL) {
      project.execute("create trigger cut before insert on t for each row execute function cut()");
    }
    RunReport report = up(project);

    assertThat(report.ending()).isEqualTo(Ending.FAILED);
    assertThat(report.message()).contains("table t holds 300 rows with digest", "the source 300");
    assertThat(project.ask("select count(*) from t")).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeMeantIsSaidBeforeAnythingIsTouched(Dialect dialect) throws SQLException {
    SqlProject project = project(dialect);
    project.execute(
        "create table a (id integer primary key, x text)",
        "create table b (id integer primary key, y text)",
        "create table c (n integer)",
        "insert into a values (1, 'x')",
        "insert into c values (1)");
    fails(project, "data.transform", "{ from: [a] }", "GW-353", "to which table");
    fails(project, "data.transform", "{ from: [gone], to: b }", "GW-353", "no table gone");
    fails(project, "data.transform", "{ from: [a], to: b, batch: 0 }", "GW-353", "batch");
    fails(project, "data.transform", "{ from: [a], to: b, workers: 0 }", "GW-353", "workers");
    fails(project, "data.transform", "{ kind: migrate, from: [a], to: b }", "GW-353", "parts");
    fails(
        project,
        "data.transform",
        "{ from: [a], to: b, transform: org.acme.Gone }",
        "org.acme.Gone");
    fails(
        project,
        "data.transform",
        "{ from: [a], to: b, transform: org.acme.Gone, command: [cat] }",
        "GW-353",
        "either transform");
    fails(project, "data.transform", "{ from: [a], to: gone }", "GW-353", "no table gone");
    fails(
        project,
        "data.transform",
        "{ from: [a], to: b, select: select id as z from source }",
        "GW-353",
        "no column z");
    fails(project, "data.transform", "{ from: [a], to: b, key: [nope] }", "GW-352", "nope");
    fails(
        project,
        "data.transform",
        "{ from: [a], to: b, select: select nope from source }",
        "GW-303");
    fails(
        project,
        "data.backfill",
        "{ table: c, set: { n: n + 1 }, key: [n] }",
        "GW-353",
        "keep-old");
  }

  private static void fails(SqlProject project, String use, String with, String... said) {
    step(project, use, with);
    try (Godwit godwit = project.open()) {
      String message;
      try {
        message = godwit.up(Optional.empty(), Consent.NONE).message();
      } catch (io.godwit.api.error.GodwitException e) {
        message = e.code().id() + " " + e.getMessage();
      }
      assertThat(message).contains(said);
    }
  }
}
