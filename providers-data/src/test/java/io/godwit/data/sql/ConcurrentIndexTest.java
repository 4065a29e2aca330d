package io.godwit.data.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Conduct.Landing;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.testkit.net.CuttingProxy;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P6: indexes are built online, and what a failed build leaves is found and cleared")
class ConcurrentIndexTest {

  private static final String BUILD = "create unique index concurrently if not exists i on t (a);";

  @TempDir Path folder;

  private String url = "";

  @BeforeEach
  void freshDatabase() {
    url = TestPostgres.freshDatabase();
  }

  private StepHarness open(String where) {
    return StepHarness.at(where, folder);
  }

  private StepHarness withTable(String rows) {
    return open(url)
        .execute("create table t (a int)", "insert into t select * from unnest(array" + rows + ")");
  }

  private static String valid(StepHarness db) {
    return db.ask("select indisvalid from pg_index where indexrelid = to_regclass('i')");
  }

  @Test
  void aFileWithNothingButAConcurrentIndexIsBuilt() {
    try (StepHarness db = withTable("[1, 2]")) {
      SqlScripts scripts = db.scripts(BUILD, "drop index concurrently i");
      assertThat(db.plan(StepHarness.config(BUILD, Optional.empty())).conduct().landing())
          .isEqualTo(Landing.LOOK);
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(valid(db)).isEqualTo("true");
      assertThat(db.all(Verb.UNDO, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(valid(db)).isEmpty();
    }
  }

  @Test
  void aBuildThatFailsLeavesNoInvalidIndex() {
    try (StepHarness db = withTable("[1, 1]")) {
      Attempt<?> attempt = db.all(Verb.APPLY, db.scripts("-- one\n" + BUILD));
      assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
      assertThat(StepHarness.fault(attempt).toString())
          .contains("up-sql:2:1")
          .contains("(a)=(1) is duplicated");
      assertThat(valid(db)).isEmpty();
    }
  }

  @Test
  void anInvalidIndexOfAnEarlierBuildIsNotTakenForTheRealOne() {
    try (StepHarness db = withTable("[1, 1]")) {
      try {
        db.execute(BUILD);
      } catch (IllegalStateException expected) {
        assertThat(valid(db)).isEqualTo("false");
      }
      db.execute("delete from t", "insert into t values (1)");
      SqlScripts scripts = db.scripts(BUILD);
      assertThat(db.look(Verb.APPLY, scripts)).isEqualTo(Sighting.absent());
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(valid(db)).isEqualTo("true");
    }
  }

  @Test
  void aBuildWhoseRecordWasLostIsSeenByItsIndex() {
    try (StepHarness db = withTable("[1, 2]")) {
      SqlScripts scripts =
          db.scripts("insert into t values (3);" + BUILD + "insert into t values (4)");
      db.once(Verb.APPLY, scripts);
      db.execute(BUILD); // as if the engine had died before the receipt
      Sighting seen = db.look(Verb.APPLY, scripts);
      assertThat(seen)
          .isInstanceOfSatisfying(
              Sighting.Present.class,
              present -> {
                assertThat(present.progress().complete()).isFalse();
                db.believe(Verb.APPLY, present);
              });
      assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
      assertThat(db.ask("select sum(a) from t")).isEqualTo("10");
    }
  }

  @Test
  void aReceiptThatCouldNotBeWrittenLeavesTheOutcomeUnknownUntilALook() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(TestPostgres.port());
        StepHarness straight = withTable("[1, 2]");
        StepHarness through = open(url.replace(":" + TestPostgres.port(), ":" + proxy.port()))) {
      SqlScripts scripts = through.scripts(BUILD);
      through.look(Verb.APPLY, scripts); // makes the tables of the receipts
      straight.look(Verb.APPLY, scripts);
      proxy.cut(CuttingProxy.Cut.BEFORE_COMMIT, 1, Integer.MAX_VALUE);
      assertThat(through.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Unknown.class);
      assertThat(straight.look(Verb.APPLY, scripts))
          .isInstanceOfSatisfying(
              Sighting.Present.class,
              present -> assertThat(present.progress().complete()).isTrue());
    }
  }

  @Test
  void aCallThatLeavesNoTraceIsForAPersonToDecide() {
    try (StepHarness db = withTable("[1, 2]")) {
      SqlScripts scripts = db.scripts("-- godwit: no-transaction\ninsert into t values (9)");
      assertThat(db.look(Verb.APPLY, scripts))
          .isInstanceOfSatisfying(
              Sighting.Unclear.class,
              unclear -> {
                assertThat(unclear.lookAgain()).isFalse();
                assertThat(unclear.fault().code()).isEqualTo(DataError.NO_TRACE);
              });
    }
  }

  @Test
  void vacuumMayBeRepeatedOnBothDatabases() {
    for (Dialect dialect : Dialect.values()) {
      try (StepHarness db = StepHarness.fresh(dialect, folder)) {
        SqlScripts scripts = db.scripts("create table v (a int); vacuum; insert into v values (1)");
        db.once(Verb.APPLY, scripts);
        assertThat(db.look(Verb.APPLY, scripts)).isInstanceOf(Sighting.Present.class);
        assertThat(db.all(Verb.APPLY, scripts)).isInstanceOf(Attempt.Done.class);
        assertThat(db.ask("select count(*) from v")).isEqualTo("1");
      }
    }
  }
}
