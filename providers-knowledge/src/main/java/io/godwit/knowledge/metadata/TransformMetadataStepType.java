package io.godwit.knowledge.metadata;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Following;
import io.godwit.knowledge.build.LazyEmbedder;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.List;
import java.util.Optional;

/**
 * {@code knowledge.transform-metadata}: gives what is known about the documents of a collection
 * another structure, in a new version beside the one that readers see. Texts, chunks and vectors
 * are shared, so nothing is embedded.
 */
public final class TransformMetadataStepType
    extends BuildingStepType<TransformMetadataConfig, TransformMetadataStep> {

  private static final StepTypeName NAME = new StepTypeName("knowledge.transform-metadata");

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Gives the metadata of a collection another structure.";
  }

  @Override
  public Class<TransformMetadataConfig> configType() {
    return TransformMetadataConfig.class;
  }

  @Override
  public Class<TransformMetadataStep> frozenType() {
    return TransformMetadataStep.class;
  }

  @Override
  public StepPlan<TransformMetadataStep> plan(
      KnowledgeTarget target, TransformMetadataConfig config, PlanContext context) {
    return new MetadataPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(
      KnowledgeTarget target, TransformMetadataStep step, StepContext context) {
    try (LazyEmbedder none = new LazyEmbedder(context.embedders(), Optional.empty())) {
      Following following = following(target, step, context, none).orElseThrow();
      MetadataPhase phase = new MetadataPhase(target, step, context);
      return Batches.run(
          context,
          checkpoint ->
              MetadataPhase.isOver(checkpoint)
                  ? phase.follow(following, checkpoint)
                  : phase.next());
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(
      KnowledgeTarget target, TransformMetadataStep step, StepContext context) {
    return Verification.of(target, step.collection(), context).ofSameDocuments();
  }

  @Override
  protected Optional<Following.Bringing> bringing(
      KnowledgeTarget target, TransformMetadataStep step, StepContext context) {
    return Optional.of(
        (session, version, path) -> MetadataPhase.bring(session, version, step, path));
  }

  @Override
  protected String collection(TransformMetadataStep step) {
    return step.collection();
  }
}
