package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Verb;
import io.godwit.data.script.Drop;
import io.godwit.sql.Dialect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("P10: what a down script drops is kept, and comes back when the step is applied again")
class KeptTablesTest {

  private static final String UP =
      """
      create table "Note" (id integer primary key, body text);
      insert into "Note" values (1, 'made by the script');
      create table tag (word text);
      alter table person add column nick text;
      alter table person add column "Age" integer;
      update person set nick = 'n' || id;
      """;

  private static final String DOWN =
      """
      alter table person drop column nick;
      alter table person drop column "Age";
      drop table if exists "Note";
      drop table tag;
      """;

  @TempDir Path folder;

  private StepHarness people(Dialect dialect) {
    return StepHarness.fresh(dialect, folder)
        .execute(
            "create table person (id integer primary key, name text)",
            "insert into person values (1, 'a'), (2, 'b')");
  }

  @ParameterizedTest
  @EnumSource
  void rowsWrittenSinceComeBack(Dialect dialect) {
    try (StepHarness db = people(dialect)) {
      Digest before = db.digest();
      SqlScripts scripts = db.scripts(UP, DOWN);
      db.all(Verb.APPLY, scripts);
      db.execute(
          "update \"Note\" set body = 'changed' where id = 1",
          "insert into \"Note\" values (2, 'new')",
          "insert into tag values ('x'), ('x')",
          "update person set nick = 'nobody', \"Age\" = 7 where id = 2");
      Digest after = db.digest();

      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.digest()).isEqualTo(before);
      assertThat(db.again(scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.digest()).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsDeletedSinceStayDeleted(Dialect dialect) {
    try (StepHarness db = people(dialect)) {
      SqlScripts scripts = db.scripts(UP, DOWN);
      db.all(Verb.APPLY, scripts);
      db.execute("delete from \"Note\"");
      Digest after = db.digest();
      db.all(Verb.UNDO, scripts);
      db.again(scripts);
      assertThat(db.digest()).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKeptGoesWhenTheStepIsRetired(Dialect dialect) {
    try (StepHarness db = people(dialect)) {
      SqlScripts scripts = db.scripts(UP, DOWN);
      String kept =
          dialect == Dialect.POSTGRESQL
              ? "select count(*) from pg_class where relname like 'godwit_kept_%' and relkind = 'r'"
              : "select count(*) from sqlite_schema where name glob 'godwit_kept_*' and type ="
                  + " 'table'";
      db.all(Verb.APPLY, scripts);
      db.all(Verb.UNDO, scripts);
      assertThat(db.ask(kept)).isEqualTo("4");
      assertThat(db.retire(scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask(kept)).isEqualTo("0");
    }
  }

  @Test
  void whatAStatementDropsIsRead() {
    assertThat(drops("drop table if exists a, \"B\".c cascade"))
        .containsExactly(new Drop("A", List.of()), new Drop("\"B\".C", List.of()));
    assertThat(
            drops(
                "alter table if exists only s.t drop column if exists a, drop \"b\" cascade,"
                    + " drop constraint k, alter c drop default, drop d"))
        .containsExactly(new Drop("S.T", List.of("A", "\"b\"", "D")));
    assertThat(drops("alter table t add column x int")).isEmpty();
    assertThat(drops("drop view v")).isEmpty();
  }

  private static List<Drop> drops(String statement) {
    return Drop.of(Dialect.POSTGRESQL, statement);
  }
}
