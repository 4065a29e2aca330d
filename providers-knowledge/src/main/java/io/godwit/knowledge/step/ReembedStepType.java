package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Following;
import io.godwit.knowledge.build.LazyEmbedder;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * {@code knowledge.reembed}: gives the chunks of a collection new vectors, by another embedder or
 * in another dimension, in a new version beside the one that readers see. The texts stay as they
 * are.
 */
public final class ReembedStepType extends BuildingStepType<ReembedConfig, ReembedStep> {

  private static final StepTypeName NAME = new StepTypeName("knowledge.reembed");

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Gives the chunks of a collection the vectors of another embedder.";
  }

  @Override
  public Class<ReembedConfig> configType() {
    return ReembedConfig.class;
  }

  @Override
  public Class<ReembedStep> frozenType() {
    return ReembedStep.class;
  }

  @Override
  public StepPlan<ReembedStep> plan(
      KnowledgeTarget target, ReembedConfig config, PlanContext context) {
    return new ReembedPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, ReembedStep step, StepContext context) {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), step.build());
        LazyEmbedder further = new LazyEmbedder(context.embedders(), build(step));
        EmbeddingPhase vectors =
            new EmbeddingPhase(
                target, step.build(), context, following(target, step, context, further))) {
      return indexed(
          target,
          context,
          () ->
              Batches.run(
                  context,
                  checkpoint ->
                      EmbeddingPhase.isIn(checkpoint)
                          ? vectors.next(embedder, checkpoint, List.of())
                          : begin(target, step, context, embedder.identity())));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static Attempt<Progress> begin(
      KnowledgeTarget target, ReembedStep step, StepContext context, EmbedderIdentity embedder) {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              CollectionVersion version = version(session, step, context, embedder);
              if (VersionLife.takeUpAgain(session, version)) {
                return Progress.complete(Checkpoint.NONE);
              }
              Progress before = past.own().orElse(Progress.nothing());
              return EmbeddingPhase.isIn(before.checkpoint())
                  ? before
                  : EmbeddingPhase.begin(session, version, before);
            });
  }

  private static CollectionVersion version(
      StoreSession session, ReembedStep step, StepContext context, EmbedderIdentity embedder)
      throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isPresent()) {
      return own.get();
    }
    CollectionVersion base = Bases.require(session, step.build().collection(), context);
    return session.versions().beginOn(base, embedder, Bases.builder(context));
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, ReembedStep step, StepContext context) {
    return Verification.of(target, step.build(), context)
        .ofReembedding(step.minOverlapAt10(), step.minKnownItems());
  }

  @Override
  protected Optional<Build> build(ReembedStep step) {
    return Optional.of(step.build());
  }

  @Override
  protected Optional<Following.Bringing> bringing(
      KnowledgeTarget target, ReembedStep step, StepContext context) {
    return Optional.of((session, version, path) -> {});
  }

  @Override
  protected String collection(ReembedStep step) {
    return step.build().collection();
  }
}
