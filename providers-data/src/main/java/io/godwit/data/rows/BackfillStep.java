package io.godwit.data.rows;

import io.godwit.api.step.Passage;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.target.DataTarget;
import java.util.Optional;

/** {@code data.backfill}: sets columns of the rows of a table, in batches. */
public final class BackfillStep extends RowsStep<BackfillConfig> {

  /** The provider has one. */
  public BackfillStep() {
    super(
        "data.backfill", "Sets columns of the rows of a table, in batches.", BackfillConfig.class);
  }

  @Override
  public Optional<Passage> passage(DataTarget target, BackfillConfig config, PlanContext context) {
    return Optional.of(RowsDraft.of(target.dialect(), config, context));
  }

  @Override
  public StepPlan<Movement> plan(DataTarget target, BackfillConfig config, PlanContext context) {
    return new RowsPlanner(target, context).plan(config);
  }
}
