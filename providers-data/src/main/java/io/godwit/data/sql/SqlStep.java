package io.godwit.data.sql;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Passage;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.data.error.DataError;
import io.godwit.data.target.DataTarget;
import io.godwit.data.target.SqlRehearsal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@code data.sql}: a script that moves a database up, and one that brings it back. */
public final class SqlStep implements StepType<DataTarget, SqlConfig, SqlScripts> {

  private static final StepTypeName NAME = new StepTypeName("data.sql");

  /** The provider has one. */
  public SqlStep() {}

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Runs an SQL script, and the script that takes it back.";
  }

  @Override
  public Class<SqlConfig> configType() {
    return SqlConfig.class;
  }

  @Override
  public Class<SqlScripts> frozenType() {
    return SqlScripts.class;
  }

  @Override
  public StepPlan<SqlScripts> plan(DataTarget target, SqlConfig config, PlanContext context) {
    return new SqlPlanner(target, context).plan(config);
  }

  @Override
  public Optional<Passage> passage(DataTarget target, SqlConfig config, PlanContext context) {
    return Optional.of(new SqlPlanner(target, context).draft(config));
  }

  @Override
  public Optional<List<String>> rehearse(SqlScripts step, Rehearsal rehearsal) {
    return rehearsal instanceof SqlRehearsal sql
        ? Optional.of(new ScriptRehearsal(sql, step.up()).run())
        : Optional.empty();
  }

  @Override
  public Attempt<Progress> apply(DataTarget target, SqlScripts step, StepContext context) {
    return new ScriptRun(target, step.up(), context).next();
  }

  @Override
  public List<Finding> verify(DataTarget target, SqlScripts step, StepContext context) {
    return new ScriptProof(target, step.up()).findings();
  }

  @Override
  public Attempt<Progress> undo(DataTarget target, SqlScripts step, StepContext context) {
    try {
      Standing applied = applied(target, context);
      if (applied.units() == 0) {
        return notToHappen(target, context);
      }
      Optional<Fault> obstacle = obstacle(target, step, applied, context);
      if (obstacle.isPresent()) {
        return new Attempt.Rejected<>(obstacle.get());
      }
      FrozenScript down = step.down().orElseThrow();
      return new ScriptRun(target, down, context).next();
    } catch (SQLException e) {
      return new Attempt.Retryable<>(target.database().fault(e));
    } catch (GodwitException e) {
      return new Attempt.Rejected<>(e.faults().get(0));
    }
  }

  /** How far the script that is to be taken back has come. */
  private static Standing applied(DataTarget target, StepContext context) throws SQLException {
    Optional<Digest> counterpart = context.effect().keys().counterpart();
    Standing receipt =
        counterpart.isPresent() ? ScriptRun.receipt(target, counterpart.get()) : Standing.START;
    return Standing.further(receipt, Standing.of(context.applied()));
  }

  /** Nothing has happened; the receipt sees to it that nothing will. */
  private static Attempt<Progress> notToHappen(DataTarget target, StepContext context) {
    return target
        .receipts()
        .once(
            context.effect(),
            (connection, past) -> {
              boolean happened =
                  past.counterpart()
                      .map(progress -> Standing.of(progress.checkpoint()).units() > 0)
                      .orElse(false);
              return happened
                  ? Progress.more(Checkpoint.NONE) // it came in between: undo it with the next call
                  : Progress.nothing();
            });
  }

  private static Optional<Fault> obstacle(
      DataTarget target, SqlScripts step, Standing applied, StepContext context)
      throws SQLException {
    if (step.down().isEmpty()) {
      return Optional.of(
          Fault.of(
              DataError.NO_WAY_BACK,
              step.up().file()
                  + " has no down script, so it cannot be taken back; do it by hand, or write one"));
    }
    boolean begun = ScriptRun.receipt(target, context.effect().keys().key()).units() > 0;
    if (begun || applied.tables().isEmpty()) {
      return Optional.empty();
    }
    String now =
        target.read(connection -> UnitWork.tables(target.dialect(), connection, step.up()));
    return now.equals(applied.tables().get())
        ? Optional.empty()
        : Optional.of(
            Fault.of(
                DataError.CHANGED_SINCE,
                "the tables that "
                    + step.up().file()
                    + " touches are not defined any more as it left them: somebody has changed"
                    + " columns, constraints, indexes or triggers since; take that back first"));
  }

  /** What an undo has kept is dropped. */
  @Override
  public Attempt<Progress> retire(DataTarget target, SqlScripts step, StepContext context) {
    return target
        .receipts()
        .once(
            context.effect(),
            (connection, past) -> {
              new KeptTables(target.dialect(), connection).free(context.effect().keys().origin());
              return Progress.nothing();
            });
  }

  @Override
  public Optional<Checkpoint> adopted(SqlScripts step) {
    FrozenScript up = step.up();
    Standing there = new Standing(up.units().size(), up.statements().size(), 0, Optional.empty());
    return Optional.of(there.progress(true, there.statements()).checkpoint());
  }

  @Override
  public Sighting look(DataTarget target, SqlScripts step, StepContext context) {
    if (context.effect().verb() == Verb.RETIRE) {
      return target.receipts().look(context.effect());
    }
    if (context.effect().verb() == Verb.UNDO) {
      return step.down()
          .map(down -> new ScriptRun(target, down, context).look())
          .orElseGet(() -> target.receipts().look(context.effect()));
    }
    return new ScriptRun(target, step.up(), context).look();
  }
}
