package io.godwit.knowledge.transfer;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.List;

/**
 * {@code knowledge.copy} and {@code knowledge.sync}: make a collection like one of another store,
 * in a new version beside the one that readers see. A copy brings everything; a synchronisation
 * takes over what the collection has, brings what has changed, and marks what is gone.
 */
public final class TransferStepType extends BuildingStepType<TransferConfig, TransferStep> {

  private final boolean everything;

  private TransferStepType(boolean everything) {
    this.everything = everything;
  }

  /** {@code knowledge.copy}. */
  public static TransferStepType copy() {
    return new TransferStepType(true);
  }

  /** {@code knowledge.sync}. */
  public static TransferStepType sync() {
    return new TransferStepType(false);
  }

  @Override
  public StepTypeName name() {
    return new StepTypeName(everything ? "knowledge.copy" : "knowledge.sync");
  }

  @Override
  public String description() {
    return everything
        ? "Copies a collection of another store, vectors included."
        : "Makes a collection like one of another store; brings only what has changed.";
  }

  @Override
  public Class<TransferConfig> configType() {
    return TransferConfig.class;
  }

  @Override
  public Class<TransferStep> frozenType() {
    return TransferStep.class;
  }

  @Override
  public StepPlan<TransferStep> plan(
      KnowledgeTarget target, TransferConfig config, PlanContext context) {
    return new TransferPlanner(target, config, context, everything).plan();
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, TransferStep step, StepContext context) {
    try (TransferPhase phase =
        new TransferPhase(target, step, context, source(step, context), everything)) {
      return indexed(target, context, () -> Batches.run(context, phase::next));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, TransferStep step, StepContext context) {
    Digest original =
        source(step, context)
            .read(
                step.source(),
                TransferPhase.source(context.applied()),
                version -> version.digest(step.collection()));
    return Verification.of(target, step.collection(), context).ofCopy(original, step.collection());
  }

  private static CollectionSource source(TransferStep step, StepContext context) {
    return CollectionSource.of(context.target(new TargetName(step.from())), step.from());
  }

  @Override
  protected String collection(TransferStep step) {
    return step.collection();
  }
}
