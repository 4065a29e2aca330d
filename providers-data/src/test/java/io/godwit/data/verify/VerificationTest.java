package io.godwit.data.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.api.name.Version;
import io.godwit.api.target.Defect;
import io.godwit.api.target.Defect.Area;
import io.godwit.api.target.Defect.Severity;
import io.godwit.api.target.Verifiable.Demand;
import io.godwit.api.target.Verifiable.Depth;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A database is looked at: schema, rows, references, indexes, components (A5)")
class VerificationTest {

  private static final Expectations EXPECTED =
      new Expectations(
          Map.of("1", List.of("ticket"), "2", List.of("ticket.title", "note.body")),
          List.of("ticket.title"),
          List.of("ticket.title", "note.ticket+body"));

  @TempDir Path folder;

  private Database database(String kind, String... statements) {
    String url = kind.equals("sqlite") ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase();
    Database database = Database.open(DatabaseUrl.parse(url, folder), DatabaseSettings.SCRIPTS);
    execute(database, statements);
    return database;
  }

  private static void execute(Database database, String... statements) {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Defect> look(Database database, Expectations expected, Depth depth) {
    return Verification.of(
        database,
        expected,
        new Demand(
            depth, Duration.ofMinutes(5), Clock.systemUTC(), Optional.of(new Version("2.1"))));
  }

  private static List<Defect> bad(Database database, Expectations expected, Depth depth) {
    return look(database, expected, depth).stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void nothingIsFoundInASoundDatabase(String kind) {
    try (Database database =
        database(
            kind,
            "create table ticket (id integer primary key, title text not null unique)",
            "create table note (id integer primary key, ticket integer not null references ticket,"
                + " body text, unique (ticket, body))",
            "create view titles as select title from ticket",
            "insert into ticket values (1, 'a'), (2, 'b')",
            "insert into note values (1, 1, 'x'), (2, 1, null), (3, 1, null)")) {
      assertThat(bad(database, EXPECTED, Depth.FULL)).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "A5: queries that take more than a second in the mean are found, where somebody counts")
  void slowQueriesAreFound() {
    try (Database database = database("postgresql", "select 1")) {
      assertThat(look(database, Expectations.NONE, Depth.QUICK))
          .filteredOn(finding -> finding.area() == Area.PERFORMANCE)
          .extracting(Defect::severity, Defect::subject, Defect::message)
          .containsExactly(
              tuple(
                  Severity.INFO,
                  "slow queries",
                  "were not looked at, because pg_stat_statements is not installed"));
      execute(
          database, "create extension pg_stat_statements", "select 17 as asked, pg_sleep(1.01)");

      assertThat(bad(database, Expectations.NONE, Depth.QUICK))
          .anySatisfy(
              finding -> {
                assertThat(finding.area()).isEqualTo(Area.PERFORMANCE);
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.subject()).contains("as asked, pg_sleep(");
                assertThat(finding.message()).contains("ms in the mean, 1 calls");
              });
    }
  }

  @Test
  @DisplayName(
      "A5: an index that is out of order is found where amcheck is installed, and is said not"
          + " to be looked at where it is not")
  void damagedIndexesAreFound() {
    try (Database database =
        database(
            "postgresql",
            "create function rank_of(n integer) returns integer immutable language sql return n",
            "create table item (id integer primary key, n integer not null)",
            "insert into item select i, i from generate_series(1, 200) i",
            "create index item_rank on item (rank_of(n))")) {
      assertThat(look(database, Expectations.NONE, Depth.QUICK))
          .filteredOn(finding -> finding.area() == Area.INDEXES)
          .extracting(Defect::severity, Defect::subject, Defect::message)
          .containsExactly(
              tuple(
                  Severity.INFO,
                  "all indexes",
                  "what they hold was not looked at, because amcheck is not installed"));
      execute(database, "create extension amcheck");
      assertThat(bad(database, Expectations.NONE, Depth.FULL)).isEmpty();
      // The function says now that everything stands the other way round in the index.
      execute(
          database,
          "create or replace function rank_of(n integer) returns integer immutable language sql"
              + " return -n");

      assertThat(bad(database, Expectations.NONE, Depth.FULL))
          .extracting(Defect::severity, Defect::area, Defect::subject)
          .containsExactly(tuple(Severity.CRITICAL, Area.INDEXES, "index item_rank"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void whatTheAuthorDemandsBesidesTheConstraintsIsLookedAt(String kind) {
    try (Database database =
        database(
            kind,
            "create table ticket (id integer primary key, title text)",
            "create table note (ticket integer)",
            "insert into ticket values (1, 'a'), (2, 'a'), (3, null)")) {
      assertThat(
              bad(
                  database,
                  new Expectations(
                      EXPECTED.components(), EXPECTED.notNull(), List.of("ticket.title")),
                  Depth.QUICK))
          .extracting(Defect::severity, Defect::area, Defect::subject, Defect::message)
          .containsExactly(
              tuple(
                  Severity.CRITICAL,
                  Area.COMPONENTS,
                  "column note.body",
                  "has to be there at version 2.1 and is not"),
              tuple(Severity.CRITICAL, Area.DATA, "column ticket.title", "holds null in 1 row"),
              tuple(
                  Severity.CRITICAL,
                  Area.DATA,
                  "column ticket.title",
                  "holds 1 value more than once"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void rowsWithoutTheirParentAreCountedAndTheirIndexIsMissed(String kind) {
    boolean sqlite = kind.equals("sqlite");
    try (Database database =
        database(
            kind,
            "create table a (x integer, y integer, primary key (x, y))",
            "create table b (x integer, y integer, foreign key (x, y) references a)",
            "insert into a values (1, 1)",
            sqlite ? "pragma foreign_keys = off" : "alter table b disable trigger all",
            "insert into b values (1, 1), (1, 2), (null, 3), (2, null)",
            sqlite ? "pragma foreign_keys = on" : "alter table b enable trigger all")) {
      List<Defect> found = bad(database, Expectations.NONE, Depth.FULL);
      assertThat(found)
          .extracting(Defect::severity, Defect::area)
          .contains(
              tuple(Severity.CRITICAL, Area.REFERENCES), tuple(Severity.WARNING, Area.INDEXES));
      assertThat(found)
          .anySatisfy(
              f ->
                  assertThat(f.message())
                      .isEqualTo("1 row without the row of a that is referred to"))
          .anySatisfy(f -> assertThat(f.suggestion()).endsWith("(x, y)"));
    }
  }

  @Test
  void whatWasNeverValidatedIsFoundAlsoByAQuickLook() {
    try (Database database =
        database(
            "postgresql",
            "create table a (x int primary key)",
            "create table b (x int, n int)",
            "insert into b values (1, -1), (2, 1)",
            "create index on b (x)",
            "alter table b add constraint bx foreign key (x) references a not valid",
            "alter table b add constraint bn check (n > 0) not valid",
            "alter table b add constraint bm check (n > -9) not valid")) {
      assertThat(bad(database, Expectations.NONE, Depth.QUICK))
          .extracting(Defect::severity, Defect::subject, Defect::message)
          .containsExactly(
              tuple(
                  Severity.WARNING, "constraint bm on b", "was never validated; no row breaks it"),
              tuple(
                  Severity.CRITICAL,
                  "constraint bn on b",
                  "was never validated, and is broken by 1 row"),
              tuple(
                  Severity.CRITICAL,
                  "foreign key bx on b",
                  "2 rows without the row of a that is referred to"));
    }
  }

  @Test
  void anInvalidUniqueIndexKeepsNothingUnique() {
    try (Database database =
        database(
            "postgresql", "create table a (x int)", "insert into a values (1), (1), (2), (null)")) {
      assertThatThrownBy(() -> execute(database, "create unique index concurrently ax on a (x)"))
          .hasMessageContaining("could not create unique index");
      assertThat(bad(database, Expectations.NONE, Depth.QUICK))
          .extracting(Defect::severity, Defect::area, Defect::subject)
          .containsExactly(
              tuple(Severity.CRITICAL, Area.INDEXES, "index ax"),
              tuple(Severity.CRITICAL, Area.DATA, "column a.x"));
    }
  }

  @Test
  void triggersThatAreSwitchedOffAreFound() {
    try (Database database =
        database(
            "postgresql",
            "create table a (x int primary key)",
            "create table b (x int primary key references a)",
            "alter table b disable trigger all")) {
      assertThat(bad(database, Expectations.NONE, Depth.QUICK))
          .extracting(Defect::area, Defect::suggestion)
          .containsOnly(tuple(Area.SCHEMA, "alter table b enable trigger all"));
    }
  }

  @Test
  void viewsAndTriggersWhoseTableHasGoneAreFound() {
    try (Database database =
        database(
            "sqlite",
            "create table a (x)",
            "create table b (x)",
            "create view v as select x from b",
            "create trigger t after insert on a begin insert into b values (1); end",
            "drop table b")) {
      assertThat(bad(database, Expectations.NONE, Depth.QUICK))
          .extracting(Defect::severity, Defect::subject)
          .contains(tuple(Severity.CRITICAL, "view v"), tuple(Severity.CRITICAL, "triggers of a"));
    }
  }

  @Test
  void whatSqliteItselfFindsIsTold() {
    try (Database database =
        database(
            "sqlite",
            "create table a (x check (x > 0))",
            "pragma ignore_check_constraints = on",
            "insert into a values (-1)")) {
      assertThat(bad(database, Expectations.NONE, Depth.FULL))
          .extracting(Defect::severity, Defect::area, Defect::message)
          .containsExactly(tuple(Severity.CRITICAL, Area.DATA, "CHECK constraint failed in a"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  @DisplayName("A11: what there was no time for is told, and is no success")
  void whatThereWasNoTimeForIsTold(String kind) {
    try (Database database = database(kind, "create table a (x integer)")) {
      Instant[] now = {Instant.EPOCH};
      InstantSource clock =
          () -> {
            now[0] = now[0].plusSeconds(2);
            return now[0];
          };
      List<Defect> found =
          Verification.of(
              database,
              Expectations.NONE,
              new Demand(Depth.FULL, Duration.ofSeconds(5), clock, Optional.empty()));
      assertThat(found)
          .allSatisfy(f -> assertThat(f.message()).contains("there was no time left"))
          .hasSizeGreaterThan(4);
    }
  }

  @Test
  void ofManyFindingsAHundredAreListed() {
    Findings findings = new Findings();
    for (int i = 0; i < 150; i++) {
      findings.add(Severity.WARNING, Area.DATA, "row " + i, "is bad", "mend it");
    }
    findings.add(Severity.CRITICAL, Area.DATA, "row x", "is broken", "mend it");
    assertThat(findings.list())
        .hasSize(101)
        .anySatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL))
        .anySatisfy(f -> assertThat(f.message()).startsWith("51 more"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".x", "t.", "t.a+"})
  void aDemandThatNamesNoColumnIsRefused(String text) {
    assertThatThrownBy(() -> new Expectations(Map.of(), List.of(text), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
