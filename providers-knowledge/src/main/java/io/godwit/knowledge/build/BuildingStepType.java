package io.godwit.knowledge.build;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.store.KnowledgeTarget;

/**
 * What all steps do alike that build a new version of a collection beside the one that readers see:
 * publish it, take it back, free what is left.
 *
 * @param <C> what an author writes
 * @param <F> what the plan keeps
 */
public abstract class BuildingStepType<C extends Record, F extends Record>
    implements StepType<KnowledgeTarget, C, F> {

  /** The collection that a step works on. */
  protected abstract String collection(F step);

  @Override
  public Attempt<Progress> publish(KnowledgeTarget target, F step, StepContext context) {
    return VersionLife.publish(target, collection(step), context);
  }

  @Override
  public Attempt<Progress> undo(KnowledgeTarget target, F step, StepContext context) {
    return VersionLife.undo(target, collection(step), context);
  }

  @Override
  public Attempt<Progress> retire(KnowledgeTarget target, F step, StepContext context) {
    return VersionLife.retire(target, context);
  }

  @Override
  public Sighting look(KnowledgeTarget target, F step, StepContext context) {
    return target.store().look(context.effect());
  }
}
