package io.godwit.knowledge.step;

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
import java.util.List;
import java.util.Optional;

/**
 * {@code knowledge.rechunk}: cuts the documents of a collection in another way, in a new version
 * beside the one that readers see. Texts that the new way leaves as they were keep their vectors.
 */
public final class RechunkStepType extends BuildingStepType<RechunkConfig, RechunkStep> {

  private static final StepTypeName NAME = new StepTypeName("knowledge.rechunk");

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Cuts the documents of a collection in another way.";
  }

  @Override
  public Class<RechunkConfig> configType() {
    return RechunkConfig.class;
  }

  @Override
  public Class<RechunkStep> frozenType() {
    return RechunkStep.class;
  }

  @Override
  public StepPlan<RechunkStep> plan(
      KnowledgeTarget target, RechunkConfig config, PlanContext context) {
    return new RechunkPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, RechunkStep step, StepContext context) {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), step.build());
        LazyEmbedder further = new LazyEmbedder(context.embedders(), build(step));
        EmbeddingPhase vectors =
            new EmbeddingPhase(
                target, step.build(), context, following(target, step, context, further))) {
      RechunkPhase documents = new RechunkPhase(target, step, context, embedder.identity());
      return indexed(
          target,
          context,
          () ->
              Batches.run(
                  context,
                  checkpoint ->
                      EmbeddingPhase.isIn(checkpoint)
                          ? vectors.next(embedder, checkpoint, documents.tallies(checkpoint))
                          : documents.next()));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, RechunkStep step, StepContext context) {
    return Verification.of(target, step.build(), context).ofSameDocuments();
  }

  @Override
  protected Optional<Build> build(RechunkStep step) {
    return Optional.of(step.build());
  }

  @Override
  protected Optional<Following.Bringing> bringing(
      KnowledgeTarget target, RechunkStep step, StepContext context) {
    return Optional.of(
        (session, version, path) -> RechunkPhase.bring(session, version, step, path));
  }

  @Override
  protected String collection(RechunkStep step) {
    return step.build().collection();
  }
}
