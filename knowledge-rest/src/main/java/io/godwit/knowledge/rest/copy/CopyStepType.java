package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.transfer.TransferConfig;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code knowledge.copy} and {@code knowledge.sync} into a vector store: in a collection of its own
 * beside the one that readers see, which an alias then shows. A synchronisation takes over from the
 * one that readers see what has not changed, and reads only the rest from the source.
 */
public final class CopyStepType implements StepType<RestTarget, TransferConfig, CopyStep> {

  private final boolean everything;

  private CopyStepType(boolean everything) {
    this.everything = everything;
  }

  /** {@code knowledge.copy}. */
  public static CopyStepType copy() {
    return new CopyStepType(true);
  }

  /** {@code knowledge.sync}. */
  public static CopyStepType sync() {
    return new CopyStepType(false);
  }

  @Override
  public StepTypeName name() {
    return new StepTypeName(everything ? "knowledge.copy" : "knowledge.sync");
  }

  @Override
  public String description() {
    return everything
        ? "Copies a collection of another store, vectors included, into a vector store."
        : "Makes a collection of a vector store like one of another; reads only what has changed.";
  }

  @Override
  public Class<TransferConfig> configType() {
    return TransferConfig.class;
  }

  @Override
  public Class<CopyStep> frozenType() {
    return CopyStep.class;
  }

  @Override
  public StepPlan<CopyStep> plan(RestTarget target, TransferConfig config, PlanContext context) {
    return new CopyPlanner(target, config, context, everything).plan();
  }

  @Override
  public Attempt<Progress> apply(RestTarget target, CopyStep step, StepContext context) {
    return attempt(
        () -> {
          CopyPhase phase =
              new CopyPhase(target.copies(), step, context, source(step, context), everything);
          return Batches.run(
              context, checkpoint -> attempt(() -> Attempt.done(phase.next(checkpoint))));
        });
  }

  @Override
  public Attempt<Progress> publish(RestTarget target, CopyStep step, StepContext context) {
    return attempt(() -> Attempt.done(life(target, step, context).publish()));
  }

  @Override
  public Attempt<Progress> undo(RestTarget target, CopyStep step, StepContext context) {
    return attempt(() -> Attempt.done(life(target, step, context).undo()));
  }

  @Override
  public Attempt<Progress> retire(RestTarget target, CopyStep step, StepContext context) {
    return attempt(() -> Attempt.done(life(target, step, context).retire()));
  }

  @Override
  public Sighting look(RestTarget target, CopyStep step, StepContext context) {
    try {
      return life(target, step, context).look(context.checkpoint());
    } catch (GodwitException e) {
      return Sighting.unreachable(e.faults().get(0));
    }
  }

  private static CopyLife life(RestTarget target, CopyStep step, StepContext context) {
    return new CopyLife(target.copies(), step.collection(), context.effect());
  }

  private static CollectionSource source(CopyStep step, StepContext context) {
    return CollectionSource.of(context.target(new TargetName(step.from())), step.from());
  }

  /** A lost answer is not a failure: the store is looked at before anything else. */
  private static Attempt<Progress> attempt(Supplier<Attempt<Progress>> work) {
    try {
      return work.get();
    } catch (GodwitException e) {
      Fault fault = e.faults().get(0);
      return fault.code() == RestError.ANSWER_LOST ? new Attempt.Unknown<>(fault) : Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(RestTarget target, CopyStep step, StepContext context) {
    return new CopyVerification(
            target, step, source(step, context), context.effect().keys().origin())
        .findings();
  }
}
