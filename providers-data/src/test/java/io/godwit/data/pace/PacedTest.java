package io.godwit.data.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Verb;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("P6: rows move at a pace that the database and its operator can bear")
class PacedTest {

  private static final Progress BATCH = Progress.more(new Checkpoint(Map.of("at", "1")));
  private static final PaceTool.Wanted NOTHING = wanted(false, false, Optional.empty());

  @TempDir Path folder;

  private Instant now = Instant.EPOCH;
  private Instant deadline = Instant.MAX;
  private boolean stopRequested;
  private final List<Duration> rests = new ArrayList<>();
  private final List<Optional<Integer>> batches = new ArrayList<>();
  private Runnable whileItRests = () -> {};

  private DataTarget target(Dialect dialect) {
    String url = dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase();
    return target(url);
  }

  private DataTarget target(String url) {
    return new DataTarget(Database.open(DatabaseUrl.parse(url, folder), DatabaseSettings.SCRIPTS));
  }

  private static Pace rest(double times) {
    return new Pace(times, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static PaceTool.Wanted wanted(boolean pause, boolean go, Optional<Integer> batch) {
    return new PaceTool.Wanted(
        pause,
        go,
        false,
        batch,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Answer say(DataTarget target, PaceTool.Wanted wanted) {
    return new PaceTool().use(target, wanted, NO_CALL);
  }

  private static void tell(DataTarget target, PaceTool.Wanted wanted) {
    assertThat(say(target, wanted).good()).isTrue();
  }

  private static final ToolCall NO_CALL =
      (ToolCall)
          Proxy.newProxyInstance(
              PacedTest.class.getClassLoader(),
              new Class<?>[] {ToolCall.class},
              (proxy, method, arguments) -> {
                throw new AssertionError(method + " is not expected");
              });

  /** A batch that takes 200 ms. */
  private Attempt<Progress> run(DataTarget target, Pace pace) {
    return new Paced(target, pace, new Context())
        .run(
            batch -> {
              batches.add(batch);
              now = now.plusMillis(200);
              return Attempt.done(BATCH);
            });
  }

  @Test
  void itRestsAsManyTimesAsLongAsTheTransactionTook() {
    try (DataTarget target = target(Dialect.SQLITE)) {
      assertThat(run(target, rest(1.5))).isEqualTo(Attempt.done(BATCH));
      assertThat(rests).containsExactly(Duration.ofMillis(300));

      var unused = run(target, Pace.FULL);
      assertThat(rests).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorPausesItAndLetsItGoOnInOtherBatches(Dialect dialect) {
    try (DataTarget target = target(dialect)) {
      tell(target, wanted(true, false, Optional.of(50)));
      whileItRests =
          () -> {
            assertThat(batches).isEmpty();
            if (rests.size() == 3) {
              tell(target, wanted(false, true, Optional.empty()));
            }
          };

      assertThat(run(target, Pace.FULL)).isEqualTo(Attempt.done(BATCH));
      assertThat(rests).hasSize(3);
      assertThat(batches).containsExactly(Optional.of(50));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheOperatorSaysStaysUntilItIsClearedAndIsShown(Dialect dialect) {
    try (DataTarget target = target(dialect)) {
      assertThat(say(target, NOTHING)).isEqualTo(Answer.of(Orders.NONE));
      tell(target, wanted(true, false, Optional.of(7)));
      assertThat(Orders.of(target).batch()).contains(7);
      assertThat(Orders.of(target).paused()).isTrue();

      PaceTool.Wanted clear =
          new PaceTool.Wanted(
              false,
              false,
              true,
              Optional.empty(),
              Optional.of(2.5),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      tell(target, clear);
      assertThat(Orders.of(target).paused()).isFalse();
      assertThat(Orders.of(target).batch()).isEmpty();
      assertThat(Orders.of(target).over(rest(9)).rest()).isEqualTo(2.5);
    }
  }

  @Test
  void aRunThatIsStoppedWhileItWaitsHasDoneNothing() {
    try (DataTarget target = target(Dialect.SQLITE)) {
      tell(target, wanted(true, false, Optional.empty()));
      whileItRests = () -> stopRequested = true;

      assertThat(run(target, Pace.FULL)).isEqualTo(Attempt.done(Progress.more(Checkpoint.NONE)));
      assertThat(batches).isEmpty();
    }
  }

  @Test
  void aStepWhoseTimeIsUpWhileItWaitsSaysForWhat() {
    try (DataTarget target = target(Dialect.SQLITE)) {
      tell(target, wanted(true, false, Optional.empty()));
      deadline = now.plusSeconds(5);
      whileItRests = () -> now = now.plusSeconds(1);

      Attempt<Progress> attempt = run(target, Pace.FULL);

      assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
      assertThat(attempt.toString()).contains("GW-357", "paused", "--go", "longer timeout");
      assertThat(rests).hasSize(5);
    }
  }

  @Test
  void itWaitsWhileOthersAreAtWork() throws Exception {
    String url = TestPostgres.freshDatabase();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (DataTarget target = target(url);
        Connection holder = DriverManager.getConnection(url);
        Connection worker = DriverManager.getConnection(url);
        Statement held = holder.createStatement()) {
      held.execute("select pg_advisory_lock(1)");
      Future<?> work = other.submit(() -> execute(worker, "select pg_advisory_lock(1)"));
      while (!ask(held, "select exists (select 1 from pg_locks where not granted)").equals("t")) {
        Thread.onSpinWait();
      }
      whileItRests =
          () -> {
            execute(holder, "select pg_advisory_unlock(1)");
            await(work);
          };

      Pace pace = new Pace(0, Optional.empty(), Optional.empty(), Optional.of(0));
      assertThat(run(target, pace)).isEqualTo(Attempt.done(BATCH));
      assertThat(rests).isNotEmpty();
    } finally {
      other.shutdownNow();
    }
  }

  /** A replica of which a table says how far it is behind stands before the server's own view. */
  @ParameterizedTest
  @CsvSource({"0 s, 2000000", "20 s, 0"})
  void itWaitsWhileAReplicaIsBehind(String lag, long bytes) throws SQLException {
    String url = TestPostgres.freshDatabase();
    try (Connection session = DriverManager.getConnection(url);
        DataTarget target = target(url)) {
      execute(session, "create schema replica");
      execute(session, "create table replica.behind (lag interval, bytes numeric)");
      execute(session, "insert into replica.behind values ('" + lag + "', " + bytes + ")");
      execute(
          session,
          "create view replica.pg_stat_replication as select 'streaming' as state, lag as"
              + " replay_lag, pg_current_wal_lsn() - bytes as replay_lsn, null::pg_lsn as"
              + " flush_lsn, null::pg_lsn as write_lsn, null::pg_lsn as sent_lsn from"
              + " replica.behind");
      String own = url.replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
      execute(session, "alter database " + own + " set search_path = replica, pg_catalog");
      whileItRests =
          () -> {
            if (rests.size() == 2) {
              execute(session, "update replica.behind set lag = '1 s', bytes = 1000");
            }
          };

      Pace pace =
          new Pace(
              0, Optional.of(Duration.ofSeconds(10)), Optional.of(1_000_000L), Optional.empty());
      assertThat(run(target, pace)).isEqualTo(Attempt.done(BATCH));
      assertThat(rests).hasSize(2);
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    Pace lag = new Pace(0, Optional.of(Duration.ofSeconds(1)), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> lag.demandSense(Dialect.SQLITE)).hasMessageContaining("replicas");
    assertThatThrownBy(() -> rest(-1).demandSense(Dialect.POSTGRESQL)).hasMessageContaining("rest");
    assertThatThrownBy(() -> rest(Double.NaN).demandSense(Dialect.POSTGRESQL))
        .hasMessageContaining("rest");
    try (DataTarget target = target(Dialect.SQLITE)) {
      assertThatThrownBy(() -> say(target, wanted(true, true, Optional.empty())))
          .hasMessageContaining("not both");
      assertThatThrownBy(() -> say(target, wanted(false, false, Optional.of(0))))
          .hasMessageContaining("batch");
    }
  }

  private static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String ask(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class Context implements StepContext {

    @Override
    public Effect effect() {
      Digest key = Digest.ofParts("apply");
      return new Effect(
          Verb.APPLY,
          new RunId(new UUID(0, 1)),
          new StepId("s"),
          new Effect.Keys(key, key, Optional.empty()),
          1);
    }

    @Override
    public Checkpoint checkpoint() {
      return Checkpoint.NONE;
    }

    @Override
    public Checkpoint applied() {
      return Checkpoint.NONE;
    }

    @Override
    public FileTree input(String name) {
      throw new AssertionError(name);
    }

    @Override
    public StagedArtifact staged(String name) {
      throw new AssertionError(name);
    }

    @Override
    public Artifacts artifacts() {
      throw new AssertionError();
    }

    @Override
    public Embedders embedders() {
      throw new AssertionError();
    }

    @Override
    public InstantSource clock() {
      return () -> now;
    }

    @Override
    public boolean stopRequested() {
      return stopRequested;
    }

    @Override
    public void rest(Duration duration) {
      rests.add(duration);
      whileItRests.run();
    }

    @Override
    public Instant deadline() {
      return deadline;
    }
  }
}
