package io.godwit.sql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Digest;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.Dialect;
import io.godwit.sql.TestDatabases;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The digest of a database is equal when and only when its content is (F6)")
class ContentsTest {

  @TempDir Path folder;

  private Database fresh(Dialect dialect) {
    return TestDatabases.fresh(dialect, folder, DatabaseSettings.SCRIPTS);
  }

  /** What goes up, and what brings it back. */
  static Stream<Arguments> returns() {
    return Stream.of(
        Arguments.of(Dialect.SQLITE, "create table x (a)", "drop table x"),
        Arguments.of(
            Dialect.SQLITE, "alter table t add column d int", "alter table t drop column d"),
        Arguments.of(
            Dialect.SQLITE, "alter table t rename to \"T 2\"", "alter table \"T 2\" rename to t"),
        Arguments.of(
            Dialect.SQLITE,
            "alter table t rename b to \"b 2\"",
            "alter table t rename \"b 2\" to b"),
        Arguments.of(Dialect.SQLITE, "update t set b = b || '!'", "update t set b = rtrim(b, '!')"),
        Arguments.of(
            Dialect.SQLITE,
            "drop view v",
            "CREATE  VIEW [v]   AS -- back\n SELECT `a`, \"b\" FROM t /* again */"),
        Arguments.of(
            Dialect.SQLITE,
            "delete from t where a = 1",
            "insert into t (c, b, a) values (2.5, 'one', 1)"),
        Arguments.of(
            Dialect.SQLITE,
            "drop view v; drop table t",
            """
            CREATE TABLE "t" ([a] INTEGER PRIMARY KEY, b TEXT, c REAL);
            create view v as select a, b from t;
            insert into t values (2, 'two', null), (1, 'one', 2.5);"""),
        Arguments.of(Dialect.SQLITE, "create table godwit_x (a)", "select 1"),
        Arguments.of(Dialect.SQLITE, "analyze", "select 1"),
        Arguments.of(Dialect.POSTGRESQL, "create table x (a int)", "drop table x"),
        Arguments.of(
            Dialect.POSTGRESQL, "alter table t add column d int", "alter table t drop column d"),
        Arguments.of(
            Dialect.POSTGRESQL, "alter table t rename to t2", "alter table t2 rename to t"),
        Arguments.of(
            Dialect.POSTGRESQL, "update t set b = b || '!'", "update t set b = rtrim(b, '!')"),
        Arguments.of(
            Dialect.POSTGRESQL,
            "drop view v",
            "CREATE  VIEW \"v\"   AS -- back\n SELECT \"a\", b FROM t /* again */"),
        Arguments.of(
            Dialect.POSTGRESQL,
            "delete from t where a = 1",
            "insert into t (c, b, a) values (2.5, 'one', 1)"),
        Arguments.of(Dialect.POSTGRESQL, "create table godwit_x (a int)", "vacuum analyze t"),
        Arguments.of(Dialect.POSTGRESQL, "do $$ begin perform nextval('s'); end $$", "vacuum t"),
        Arguments.of(
            Dialect.POSTGRESQL,
            "alter table t alter c type double precision; alter table t alter b set not null",
            "alter table t alter c type real; alter table t alter b drop not null"));
  }

  private Database filled(Dialect dialect) {
    Database database = fresh(dialect);
    TestDatabases.execute(
        database,
        "create table t (a integer primary key, b text, c real)",
        "create view v as select a, b from t",
        "insert into t values (1, 'one', 2.5), (2, 'two', null)");
    if (dialect == Dialect.POSTGRESQL) {
      TestDatabases.execute(database, "create sequence s");
    }
    return database;
  }

  @ParameterizedTest
  @MethodSource("returns")
  void whatWentUpAndCameBackIsEqual(Dialect dialect, String up, String down) throws SQLException {
    try (Database database = filled(dialect)) {
      Digest before = Contents.digest(database);
      TestDatabases.execute(database, up);
      boolean invisible = down.startsWith("select") || down.startsWith("vacuum");
      assertThat(Contents.digest(database).equals(before)).isEqualTo(invisible);
      TestDatabases.execute(database, down);
      assertThat(Contents.digest(database)).isEqualTo(before);
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
            List.of("update t set b = 'One' where a = 1"),
            List.of("update t set c = 0 where c is null"),
            List.of("update t set b = null where a = 2"),
            List.of("insert into t values (3, 'one', 2.5)"),
            List.of("create index i on t (b)"),
            List.of("create index i on t (b) where a > 1"),
            List.of("create index i on t (c, b)"),
            List.of("create view w as select a from t"),
            List.of("alter table t add column d int default 0"),
            List.of("alter table t rename b to bb"),
            List.of("alter table t rename b to \"B\""),
            List.of("update t set c = c + 0.001 where a = 1"))
        .flatMap(
            change ->
                Stream.of(Dialect.values()).map(dialect -> Arguments.of(dialect, change.get(0))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whateverChangesIsSeen(Dialect dialect, String change) throws SQLException {
    try (Database database = filled(dialect)) {
      Digest before = Contents.digest(database);
      TestDatabases.execute(database, change);
      assertThat(Contents.digest(database)).isNotEqualTo(before);
    }
  }

  static Stream<String> postgresChanges() {
    return Stream.of(
        "create type mood as enum ('a', 'b')",
        "alter type feeling rename value 'x' to 'y'",
        "create function f() returns int language sql return 1",
        "create or replace function g() returns int language sql return 2",
        "create trigger r before insert on t for each row execute function h()",
        "alter table t disable trigger q",
        "alter table t add constraint k check (a > 0) not valid",
        "create sequence z",
        "alter sequence s increment 2",
        "create domain d as int check (value > 0)",
        "create schema other",
        "comment on column t.b is 'words'",
        "alter table t enable row level security",
        "create policy p on t using (true)",
        "alter table t alter b set default 'x'",
        "alter table t set (fillfactor = 50)",
        "create materialized view m as select 1",
        "create rule u as on delete to t do instead nothing",
        "create extension pg_trgm");
  }

  @ParameterizedTest
  @MethodSource("postgresChanges")
  @DisplayName("P5: schema, functions and triggers are content")
  void whateverIsDefinedInPostgresIsSeen(String change) throws SQLException {
    try (Database database = filled(Dialect.POSTGRESQL)) {
      TestDatabases.execute(
          database,
          "create type feeling as enum ('x')",
          "create function g() returns int language sql return 1",
          "create function h() returns trigger language plpgsql as 'begin return new; end'",
          "create trigger q before update on t for each row execute function h()");
      Digest before = Contents.digest(database);
      TestDatabases.execute(database, change);
      assertThat(Contents.digest(database)).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfRowsMakesNoDifferenceAndTwiceIsNotOnce(Dialect dialect) throws SQLException {
    try (Database one = fresh(dialect);
        Database two =
            dialect == Dialect.SQLITE
                ? Database.open(
                    DatabaseUrl.parse("jdbc:sqlite:two.db", folder), DatabaseSettings.SCRIPTS)
                : fresh(dialect)) {
      TestDatabases.execute(one, "create table t (a int)", "insert into t values (1), (2), (2)");
      TestDatabases.execute(two, "CREATE TABLE t(\n a int)", "insert into t values (2), (1)");
      assertThat(Contents.digest(one)).isNotEqualTo(Contents.digest(two));
      TestDatabases.execute(two, "insert into t values (2)");
      assertThat(Contents.digest(one)).isEqualTo(Contents.digest(two));
    }
  }

  @Test
  void typesOfValuesInSqliteCount() throws SQLException {
    try (Database database = fresh(Dialect.SQLITE)) {
      TestDatabases.execute(database, "create table t (a)", "insert into t values ('1')");
      Digest text = Contents.digest(database);
      TestDatabases.execute(database, "update t set a = 1");
      Digest integer = Contents.digest(database);
      TestDatabases.execute(database, "update t set a = 1.0");
      Digest real = Contents.digest(database);
      TestDatabases.execute(database, "update t set a = x'31'");
      assertThat(Stream.of(text, integer, real, Contents.digest(database)).distinct()).hasSize(4);
    }
  }

  @Test
  void aFullTextIndexIsReadThroughItself() throws SQLException {
    try (Database database = fresh(Dialect.SQLITE)) {
      TestDatabases.execute(
          database, "create virtual table f using fts5 (body)", "insert into f values ('a b c')");
      Digest before = Contents.digest(database);
      TestDatabases.execute(
          database, "insert into f values ('d')", "delete from f where body = 'd'");
      assertThat(Contents.digest(database)).isEqualTo(before);
    }
  }

  @Test
  void askingForTheDigestOfAFileThatIsNotThereMakesNone() throws SQLException {
    try (Database database = fresh(Dialect.SQLITE)) {
      Digest empty = Contents.digest(database);
      assertThat(folder).isEmptyDirectory();
      TestDatabases.execute(database, "create table godwit_receipt (a)");
      assertThat(Contents.digest(database)).isEqualTo(empty);
    }
  }
}
