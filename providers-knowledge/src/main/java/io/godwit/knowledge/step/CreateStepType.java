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
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.build.VersionLife;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Versions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code knowledge.create}: a collection without documents, bound to an embedder. */
public final class CreateStepType extends BuildingStepType<CreateConfig, CreateStep> {

  private static final StepTypeName NAME = new StepTypeName("knowledge.create");
  private static final int BATCH = 256;

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Makes a collection without documents.";
  }

  @Override
  public Class<CreateConfig> configType() {
    return CreateConfig.class;
  }

  @Override
  public Class<CreateStep> frozenType() {
    return CreateStep.class;
  }

  @Override
  public StepPlan<CreateStep> plan(
      KnowledgeTarget target, CreateConfig config, PlanContext context) {
    String collection = config.collection().value();
    if (!context.preceded() && Bases.present(target, collection).isPresent()) {
      throw exists(collection);
    }
    try (Embedder embedder = context.embedders().open(config.embedder())) {
      return new StepPlan<>(
          new CreateStep(
              Bases.build(collection, config.embedder(), embedder, BATCH),
              config.chunking().orElse(Chunking.DEFAULT)),
          new StepPlan.Text(
              "create collection " + collection,
              List.of("for " + Probes.shown(embedder.identity().canonicalJson())),
              Probes.warnings(embedder, config.embedder())),
          new StepPlan.Estimate(List.of(), 0, 0, Timing.storing(0, 0).known()),
          Conducts.BESIDE,
          List.of(),
          Set.of("collection " + collection));
    }
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, CreateStep step, StepContext context) {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), step.build())) {
      return target
          .store()
          .once(
              context.effect(),
              (session, past) -> {
                CollectionVersion version = version(session, step, context, embedder.identity());
                if (!VersionLife.takeUpAgain(session, version)) {
                  session.versions().setBuilt(version);
                }
                return Progress.complete(Checkpoint.NONE);
              });
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static CollectionVersion version(
      StoreSession session, CreateStep step, StepContext context, EmbedderIdentity embedder)
      throws SQLException {
    Optional<CollectionVersion> own = VersionLife.own(session, context);
    if (own.isPresent()) {
      return own.get();
    }
    Versions versions = session.versions();
    long collection = versions.requireCollection(step.build().collection());
    Optional<CollectionVersion> base = versions.latest(collection, context.effect().run());
    if (base.filter(version -> !version.gone()).isPresent()) {
      throw exists(step.build().collection());
    }
    return versions.begin(collection, base, step.chunking(), embedder, Bases.builder(context));
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, CreateStep step, StepContext context) {
    return Verification.of(target, step.build().collection(), context).ofVersion();
  }

  @Override
  protected String collection(CreateStep step) {
    return step.build().collection();
  }

  private static GodwitException exists(String collection) {
    return new GodwitException(
        KnowledgeError.COLLECTION_EXISTS,
        "Collection "
            + collection
            + " is there already; give another name, or drop it first with knowledge.drop");
  }
}
