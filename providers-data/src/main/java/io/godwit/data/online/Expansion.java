package io.godwit.data.online;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.DataError;
import io.godwit.data.online.Stage.Phase;
import io.godwit.data.pace.Paced;
import io.godwit.data.rows.Filling;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.sql.Leftovers;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Receipt;
import io.godwit.sql.receipt.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The new columns come, with what keeps them in step; then the rows that were there are filled;
 * then the constraints are proved, then the indexes built. Each is a transaction of its own, the
 * filling many; a concurrent build is none, so that its traces are looked at.
 */
final class Expansion {

  private final DataTarget target;
  private final Change change;
  private final StepContext context;

  Expansion(DataTarget target, Change change, StepContext context) {
    this.target = target;
    this.change = change;
    this.context = context;
  }

  /** Does the next of it. */
  Attempt<Progress> next() {
    Stage stage;
    try {
      stage = stage();
    } catch (SQLException e) {
      return new Attempt.Retryable<>(target.database().fault(e));
    }
    return switch (stage.phase()) {
      case EXPAND -> once(this::expand);
      case FILL ->
          new Paced(target, change.fill().pace(), context)
              .run(batch -> once(filling(stage, batch.orElse(change.fill().batch()))));
      case PROVE -> once(this::prove);
      case INDEX ->
          isConcurrent()
              ? target
                  .receipts()
                  .aside(context, (connection, past) -> build(connection, past, stage))
              : once((connection, past) -> make(connection, past, stage));
    };
  }

  private Attempt<Progress> once(Work work) {
    return target.receipts().once(context, work);
  }

  private boolean isConcurrent() {
    return target.dialect() == Dialect.POSTGRESQL;
  }

  private Stage stage() throws SQLException {
    Stage journal = Stage.of(context.checkpoint());
    return target
        .receipts()
        .find(context.effect().keys().key())
        .flatMap(Receipt::progress)
        .map(progress -> Stage.further(Stage.of(progress.checkpoint()), journal))
        .orElse(journal);
  }

  Ground ground(Connection connection) throws SQLException {
    return Ground.of(target, connection, change, context);
  }

  private static Progress before(Past past) {
    return past.own().orElse(Progress.more(Checkpoint.NONE));
  }

  Progress expand(Connection connection, Past past) throws SQLException {
    boolean again = ground(connection).expand();
    Phase next = change.derived().isEmpty() ? Phase.PROVE : Phase.FILL;
    return Stage.at(next, again, before(past));
  }

  Work filling(Stage stage, int batch) {
    Map<String, String> set =
        change.derived().stream()
            .collect(Collectors.toMap(Change.Added::stored, Shape::up, (a, b) -> a, HashMap::new));
    Optional<String> where =
        stage.again()
            ? Optional.of(
                change.derived().stream()
                    .map(column -> target.dialect().quote(column.stored()) + " is null")
                    .collect(Collectors.joining(" and ")))
            : Optional.empty();
    Work fill = Filling.of(target, context, change.table(), set, change.fill().key(), where, batch);
    return new Work() {
      @Override
      public Progress run(Connection connection, Past past) throws SQLException {
        ground(connection).filling();
        Progress filled = fill.run(connection, past);
        return Stage.at(filled.complete() ? Phase.PROVE : Phase.FILL, stage.again(), filled);
      }

      @Override
      public boolean changesSession() {
        return fill.changesSession();
      }
    };
  }

  private Progress prove(Connection connection, Past past) throws SQLException {
    ground(connection).prove();
    Progress before = before(past);
    return change.indexes().isEmpty()
        ? new Progress(true, before.checkpoint(), before.tallies())
        : Stage.at(Phase.INDEX, false, before);
  }

  private String name(Stage stage) {
    return List.copyOf(change.indexes().keySet()).get(stage.index());
  }

  private Progress make(Connection connection, Past past, Stage stage) throws SQLException {
    ground(connection).makeIndex(name(stage));
    return through(stage, before(past));
  }

  private Progress through(Stage stage, Progress before) {
    return stage.indexed(stage.index() + 1, change.indexes().size(), before);
  }

  /** What an attempt that failed or was cut off has left is cleared, before and after. */
  private Progress build(Connection connection, Past past, Stage stage) throws SQLException {
    String sql = ground(connection).index(name(stage));
    Leftovers leftovers = leftovers(sql);
    leftovers.clear(connection);
    if (leftovers.trace(connection) != Leftovers.Trace.DONE) {
      try (java.sql.Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        try {
          leftovers.clear(connection);
        } catch (SQLException uncleared) {
          e.addSuppressed(uncleared);
        }
        throw e;
      }
    }
    return through(stage, before(past));
  }

  private static Leftovers leftovers(String sql) {
    Dialect dialect = Dialect.POSTGRESQL;
    return Leftovers.of(
        dialect, Script.parse(dialect, new ScriptText("index", sql)).statements().get(0));
  }

  /** What became of what was under way. */
  Sighting look() {
    Sighting receipt = target.receipts().look(context.effect());
    boolean settled =
        receipt.<Boolean>fold(
            absent -> false, present -> present.progress().complete(), unclear -> true);
    if (settled || !isConcurrent()) {
      return receipt;
    }
    try {
      Stage stage = stage();
      return stage.phase() == Phase.INDEX ? trace(stage, receipt) : receipt;
    } catch (SQLException e) {
      return Sighting.unreachable(target.database().fault(e));
    } catch (GodwitException e) {
      return Sighting.undecidable(e.faults().get(0));
    }
  }

  private Sighting trace(Stage stage, Sighting receipt) throws SQLException {
    try (Connection connection = target.database().connection()) {
      Leftovers.Trace trace = leftovers(ground(connection).index(name(stage))).trace(connection);
      Progress known =
          receipt.fold(
              absent -> Progress.more(Checkpoint.NONE),
              Sighting.Present::progress,
              unclear -> Progress.more(Checkpoint.NONE));
      return switch (trace) {
        case DONE -> Sighting.present(through(stage, known));
        case RUNNING ->
            Sighting.unreachable(
                Fault.of(
                    DataError.NO_TRACE,
                    "index " + name(stage) + " is still being built in the server"));
        case REPEAT, UNCLEAR -> receipt;
      };
    }
  }
}
