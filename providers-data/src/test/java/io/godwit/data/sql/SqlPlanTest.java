package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.StepPlan;
import io.godwit.data.error.DataError;
import io.godwit.data.script.TransactionMode;
import io.godwit.sql.Dialect;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A plan says what a script would do (A1, A2)")
class SqlPlanTest {

  @TempDir Path folder;

  private StepHarness fresh(Dialect dialect) {
    return StepHarness.fresh(dialect, folder);
  }

  private static SqlConfig files(String up, String down) {
    return new SqlConfig(
        Optional.empty(),
        Optional.of(up),
        Optional.of(down),
        Optional.empty(),
        Optional.empty(),
        TransactionMode.AUTO);
  }

  @Test
  void aPlanShowsEveryStatementWithItsPlaceAndItsRisk() {
    try (StepHarness db = fresh(Dialect.POSTGRESQL)) {
      db.execute("create table t (a int, b int)", "insert into t values (1, 1)", "analyze t");
      db.files.put("up.sql", "-- Version: 1\nalter table t drop column b;\nupdate t set a = 2;\n");
      db.files.put("down.sql", "alter table t add column b int;");
      StepPlan<SqlScripts> plan = db.plan(files("up.sql", "down.sql"));
      assertThat(plan.text().summary())
          .isEqualTo(
              "migrations/up.sql: 2 statements in one transaction, taken back by"
                  + " migrations/down.sql");
      assertThat(plan.text().details())
          .containsExactly(
              "migrations/up.sql:2:1 alter table t drop column b  [removes a column with its"
                  + " values]",
              "migrations/up.sql:3:1 update t set a = 2  [changes every row]");
      assertThat(plan.text().warnings()).isEmpty();
      assertThat(plan.conduct().risk()).isEqualTo(Conduct.Risk.CRITICAL);
      assertThat(plan.conduct().undo()).isEqualTo(Conduct.Undo.INVERSE);
      assertThat(plan.conduct().landing()).isEqualTo(Conduct.Landing.RECEIPT);
      assertThat(plan.estimate().work().toString()).contains("what=rows, done=1");
      assertThat(plan.touches()).containsExactly("table t");
    }
  }

  @Test
  void planningMakesNoFile() {
    try (StepHarness db = fresh(Dialect.SQLITE)) {
      StepPlan<SqlScripts> plan =
          db.plan(StepHarness.config("update t set a = 1", Optional.empty()));
      assertThat(plan.conduct().undo()).isEqualTo(Conduct.Undo.NONE);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aScriptInPartsSaysSo() {
    try (StepHarness db = fresh(Dialect.SQLITE)) {
      StepPlan<SqlScripts> plan =
          db.plan(
              StepHarness.config("pragma foreign_keys=off; select 1; vacuum;", Optional.of("")));
      assertThat(plan.text().details())
          .containsExactly(
              "part 1 of 3, a setting of the connection:",
              "up-sql:1:1 pragma foreign_keys=off",
              "part 2 of 3, a transaction:",
              "up-sql:1:26 select 1",
              "part 3 of 3, outside a transaction:",
              "up-sql:1:36 vacuum  [rewrites the whole file]");
      assertThat(plan.text().warnings()).anyMatch(warning -> warning.contains("2 parts"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POSTGRESQL | create index i on t (a)                     | HIGH",
        "POSTGRESQL | create index concurrently i on t (a)        | LOW",
        "POSTGRESQL | create table n (a int); create index j on n (a) | LOW",
        "POSTGRESQL | alter table t alter column a type bigint    | HIGH",
        "POSTGRESQL | alter table t add column c int              | MEDIUM",
        "POSTGRESQL | alter table t add constraint k check (a > 0) | HIGH",
        "POSTGRESQL | alter table t add constraint k check (a > 0) not valid | MEDIUM",
        "POSTGRESQL | drop table t                                | CRITICAL",
        "POSTGRESQL | truncate t                                  | CRITICAL",
        "POSTGRESQL | insert into t values (1)                    | LOW",
        "SQLITE     | drop table t                                | CRITICAL",
        "SQLITE     | drop view v                                 | MEDIUM",
        "SQLITE     | delete from t                               | CRITICAL",
        "SQLITE     | delete from t where a = 1                   | MEDIUM",
        "SQLITE     | create index i on t (a)                     | LOW",
        "SQLITE     | alter table t drop column a                 | CRITICAL",
      })
  @DisplayName("A1: the risk is that of the most dangerous statement")
  void risks(Dialect dialect, String script, Conduct.Risk risk) {
    try (StepHarness db = fresh(dialect)) {
      assertThat(db.plan(StepHarness.config(script, Optional.of(""))).conduct().risk())
          .isEqualTo(risk);
    }
  }

  @Test
  void settingsThatNameNoScriptOrTwoAreRefused() {
    try (StepHarness db = fresh(Dialect.SQLITE)) {
      SqlConfig none =
          new SqlConfig(
              Optional.empty(),
              Optional.empty(),
              Optional.of("down.sql"),
              Optional.empty(),
              Optional.empty(),
              TransactionMode.AUTO);
      SqlConfig both =
          new SqlConfig(
              Optional.empty(),
              Optional.of("up.sql"),
              Optional.empty(),
              Optional.of("select 1"),
              Optional.empty(),
              TransactionMode.AUTO);
      for (SqlConfig config : new SqlConfig[] {none, both}) {
        assertThatThrownBy(() -> db.plan(config))
            .isInstanceOfSatisfying(
                GodwitException.class, e -> assertThat(e.code()).isEqualTo(DataError.WHICH_SCRIPT));
      }
    }
  }
}
