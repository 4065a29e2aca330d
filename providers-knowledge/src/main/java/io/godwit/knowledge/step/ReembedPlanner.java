package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.IndexPlan;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.embedding.EmbedderCost;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.Counts;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Vectors.Amount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what a re-embedding will take. */
final class ReembedPlanner {

  private final KnowledgeTarget target;
  private final ReembedConfig config;
  private final PlanContext context;

  ReembedPlanner(KnowledgeTarget target, ReembedConfig config, PlanContext context) {
    this.target = target;
    this.config = config;
    this.context = context;
  }

  /** What is there before. */
  private record Present(CollectionVersion version, String embedder, Counts counts, Amount lacks) {}

  StepPlan<ReembedStep> plan() {
    String collection = config.collection().value();
    try (Embedder embedder = context.embedders().open(config.embedder())) {
      EmbedderIdentity identity = embedder.identity();
      Optional<Present> present =
          target.store().read(session -> present(session, identity)).orElse(Optional.empty());
      if (present.isEmpty() && !context.preceded()) {
        throw Bases.none(collection);
      }
      Build build =
          new Build(
              collection, config.embedder(), identity.fingerprint().toString(), config.batch());
      double minOverlap = config.verify().map(ReembedConfig.Verify::minOverlapAt10).orElse(0.0);
      return new StepPlan<>(
          new ReembedStep(
              build,
              minOverlap,
              config.verify().map(ReembedConfig.Verify::minKnownItemHitAt10).orElse(0.0)),
          text(embedder, present),
          estimate(embedder, present),
          Conducts.BESIDE,
          List.of(),
          Set.of("collection " + collection));
    }
  }

  private Optional<Present> present(StoreSession session, EmbedderIdentity embedder)
      throws SQLException {
    Optional<CollectionVersion> active = Bases.active(session, config.collection().value());
    if (active.isEmpty()) {
      return Optional.empty();
    }
    CollectionVersion version = active.get();
    return Optional.of(
        new Present(
            version,
            session.versions().embedder(version),
            session.counts(version),
            session.vectors(version).missingIn(embedder.fingerprint())));
  }

  private StepPlan.Text text(Embedder embedder, Optional<Present> present) {
    List<String> warnings = new ArrayList<>(Probes.warnings(embedder, config.embedder()));
    String what = "re-embed collection " + config.collection() + " with " + config.embedder();
    if (present.isEmpty()) {
      return new StepPlan.Text(
          what, List.of("how much that is shows when the steps before it have run"), warnings);
    }
    Present now = present.get();
    warnings.addAll(
        Probes.rollbackWarnings(
            context.embedders(), now.version().parts().embedder(), now.embedder()));
    EmbedderIdentity identity = embedder.identity();
    IndexPlan index = index(identity.vector().dimension(), now);
    warnings.addAll(index.warnings());
    if (identity.fingerprint().equals(now.version().parts().embedder())) {
      warnings.add("the collection has the vectors of this embedder already");
    }
    return new StepPlan.Text(
        what + ": " + now.counts().chunks() + " chunks",
        Stream.concat(
                Stream.of(
                    cost(embedder, now).within(embedder.limits()).toString(),
                    "from " + Probes.shown(now.embedder()),
                    "to " + Probes.shown(identity.canonicalJson())),
                index.details().stream())
            .toList(),
        warnings);
  }

  private IndexPlan index(int dimension, Present now) {
    return IndexPlan.of(target, dimension, now.counts().chunks());
  }

  private EmbedderCost cost(Embedder embedder, Present now) {
    return EmbedderCost.of(embedder, config.batch(), now.lacks().texts(), now.lacks().tokens());
  }

  private StepPlan.Estimate estimate(Embedder embedder, Optional<Present> present) {
    long texts = present.map(now -> now.lacks().texts()).orElse(0L);
    List<Tally> work =
        present
            .map(
                now ->
                    List.of(
                        Tally.of("texts embedded", texts),
                        Tally.of("documents", now.counts().documents()),
                        Tally.of("chunks", now.counts().chunks())))
            .orElse(List.of());
    int dimension = embedder.identity().vector().dimension();
    return new StepPlan.Estimate(
        work,
        texts * dimension * Float.BYTES,
        0,
        present.flatMap(
            now ->
                Timing.storing(0, texts)
                    .embedding(embedder, cost(embedder, now))
                    .indexing(index(dimension, now), now.counts().chunks())
                    .known()));
  }
}
