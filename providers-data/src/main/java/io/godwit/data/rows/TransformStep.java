package io.godwit.data.rows;

import io.godwit.api.step.Passage;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.target.DataTarget;
import java.util.Optional;

/** {@code data.transform}: moves rows from table to table, in batches. */
public final class TransformStep extends RowsStep<TransformConfig> {

  /** The provider has one. */
  public TransformStep() {
    super("data.transform", "Moves rows from table to table, in batches.", TransformConfig.class);
  }

  @Override
  public Optional<Passage> passage(DataTarget target, TransformConfig config, PlanContext context) {
    return Optional.of(RowsDraft.of(target.dialect(), config, context));
  }

  @Override
  public StepPlan<Movement> plan(DataTarget target, TransformConfig config, PlanContext context) {
    return new RowsPlanner(target, context).plan(config);
  }
}
