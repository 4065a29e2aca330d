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
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Versions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code knowledge.reembed}: gives the chunks of a collection new vectors, by another embedder or
 * in another dimension, in a new version beside the one that readers see. The texts stay as they
 * are.
 */
public final class ReembedStepType
    implements StepType<KnowledgeTarget, ReembedConfig, ReembedStep> {

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
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), step.build())) {
      EmbeddingPhase vectors = new EmbeddingPhase(target, step.build(), context);
      return Batches.run(
          context,
          checkpoint ->
              EmbeddingPhase.isIn(checkpoint)
                  ? vectors.next(embedder, checkpoint, List.of())
                  : begin(target, step, context, embedder.identity()));
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
    Versions versions = session.versions();
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isPresent()) {
      return own.get();
    }
    OptionalLong collection = versions.collection(step.build().collection());
    Optional<CollectionVersion> base =
        collection.isPresent()
            ? versions.latest(collection.getAsLong(), context.effect().run())
            : Optional.empty();
    Versions.Builder by =
        new Versions.Builder(context.effect().run(), context.effect().keys().origin());
    return versions.beginOn(
        base.orElseThrow(() -> noCollection(step.build().collection())), embedder, by);
  }

  static GodwitException noCollection(String name) {
    return new GodwitException(
        KnowledgeError.NO_COLLECTION,
        "There is no collection " + name + " to embed anew; import it first, or look at its name");
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, ReembedStep step, StepContext context) {
    return new Verification(target, step.build(), context).ofReembedding(step.minOverlapAt10());
  }

  @Override
  public Attempt<Progress> publish(KnowledgeTarget target, ReembedStep step, StepContext context) {
    return VersionLife.publish(target, step.build().collection(), context);
  }

  @Override
  public Attempt<Progress> undo(KnowledgeTarget target, ReembedStep step, StepContext context) {
    return VersionLife.undo(target, step.build().collection(), context);
  }

  @Override
  public Attempt<Progress> retire(KnowledgeTarget target, ReembedStep step, StepContext context) {
    return VersionLife.retire(target, context);
  }

  @Override
  public Sighting look(KnowledgeTarget target, ReembedStep step, StepContext context) {
    return target.store().look(context.effect());
  }
}
