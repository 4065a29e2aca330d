package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Tally;
import io.godwit.api.step.Verb;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlStepTest {

  private static final String UP =
      """
      create table ticket (id integer primary key, title text not null);
      insert into ticket values (1, 'a;b'), (2, 'it''s');
      alter table customer add column tier text;
      update customer set tier = 'gold' where id = 1;
      """;

  private static final String DOWN =
      """
      alter table customer drop column tier;
      drop table ticket;
      """;

  @TempDir Path folder;

  private StepHarness fresh(Dialect dialect) {
    return StepHarness.fresh(dialect, folder);
  }

  private StepHarness withCustomers(Dialect dialect) {
    return fresh(dialect)
        .execute(
            "create table customer (id integer primary key, name text)",
            "insert into customer values (1, 'x'), (2, 'y')");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F3: schema and rows go up, and come back to the same digest")
  void upAndDown(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      Digest before = db.digest();
      SqlScripts scripts = db.scripts(UP, DOWN);
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select tier from customer where id = 1")).isEqualTo("gold");
      assertThat(db.ask("select title from ticket where id = 1")).isEqualTo("a;b");
      assertThat(db.step.verify(db.target, scripts, db.context(Verb.APPLY))).isEmpty();
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.digest()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P4: a refused statement leaves nothing of its script, and is shown with its place")
  void aRefusalNamesFileLineStatementAndServerMessage(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      Digest before = db.digest();
      SqlScripts scripts =
          db.scripts("create table a (x int);\n\n  insert into\n    nowhere values (1);\n", DOWN);
      Attempt<?> attempt = db.all(Verb.APPLY, scripts);
      assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
      assertThat(StepHarness.fault(attempt).code()).isEqualTo(SqlError.STATEMENT_REFUSED);
      assertThat(StepHarness.fault(attempt).toString())
          .contains(dialect == Dialect.POSTGRESQL ? "up-sql:4:5" : "up-sql:3:3")
          .contains("nowhere")
          .contains("the statement: insert into nowhere values (1)")
          .contains("nothing of up-sql is applied");
      assertThat(db.look(Verb.APPLY, scripts)).isEqualTo(Sighting.absent());
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.digest()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("B4: an attempt that is repeated changes nothing")
  void aRepeatedApplyIsDoneOnce(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts = db.scripts("insert into customer values (3, 'z')");
      Attempt<?> first = db.all(Verb.APPLY, scripts);
      assertThat(db.all(Verb.APPLY, scripts)).isEqualTo(first);
      assertThat(db.ask("select count(*) from customer")).isEqualTo("3");
      assertThat(db.look(Verb.APPLY, scripts)).isInstanceOf(Sighting.Present.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyRowsOfTablesAreCounted(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts =
          db.scripts(
              "create table t (a int); create index i on t (a); insert into t values (1), (2);"
                  + " drop index i; update t set a = a + 1");
      assertThat(db.all(Verb.APPLY, scripts))
          .isInstanceOfSatisfying(
              Attempt.Done.class,
              done ->
                  assertThat(((Progress) done.value()).tallies())
                      .contains(new Tally("rows", 4, -1)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterAnUndoALateApplyIsRefused(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts = db.scripts(UP, DOWN);
      db.all(Verb.UNDO, scripts);
      assertThat(StepHarness.fault(db.all(Verb.APPLY, scripts)).code())
          .isEqualTo(SqlError.TAKEN_BACK);
      db.newRun();
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatSomebodyElseHasChangedSinceIsNotTakenBack(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts = db.scripts(UP, DOWN);
      db.all(Verb.APPLY, scripts);
      db.execute("insert into customer values (9, 'row', 'none')", "create table other (a int)");
      db.execute("create index by_somebody on customer (name)");
      assertThat(StepHarness.fault(db.all(Verb.UNDO, scripts)).code())
          .isEqualTo(DataError.CHANGED_SINCE);
      db.execute("drop index by_somebody");
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScriptWithoutDownCannotBeTakenBackOnceApplied(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts = db.scripts("delete from customer");
      db.all(Verb.APPLY, scripts);
      assertThat(StepHarness.fault(db.all(Verb.UNDO, scripts)).code())
          .isEqualTo(DataError.NO_WAY_BACK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlankDownIsAWayBackInWhichNothingIsToBeDone(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts = db.scripts("update customer set name = name", " \n");
      db.all(Verb.APPLY, scripts);
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.look(Verb.UNDO, scripts)).isInstanceOf(Sighting.Present.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("P4: the author's own BEGIN and COMMIT keep their borders, and a crash between them")
  void ownTransactionsResumeWhereTheyStopped(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts =
          db.scripts(
              "begin; insert into customer values (3, 'c'); commit;"
                  + "begin; insert into customer values (4, 'd'); rollback;"
                  + "insert into customer values (5, 'e');");
      assertThat(scripts.up().units()).hasSize(3);
      db.once(Verb.APPLY, scripts);
      assertThat(db.ask("select count(*) from customer")).isEqualTo("3");
      db.newLease();
      assertThat(db.look(Verb.APPLY, scripts)).isInstanceOf(Sighting.Present.class);
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select sum(id) from customer")).isEqualTo("11");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureInALaterPartSaysWhatIsApplied(Dialect dialect) {
    try (StepHarness db = withCustomers(dialect)) {
      SqlScripts scripts =
          db.scripts(
              "begin; insert into customer values (3, 'c'); commit;\ninsert into customer values"
                  + " (3, 'again');",
              "delete from customer where id >= 3");
      Attempt<?> attempt = db.all(Verb.APPLY, scripts);
      assertThat(StepHarness.fault(attempt).toString())
          .contains("up-sql:2:1")
          .contains("the first 1 statements of up-sql are applied");
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select count(*) from customer")).isEqualTo("2");
    }
  }

  @Test
  @DisplayName("E5: function bodies and triggers in one transaction, and COPY data")
  void postgresScriptsWithBodiesAndData() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      Digest before = db.digest();
      SqlScripts scripts =
          db.scripts(
              """
              set search_path = public;
              create table t (a int, b text);
              create function f() returns trigger language plpgsql as $$
              begin new.b := new.b || ';'; return new; end $$;
              create trigger r before insert on t for each row execute function f();
              create function g() returns int language sql begin atomic
                select case when true then 1 end; end;
              copy t (a, b) from stdin;
              1\tone;
              2\t'two
              \\.
              insert into t values (3, '{d ''2026-01-01''}'), (4, E'a\\'b');
              """,
              "drop table t; drop function f; drop function g;");
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select string_agg(b, '|' order by a) from t"))
          .isEqualTo("one;;|'two;|{d '2026-01-01'};|a'b;");
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.digest()).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("E5: a dump's search_path does not reach the receipts, nor the next script")
  void settingsOfAScriptEndWithIt() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      SqlScripts scripts =
          db.scripts(
              """
              \\restrict k
              SELECT pg_catalog.set_config('search_path', '', false);
              create table public.t (a int);
              \\unrestrict k
              """);
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      db.newRun();
      assertThat(db.all(Verb.APPLY, db.scripts("insert into t values (1)")))
          .isInstanceOf(Attempt.Done.class);
    }
  }

  @Test
  void settingsBeforeAPartHoldAfterAResume() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      SqlScripts scripts =
          db.scripts(
              "create schema s; set search_path = s; create table t (a int);"
                  + "create index concurrently i on t (a); insert into t values (1);");
      db.once(Verb.APPLY, scripts);
      db.once(Verb.APPLY, scripts);
      db.newLease();
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select count(*) from s.t")).isEqualTo("1");
    }
  }

  @Test
  void anEnumValueIsUsedInTheScriptThatAddsIt() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      SqlScripts scripts =
          db.scripts(
              "create type mood as enum ('ok'); create table p (m mood); begin; commit;"
                  + "alter type mood add value 'calm'; insert into p values ('calm');");
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
    }
  }

  @Test
  void isolationOfTheAuthorsBeginHolds() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      SqlScripts scripts =
          db.scripts(
              "begin isolation level serializable;"
                  + "create table t as select current_setting('transaction_isolation') as level;"
                  + "commit;");
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select level from t")).isEqualTo("serializable");
    }
  }

  @Test
  void aProcedureThatCommitsIsToldAboutTheDirective() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      db.execute(
          "create table t (a int)",
          "create procedure p() language plpgsql as 'begin insert into t values (1); commit; end'");
      assertThat(StepHarness.fault(db.all(Verb.APPLY, db.scripts("call p()"))).message())
          .contains("godwit: no-transaction");
      db.newRun();
      SqlScripts outside = db.scripts("-- godwit: no-transaction\ncall p()");
      assertThat(db.all(Verb.APPLY, outside)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select count(*) from t")).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("E3: a question cannot change the database, nor be two")
  void questionsOnlyAsk() {
    for (Dialect dialect : Dialect.values()) {
      try (StepHarness db = withCustomers(dialect)) {
        assertThat(db.ask("select count(*) from customer -- all")).isEqualTo("2");
        assertThat(db.ask("select name from customer where id = 7")).isEmpty();
        assertThat(db.ask("select null")).isEmpty();
        assertThatThrownBy(() -> db.ask("delete from customer"))
            .isInstanceOf(GodwitException.class);
        assertThatThrownBy(() -> db.ask("select 1; delete from customer"))
            .isInstanceOfSatisfying(
                GodwitException.class,
                e -> assertThat(e.code()).isEqualTo(DataError.NOT_A_QUESTION));
        assertThatThrownBy(() -> db.ask("commit")).isInstanceOf(GodwitException.class);
        assertThatThrownBy(() -> db.ask("select * from nowhere"))
            .isInstanceOf(GodwitException.class)
            .hasMessageContaining("nowhere");
        assertThat(db.ask("select count(*) from customer")).isEqualTo("2");
      }
    }
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      assertThat(db.ask("select 1 = 1")).isEqualTo("true");
    }
  }
}
