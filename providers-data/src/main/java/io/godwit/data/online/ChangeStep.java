package io.godwit.data.online;

import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
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
import io.godwit.data.target.DataTarget;
import io.godwit.data.target.SqlRehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code data.change}: a table in two shapes, until the old one is retired (P6). */
public final class ChangeStep implements StepType<DataTarget, ChangeConfig, Change> {

  private static final StepTypeName NAME = new StepTypeName("data.change");

  /** The provider has one. */
  public ChangeStep() {}

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Changes a table while applications of both versions use it.";
  }

  @Override
  public Class<ChangeConfig> configType() {
    return ChangeConfig.class;
  }

  @Override
  public Class<Change> frozenType() {
    return Change.class;
  }

  @Override
  public StepPlan<Change> plan(DataTarget target, ChangeConfig config, PlanContext context) {
    return new ChangePlanner(target, context).plan(config);
  }

  @Override
  public Optional<Passage> passage(DataTarget target, ChangeConfig config, PlanContext context) {
    return Optional.of(new ChangePlanner(target, context).draft(config));
  }

  @Override
  public Optional<List<String>> rehearse(Change step, Rehearsal rehearsal) {
    return rehearsal instanceof SqlRehearsal sql
        ? Optional.of(new ChangeRehearsal(sql, step).run())
        : Optional.empty();
  }

  @Override
  public Attempt<Progress> apply(DataTarget target, Change step, StepContext context) {
    return new Expansion(target, step, context).next();
  }

  @Override
  public List<Finding> verify(DataTarget target, Change step, StepContext context) {
    return target.read(
        connection -> {
          List<Finding> findings = new ArrayList<>();
          Ground ground = Ground.of(target, connection, step, context);
          for (Change.Added column : step.derived()) {
            long other = ground.otherThan(column);
            if (other > 0) {
              findings.add(
                  Finding.warning(
                      other
                          + " rows of "
                          + step.table()
                          + " have another "
                          + column.name()
                          + " than its 'up' gives now",
                      "an expression that is not the same twice, such as now(), does that; if it is"
                          + " none, look who wrote them"));
            }
          }
          return findings;
        });
  }

  @Override
  public Attempt<Progress> publish(DataTarget target, Change step, StepContext context) {
    return target
        .receipts()
        .once(
            context,
            (connection, past) -> {
              Ground.of(target, connection, step, context).show();
              return Progress.nothing();
            });
  }

  @Override
  public Attempt<Progress> undo(DataTarget target, Change step, StepContext context) {
    return target
        .receipts()
        .once(
            context,
            (connection, past) -> {
              boolean applied =
                  Stage.hasBegun(context.applied())
                      || past.counterpart()
                          .map(Progress::checkpoint)
                          .filter(Stage::hasBegun)
                          .isPresent();
              if (applied) {
                Ground.of(target, connection, step, context).takeBack();
              }
              return Progress.nothing();
            });
  }

  @Override
  public Attempt<Progress> retire(DataTarget target, Change step, StepContext context) {
    return target
        .receipts()
        .once(
            context,
            (connection, past) -> {
              Ground.of(target, connection, step, context).contract();
              return Progress.nothing();
            });
  }

  @Override
  public Sighting look(DataTarget target, Change step, StepContext context) {
    return context.effect().verb() == Verb.APPLY
        ? new Expansion(target, step, context).look()
        : target.receipts().look(context.effect());
  }
}
