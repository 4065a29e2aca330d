package io.godwit.knowledge.content;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Following;
import io.godwit.knowledge.build.LazyEmbedder;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code knowledge.transform-content}: gives the documents of a collection other texts or metadata
 * by a Java class or a command, in a new version beside the one that readers see. Texts that stay
 * as they are keep their vectors.
 */
public final class TransformContentStepType
    extends BuildingStepType<TransformContentConfig, TransformContentStep> {

  private static final StepTypeName NAME = new StepTypeName("knowledge.transform-content");

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Transforms the documents of a collection with a Java class or a command.";
  }

  @Override
  public Class<TransformContentConfig> configType() {
    return TransformContentConfig.class;
  }

  @Override
  public Class<TransformContentStep> frozenType() {
    return TransformContentStep.class;
  }

  @Override
  public StepPlan<TransformContentStep> plan(
      KnowledgeTarget target, TransformContentConfig config, PlanContext context) {
    return new ContentPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(
      KnowledgeTarget target, TransformContentStep step, StepContext context) {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), step.build());
        LazyEmbedder further = new LazyEmbedder(context.embedders(), build(step));
        EmbeddingPhase vectors =
            new EmbeddingPhase(
                target, step.build(), context, following(target, step, context, further))) {
      ContentPhase documents = new ContentPhase(target, step, context, embedder.identity());
      return indexed(
          target,
          context,
          () ->
              Batches.run(
                  context,
                  checkpoint ->
                      EmbeddingPhase.isIn(checkpoint)
                          ? vectors.next(embedder, checkpoint, documents.tallies(checkpoint))
                          : documents.next(checkpoint)));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(
      KnowledgeTarget target, TransformContentStep step, StepContext context) {
    List<Finding> findings =
        new ArrayList<>(Verification.of(target, step.build(), context).ofSameDocuments());
    findings.addAll(new ContentAudit(target, step, context).findings());
    return findings;
  }

  @Override
  protected Optional<Build> build(TransformContentStep step) {
    return Optional.of(step.build());
  }

  @Override
  protected Optional<Following.Bringing> bringing(
      KnowledgeTarget target, TransformContentStep step, StepContext context) {
    return Optional.of(new FollowedContent(target, step, context));
  }

  @Override
  protected String collection(TransformContentStep step) {
    return step.build().collection();
  }
}
