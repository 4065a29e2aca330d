package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PostgreSQL scripts are cut where psql and the server cut them (E5, P5)")
class PostgresScriptTest {

  private static Script parse(String text) {
    return Script.parse(Dialect.POSTGRESQL, new ScriptText("a.sql", text));
  }

  private static List<String> texts(String text) {
    return parse(text).statements().stream().map(Statement::text).toList();
  }

  /** Each text is one statement, whatever stands in it. */
  static Stream<String> whole() {
    return Stream.of(
        "select 'a;b'",
        "select 'it''s; fine'",
        "select 'ends in a backslash\\'",
        "select E'a\\';b'",
        "select e'a\\\\'",
        "select E'a'\n  'b\\';c'",
        "select E'a' -- comment; '\n  'b\\';c'",
        "select U&'d\\0061t\\+000061;'",
        "select U&\"d;\\0061\"",
        "select \"a;b\"\"c;\"",
        "select $$a;b$$",
        "select $a$ x; $b$ y; $b$ z; $$ ;$a$",
        "select $a$b$$a$",
        "select $größe$ ; $größe$",
        "select a$b$c, 1 as d$b$ from x$1",
        "prepare p as select $1, $2",
        "select B'01', x'1F', N'n;'",
        "select 1 /* ; /* nested ; */ ; */ + 2",
        "select 1 /*/ ; */ + 2",
        "select 1 +/* ; */ 2",
        "select 1 @-- ; '\n 2",
        "select '${placeholder};', $${x};$$",
        "create rule r as on insert to t do also (insert into a values (1); insert into b values (2))",
        "create function f() returns int language sql begin atomic select 1; select 2; end",
        "create function f() returns int language sql begin atomic select case when true then case"
            + " when true then 1 end end; end",
        "create or replace procedure p() language sql begin atomic insert into send values (1);"
            + " select 1 as end; select 1 end; end",
        "create function begin(atomic int) returns int language sql return 1",
        "create function f(begin int, atomic int) returns int language sql begin atomic; select"
            + " begin; end",
        "create function f() returns int language sql begin atomic end",
        "create function f() returns trigger as $$ begin new.a := 1; return new; end; $$ language"
            + " plpgsql",
        "create schema s create table t (a int) create view v as select * from t",
        "do $$ begin perform 1; end $$",
        "create table begin (\"end\" int)",
        "select 1::int, a[1:2], b->>'c;', c #- '{d}'");
  }

  @ParameterizedTest
  @MethodSource("whole")
  void aSemicolonInsideIsNoEnd(String statement) {
    assertThat(texts(statement + ";\nselect 42;")).containsExactly(statement, "select 42");
    assertThat(texts("-- before;\n" + statement)).containsExactly(statement);
  }

  @Test
  void theEndOfOneBodyIsNotTheEndOfTheNext() {
    assertThat(
            texts(
                "create function f() returns int language sql begin atomic select 1; end; select 2;"
                    + " create procedure p() language sql begin atomic end; select 3"))
        .hasSize(4);
  }

  @Test
  void bodiesOutsideRoutinesAreTransactions() {
    assertThat(parse("begin; select 1; end; begin work; commit and chain; abort;").statements())
        .extracting(Statement::kind)
        .containsExactly(
            StatementKind.BEGIN,
            StatementKind.ORDINARY,
            StatementKind.COMMIT,
            StatementKind.BEGIN,
            StatementKind.COMMIT,
            StatementKind.ROLLBACK);
  }

  @Test
  void emptyStatementsAreNone() {
    assertThat(texts(";; select 1;; ; /* nothing */ ; -- nothing\n;")).containsExactly("select 1");
  }

  @Test
  void everyStatementKnowsItsLineAndColumn() {
    Script script = parse("\n-- ä;\nselect 1; /* ö */ select\n  2;\n\tselect 3");
    assertThat(script.statements())
        .extracting(s -> s.line() + ":" + s.column())
        .containsExactly("3:1", "3:19", "5:2");
  }

  @Test
  void aPlaceInsideAStatementIsCountedInCharacters() {
    Statement statement = parse(" select '😀',\n   x from t").statements().get(0);
    assertThat(statement.place("a.sql", 1)).hasToString("a.sql:1:2");
    assertThat(statement.place("a.sql", 11)).hasToString("a.sql:1:12");
    assertThat(statement.place("a.sql", statement.text().indexOf("x from")).toString())
        .isEqualTo("a.sql:2:4");
    assertThat(statement.place("a.sql", 100_000).line()).isEqualTo(2);
  }

  @Test
  void copyDataIsNotReadAsSql() {
    Script script =
        parse(
            "copy t (a, b) from stdin;\n1;\t'$$\n/* \\.x\n\\.\nselect 1;\n"
                + "COPY t FROM STDIN WITH (format csv); -- rows\n\"a;\"\n\\.\ncopy u from stdin;\n3");
    assertThat(script.statements())
        .extracting(Statement::text, s -> s.copyData().orElse("none"))
        .containsExactly(
            tuple("copy t (a, b) from stdin", "1;\t'$$\n/* \\.x\n"),
            tuple("select 1", "none"),
            tuple("COPY t FROM STDIN WITH (format csv)", "\"a;\"\n"),
            tuple("copy u from stdin", "3"));
    assertThat(script.statements()).extracting(Statement::line).containsExactly(1, 5, 6, 9);
  }

  @Test
  void copyFromAFileHasNoData() {
    assertThat(texts("copy t from '/tmp/stdin'; select 1")).hasSize(2);
    assertThat(texts("copy (select 1 from stdin) to stdout; select 1")).hasSize(2);
  }

  @Test
  void textAfterCopyOnItsLineIsRefused() {
    fails("copy t from stdin; select 1;\n1\n\\.\n", DataError.UNTERMINATED, "a.sql:1:19");
  }

  @Test
  void dumpsMayBeRestricted() {
    Script script = parse("\\restrict aBc\n\nselect 1;\n\\unrestrict aBc\n");
    assertThat(script.statements()).hasSize(1);
    assertThat(script.statements().get(0).line()).isEqualTo(3);
  }

  @Test
  void otherCommandsOfPsqlAreRefusedByName() {
    fails("select 1;\n  \\c chinook;\n", DataError.SHELL_COMMAND, "a.sql:2:3", "\\c ");
    fails("select 1 \\gexec", DataError.SHELL_COMMAND, "a.sql:1:10", "\\gexec");
    fails("select 1 \\restrict x\n;", DataError.SHELL_COMMAND, "a.sql:1:10");
  }

  @Test
  void whatHasNoEndIsRefusedWhereItBegins() {
    fails("select 1;\nselect 'a;\n", DataError.UNTERMINATED, "a.sql:2:8");
    fails("select E'a\\'", DataError.UNTERMINATED, "a.sql:1:8");
    fails("select \"a", DataError.UNTERMINATED, "a.sql:1:8");
    fails("select $x$ a $$", DataError.UNTERMINATED, "a.sql:1:8");
    fails("select 1; /* a /* b */", DataError.UNTERMINATED, "a.sql:1:11");
    fails("select (1;\nselect 2;", DataError.UNTERMINATED, "a.sql:1:8");
    fails(
        "create function f() returns int language sql begin atomic select 1;",
        DataError.UNTERMINATED,
        "a.sql:1:1");
  }

  @Test
  void textWithoutStatementIsRefused() {
    fails("-- create table t (a int);\n", DataError.NO_STATEMENT, "a.sql");
    assertThat(parse(" \n\t\n").statements()).isEmpty();
    assertThat(parse("").statements()).isEmpty();
  }

  @Test
  void aPreparedTransactionIsRefused() {
    fails("prepare transaction 'x'", DataError.TRANSACTION_CONTROL, "a.sql:1:1");
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(StatementKind.ALONE, "vacuum full t"),
        Arguments.of(StatementKind.ALONE, "create database d"),
        Arguments.of(StatementKind.ALONE, "drop database if exists d"),
        Arguments.of(StatementKind.ALONE, "alter database d set tablespace x"),
        Arguments.of(StatementKind.ORDINARY, "alter database d set work_mem = '1MB'"),
        Arguments.of(StatementKind.ALONE, "create tablespace t location '/x'"),
        Arguments.of(StatementKind.ALONE, "alter system set work_mem = '1MB'"),
        Arguments.of(StatementKind.ALONE, "create index concurrently i on t (a)"),
        Arguments.of(StatementKind.ALONE, "CREATE UNIQUE INDEX /* x */ CONCURRENTLY i on t (a)"),
        Arguments.of(StatementKind.ORDINARY, "create index \"concurrently\" on t (a)"),
        Arguments.of(StatementKind.ORDINARY, "create index i on concurrently (a)"),
        Arguments.of(StatementKind.ALONE, "drop index concurrently if exists i"),
        Arguments.of(StatementKind.ALONE, "reindex table concurrently t"),
        Arguments.of(StatementKind.ALONE, "reindex (concurrently) index i"),
        Arguments.of(StatementKind.ALONE, "reindex (verbose) schema s"),
        Arguments.of(StatementKind.ALONE, "reindex database d"),
        Arguments.of(StatementKind.ORDINARY, "reindex table t"),
        Arguments.of(StatementKind.ALONE, "alter table t detach partition p concurrently"),
        Arguments.of(StatementKind.ORDINARY, "alter table t detach partition p"),
        Arguments.of(StatementKind.ALONE, "cluster"),
        Arguments.of(StatementKind.ORDINARY, "cluster t"),
        Arguments.of(StatementKind.ALONE, "create subscription s connection '' publication p"),
        Arguments.of(StatementKind.ALONE, "commit prepared 'x'"),
        Arguments.of(StatementKind.ALONE, "rollback prepared 'x'"),
        Arguments.of(StatementKind.ORDINARY, "rollback to savepoint s"),
        Arguments.of(StatementKind.ORDINARY, "release savepoint s"),
        Arguments.of(StatementKind.ALONE, "do $$ begin update t set a = 1; commit; end $$"),
        Arguments.of(StatementKind.ORDINARY, "do $$ begin perform 'commit'; end $$"),
        Arguments.of(StatementKind.ORDINARY, "refresh materialized view concurrently v"),
        Arguments.of(StatementKind.SETTING, "set search_path = a"),
        Arguments.of(StatementKind.ORDINARY, "set local search_path = a"),
        Arguments.of(StatementKind.ORDINARY, "set constraints all deferred"),
        Arguments.of(
            StatementKind.SETTING, "select pg_catalog.set_config('search_path', '', false)"),
        Arguments.of(StatementKind.CONNECTION, "discard all"),
        Arguments.of(StatementKind.BEGIN, "start transaction isolation level serializable"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  @DisplayName("P4: what refuses a transaction is known by its head")
  void statementsAreKnownByTheirHead(StatementKind kind, String statement) {
    assertThat(parse(statement).statements()).extracting(Statement::kind).containsExactly(kind);
  }

  @Test
  void aDirectiveTakesTheNextStatementOutOfTheTransaction() {
    assertThat(parse("call a();\n-- godwit: no-transaction\ncall b();\ncall c();").statements())
        .extracting(Statement::kind)
        .containsExactly(StatementKind.ORDINARY, StatementKind.ALONE, StatementKind.ORDINARY);
  }

  @Test
  void aDirectiveBeforeTheFirstStatementIsForTheWholeScript() {
    assertThat(parse("/* godwit: no-transaction */\ncall a();\ncall b();").statements())
        .extracting(Statement::kind)
        .containsOnly(StatementKind.ALONE);
  }

  @Test
  void anUnknownDirectiveIsRefused() {
    fails(
        "-- godwit: no-transactions\nselect 1", DataError.DIRECTIVE, "a.sql:1:1", "no-transaction");
    assertThat(texts("-- see godwit: the manual\nselect 1")).hasSize(1);
  }

  private static void fails(String script, DataError code, String... parts) {
    assertThatThrownBy(() -> parse(script))
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code))
        .message()
        .contains(parts);
  }
}
