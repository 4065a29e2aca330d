package io.godwit.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.row.RowTransform;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseSettings.Timeouts;
import io.godwit.sql.DatabaseSettings.Use;
import io.godwit.sql.DatabaseUrl;
import io.godwit.testkit.fault.Effects;
import io.godwit.testkit.fault.Mishap;
import io.godwit.testkit.fault.Stopped;
import io.godwit.testkit.postgres.TestPostgres;
import io.godwit.testkit.step.BarePlanContext;
import io.godwit.testkit.step.BareStepContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Rows that several connections share are moved once, whoever goes on")
class StoppedWorkersTest {

  private static final RunId RUN = new RunId(new UUID(0, 1));

  @TempDir Path folder;
  private final String url = TestPostgres.freshDatabase();
  private long token = 1;

  @BeforeEach
  void someRows() throws SQLException {
    try (DataTarget target = open(2, connection -> connection);
        Connection connection = target.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table old (id bigint primary key, name text, n bigint)");
      statement.execute("create table fresh (id bigint primary key, title text, n bigint)");
      statement.execute(
          "insert into old select i * i, 'name ' || i, i from generate_series(1, 400) i");
      statement.execute("insert into fresh values (4, 'was there', 0), (5, 'stays', 0)");
    }
  }

  private DataTarget open(int connections, UnaryOperator<Connection> around) {
    return open(connections, Timeouts.DEFAULT, around);
  }

  /** A process that has stopped gives no connection back; nobody waits for it. */
  private DataTarget dying(Effects effects) {
    Timeouts impatient = new Timeouts(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ZERO);
    return open(8, impatient, effects::connection);
  }

  private DataTarget open(int connections, Timeouts timeouts, UnaryOperator<Connection> around) {
    return new DataTarget(
        Database.open(
            DatabaseUrl.parse(url, folder),
            new DatabaseSettings(connections, timeouts, Use.SCRIPTS),
            around));
  }

  private record Context(Effect effect, Checkpoint checkpoint) implements BareStepContext {
    @Override
    public RowTransform rowTransform(String name) {
      return new RowsStepContract.Shout();
    }
  }

  private static Effect effect(Verb verb, long token) {
    Optional<Digest> counterpart =
        verb == Verb.UNDO ? Optional.of(Digest.ofParts("APPLY")) : Optional.empty();
    return new Effect(
        verb,
        RUN,
        new StepId("step"),
        new Effect.Keys(Digest.ofParts(verb.name()), Digest.ofParts("origin"), counterpart),
        token);
  }

  /** Effects until the verb is complete, by an engine that knows of none; how many it took. */
  private Progress all(DataTarget target, Movement step, Verb verb) {
    Checkpoint reached = Checkpoint.NONE;
    while (true) {
      Context context = new Context(effect(verb, token), reached);
      Attempt<Progress> attempt =
          verb == Verb.APPLY
              ? new TransformStep().apply(target, step, context)
              : new TransformStep().undo(target, step, context);
      assertThat(attempt).isInstanceOf(Attempt.Done.class);
      Progress progress = ((Attempt.Done<Progress>) attempt).value();
      if (progress.complete()) {
        return progress;
      }
      reached = progress.checkpoint();
    }
  }

  private static Movement planned(DataTarget target, TransformConfig config) {
    return new TransformStep()
        .plan(
            target,
            config,
            new BarePlanContext() {
              @Override
              public RowTransform rowTransform(String name) {
                return new RowsStepContract.Shout();
              }
            })
        .frozen();
  }

  @ParameterizedTest(name = "{1} at effect {2}, by class: {0}, then {3} connections")
  @DisplayName(
      "E6: eight workers are stopped anywhere; one, or three, go on and move each row once")
  @CsvSource({
    "false, STOP_BEFORE, 12, 1",
    "false, STOP_AFTER, 40, 1",
    "false, LOSE_ANSWER, 60, 1",
    "true,  STOP_AFTER, 90, 3",
  })
  void stopped(boolean byClass, Mishap mishap, int effect, int connections) throws SQLException {
    Movement step;
    String before;
    try (DataTarget target = open(8, connection -> connection)) {
      TransformConfig config = byClass ? Rows.of(20, 8).byClass() : Rows.of(20, 8).byQuery();
      step = planned(target, config);
      before = target.digest().toString();
    }
    Effects effects = Effects.unlucky(effect, mishap);
    try (DataTarget target = dying(effects)) {
      Throwable end = catchThrowable(() -> all(target, step, Verb.APPLY));
      if (end != null) { // an answer that is lost may be settled at once, by a receipt
        assertThat(end).isInstanceOfAny(Stopped.class, AssertionError.class);
      }
    }
    token++;

    try (DataTarget target = open(connections, connection -> connection)) {
      new TransformStep()
          .look(target, step, new Context(effect(Verb.APPLY, token), Checkpoint.NONE));
      Progress done = all(target, step, Verb.APPLY);

      assertThat(done.tallies().get(0).done()).isEqualTo(400);
      assertThat(
              target.ask(
                  "select count(*) filter (where title = 'NAME ' || n and n * n = id) || ' of ' ||"
                      + " count(*) from fresh"))
          .isEqualTo("400 of 401");
      all(target, step, Verb.UNDO);
      assertThat(target.digest()).hasToString(before);
      assertThat(
              new TransformStep()
                  .apply(target, step, new Context(effect(Verb.APPLY, token), Checkpoint.NONE)))
          .isInstanceOf(Attempt.Rejected.class);
      assertThat(target.digest()).hasToString(before);
    }
  }
}
