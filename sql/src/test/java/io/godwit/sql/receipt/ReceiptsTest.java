package io.godwit.sql.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Tally;
import io.godwit.api.step.Verb;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import io.godwit.sql.TestDatabases;
import io.godwit.testkit.net.CuttingProxy;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An effect and its receipt are one transaction (B4, A13)")
class ReceiptsTest {

  private static final RunId RUN = new RunId(new UUID(1, 2));
  private static final Digest APPLY = Digest.of("apply");
  private static final Digest UNDO = Digest.of("undo");

  @TempDir Path folder;

  private static Effect effect(Verb verb, Digest key, Optional<Digest> counterpart, long token) {
    return new Effect(
        verb, RUN, new StepId("s"), new Effect.Keys(key, Digest.of("origin"), counterpart), token);
  }

  private static Effect apply(long token) {
    return effect(Verb.APPLY, APPLY, Optional.empty(), token);
  }

  private static Effect undo(long token) {
    return effect(Verb.UNDO, UNDO, Optional.of(APPLY), token);
  }

  private Database fresh(Dialect dialect) {
    Database database = TestDatabases.fresh(dialect, folder, DatabaseSettings.SCRIPTS);
    TestDatabases.execute(database, "create table t (a integer)");
    return database;
  }

  private static Work insert(int value) {
    return (connection, past) -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("insert into t values (" + value + ")");
      }
      return Progress.complete(Checkpoint.of("value", "" + value), Tally.of("rows", 1));
    };
  }

  private static String rows(Database database) {
    return TestDatabases.ask(database, "select count(*) from t");
  }

  private static ErrorCode code(Attempt<?> attempt, Class<?> ending) {
    assertThat(attempt).isInstanceOf(ending);
    return attempt.<Fault>fold(done -> fail("it was done"), f -> f, f -> f, f -> f).code();
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatedAttemptFindsTheReceiptOfTheFirst(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      Attempt<Progress> first = receipts.once(apply(1), insert(7));
      assertThat(receipts.once(apply(2), insert(8))).isEqualTo(first);
      assertThat(rows(database)).isEqualTo("1");
      assertThat(receipts.look(apply(2)))
          .isEqualTo(
              Sighting.present(
                  Progress.complete(Checkpoint.of("value", "7"), Tally.of("rows", 1))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEffectThatIsRefusedLeavesNeitherChangeNorReceipt(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      Attempt<Progress> attempt =
          receipts.once(
              apply(1),
              (connection, past) -> {
                insert(1).run(connection, past);
                try (Statement statement = connection.createStatement()) {
                  statement.execute("insert into nowhere values (1)");
                }
                return Progress.nothing();
              });
      assertThat(code(attempt, Attempt.Rejected.class)).isEqualTo(SqlError.STATEMENT_REFUSED);
      assertThat(rows(database)).isEqualTo("0");
      assertThat(receipts.look(apply(1))).isEqualTo(Sighting.absent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchGoesOnWhereTheReceiptSays(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      Work batch =
          (connection, past) -> {
            int done =
                past.own()
                    .map(p -> p.checkpoint().get("n").orElse(""))
                    .map(Integer::parseInt)
                    .orElse(0);
            insert(done).run(connection, past);
            Checkpoint next = Checkpoint.of("n", "" + (done + 1));
            return new Progress(done == 2, next, List.of(new Tally("rows", done + 1, -1)));
          };
      while (!receipts
          .once(apply(1), batch)
          .fold(Progress::complete, f -> true, f -> true, f -> true)) {
        assertThat(receipts.look(apply(1))).isInstanceOf(Sighting.Present.class);
      }
      assertThat(TestDatabases.ask(database, "select sum(a) from t")).isEqualTo("3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOlderLeaseIsRefusedOnceALaterOneHasWritten(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      receipts.once(effect(Verb.APPLY, Digest.of("other"), Optional.empty(), 5), insert(1));
      assertThat(code(receipts.once(apply(4), insert(2)), Attempt.Rejected.class))
          .isEqualTo(SqlError.FENCED);
      assertThat(rows(database)).isEqualTo("1");
      assertThat(receipts.once(apply(5), insert(2))).isInstanceOf(Attempt.Done.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLookFencesOffWhoeverComesLate(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      assertThat(receipts.look(apply(9))).isEqualTo(Sighting.absent());
      assertThat(code(receipts.once(apply(8), insert(2)), Attempt.Rejected.class))
          .isEqualTo(SqlError.FENCED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLateAttemptAfterTheUndoIsRefused(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      assertThat(receipts.once(undo(1), (connection, past) -> Progress.nothing()))
          .isInstanceOf(Attempt.Done.class);
      assertThat(code(receipts.once(apply(1), insert(1)), Attempt.Rejected.class))
          .isEqualTo(SqlError.TAKEN_BACK);
      assertThat(rows(database)).isEqualTo("0");
      assertThat(receipts.look(apply(1))).isEqualTo(Sighting.absent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUndoKnowsHowFarItsCounterpartCame(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      receipts.once(apply(1), insert(7));
      receipts.once(
          undo(1),
          (connection, past) -> {
            assertThat(past.own()).isEmpty();
            assertThat(past.counterpart().orElseThrow().checkpoint())
                .isEqualTo(Checkpoint.of("value", "7"));
            return Progress.nothing();
          });
      assertThat(code(receipts.once(apply(2), insert(1)), Attempt.Rejected.class))
          .isEqualTo(SqlError.TAKEN_BACK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEffectOutsideATransactionHasItsReceiptAfterIt(Dialect dialect) {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      Work vacuum =
          (connection, past) -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute("vacuum");
            }
            return Progress.nothing();
          };
      assertThat(receipts.aside(new Timed(apply(1), false), vacuum))
          .isEqualTo(Attempt.done(Progress.nothing()));
      assertThat(receipts.look(apply(1))).isEqualTo(Sighting.present(Progress.nothing()));
      assertThat(code(receipts.once(undo(1), vacuum), Attempt.Rejected.class))
          .isEqualTo(SqlError.STATEMENT_REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A statement that runs for ever is ended when the step's time is up; nothing of it stays")
  void aStatementIsEndedWhenItsTimeIsUp(Dialect dialect) throws SQLException {
    try (Database database = fresh(dialect)) {
      Receipts receipts = new Receipts(database);
      Work endless =
          (connection, past) -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute("create table half (id int)");
              statement.execute(
                  "with recursive n(i) as (select 1 union all select i + 1 from n) insert into half"
                      + " select count(*) from n");
            }
            return Progress.nothing();
          };
      Attempt<Progress> attempt = receipts.once(new Timed(apply(1), true), endless);
      assertThat(code(attempt, Attempt.Rejected.class)).isEqualTo(SqlError.TOO_SLOW);
      assertThat(receipts.look(apply(1))).isEqualTo(Sighting.absent());
      assertThat(receipts.once(apply(2), insert(3))).isInstanceOf(Attempt.Done.class);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsDecidedByTheReceipt() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(TestPostgres.port())) {
      String url = TestPostgres.freshDatabase();
      String cut = url.replace(":" + TestPostgres.port(), ":" + proxy.port());
      try (Database straight = open(url);
          Database through = open(cut)) {
        TestDatabases.execute(straight, "create table t (a integer)");
        Receipts receipts = new Receipts(through);
        receipts.look(apply(1)); // makes the tables, so that the next commit is the effect's own

        proxy.cut(CuttingProxy.Cut.AFTER_COMMIT);
        assertThat(code(receipts.once(apply(1), insert(1)), Attempt.Unknown.class))
            .isEqualTo(SqlError.OUTCOME_UNKNOWN);
        assertThat(new Receipts(straight).look(apply(1))).isInstanceOf(Sighting.Present.class);
        assertThat(rows(straight)).isEqualTo("1");

        proxy.cut(CuttingProxy.Cut.BEFORE_COMMIT);
        Effect second = effect(Verb.APPLY, Digest.of("second"), Optional.empty(), 1);
        assertThat(code(receipts.once(second, insert(2)), Attempt.Unknown.class))
            .isEqualTo(SqlError.OUTCOME_UNKNOWN);
        assertThat(new Receipts(straight).look(second)).isEqualTo(Sighting.absent());
        assertThat(rows(straight)).isEqualTo("1");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLookDoesNotCallAnAttemptAbsentThatMayStillHappen(Dialect dialect) throws Exception {
    DatabaseSettings.Timeouts brief =
        new DatabaseSettings.Timeouts(Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ZERO);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Database slow = fresh(dialect);
        Database quick = Database.open(slow.url(), DatabaseSettings.SCRIPTS.with(brief))) {
      // The fence stands at our token already, so that nothing but its lock can hold the look up.
      new Receipts(slow)
          .once(effect(Verb.APPLY, Digest.of("before"), Optional.empty(), 1), insert(0));
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Work waits =
          (connection, past) -> {
            Progress progress = insert(1).run(connection, past);
            inside.countDown();
            await(release);
            return progress;
          };
      Future<Attempt<Progress>> attempt =
          threads.submit(() -> new Receipts(slow).once(apply(1), waits));
      inside.await();
      assertThat(new Receipts(quick).look(apply(1)))
          .isInstanceOfSatisfying(
              Sighting.Unclear.class, unclear -> assertThat(unclear.lookAgain()).isTrue());
      release.countDown();
      assertThat(attempt.get()).isInstanceOf(Attempt.Done.class);
      assertThat(new Receipts(quick).look(apply(1))).isInstanceOf(Sighting.Present.class);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoFirstEffectsAtTheSameTimeBothHappen(Dialect dialect) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Database one = fresh(dialect);
        Database two = Database.open(one.url(), DatabaseSettings.SCRIPTS)) {
      Effect other = effect(Verb.APPLY, Digest.of("other"), Optional.empty(), 1);
      List<Callable<Attempt<Progress>>> both =
          List.of(
              () -> new Receipts(one).once(apply(1), insert(1)),
              () -> new Receipts(two).once(other, insert(2)));
      for (Future<Attempt<Progress>> attempt : threads.invokeAll(both)) {
        assertThat(attempt.get()).isInstanceOf(Attempt.Done.class);
      }
      assertThat(rows(one)).isEqualTo("2");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsRetryable() {
    try (Database nowhere = open("jdbc:postgresql://localhost:1/x?user=u&password=hunter2")) {
      Attempt<Progress> attempt = new Receipts(nowhere).once(apply(1), insert(1));
      assertThat(code(attempt, Attempt.Retryable.class)).isEqualTo(SqlError.UNREACHABLE);
      assertThat(attempt.toString()).doesNotContain("hunter2");
      assertThat(new Receipts(nowhere).look(apply(1)))
          .isInstanceOfSatisfying(
              Sighting.Unclear.class, unclear -> assertThat(unclear.lookAgain()).isTrue());
    }
  }

  private Database open(String url) {
    return Database.open(DatabaseUrl.parse(url, folder), DatabaseSettings.SCRIPTS);
  }

  private static void await(CountDownLatch latch) throws SQLException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }
}
