package io.godwit.data.rows;

import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.data.pace.Paced;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.move.Mover;
import io.godwit.data.target.DataTarget;
import io.godwit.data.target.SqlRehearsal;
import java.util.List;
import java.util.Optional;

/**
 * A step that moves rows: all but the settings is the same.
 *
 * @param <C> the settings
 */
abstract class RowsStep<C extends Record> implements StepType<DataTarget, C, Movement> {

  private final StepTypeName name;
  private final String description;
  private final Class<C> settings;

  RowsStep(String name, String description, Class<C> settings) {
    this.name = new StepTypeName(name);
    this.description = description;
    this.settings = settings;
  }

  @Override
  public final StepTypeName name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Class<C> configType() {
    return settings;
  }

  @Override
  public final Class<Movement> frozenType() {
    return Movement.class;
  }

  @Override
  public final Optional<List<String>> rehearse(Movement step, Rehearsal rehearsal) {
    return rehearsal instanceof SqlRehearsal sql
        ? Optional.of(RowsRehearsal.run(step, sql))
        : Optional.empty();
  }

  @Override
  public final Attempt<Progress> apply(DataTarget target, Movement step, StepContext context) {
    return new Paced(target, step.pace(), context)
        .run(
            batch -> new Mover(target, batch.map(step::inBatchesOf).orElse(step), context).apply());
  }

  @Override
  public final List<Finding> verify(DataTarget target, Movement step, StepContext context) {
    return new Mover(target, step, context).verify();
  }

  @Override
  public final Attempt<Progress> undo(DataTarget target, Movement step, StepContext context) {
    return new Mover(target, step, context).undo();
  }

  @Override
  public final Attempt<Progress> retire(DataTarget target, Movement step, StepContext context) {
    return new Mover(target, step, context).retire();
  }

  @Override
  public final Sighting look(DataTarget target, Movement step, StepContext context) {
    return new Mover(target, step, context).look();
  }
}
