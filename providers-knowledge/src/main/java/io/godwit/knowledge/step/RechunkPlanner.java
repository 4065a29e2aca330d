package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.error.GodwitException;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.IndexPlan;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.embedding.EmbedderCost;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.Recutting.Uncut;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Cuts all documents once, to say what a rechunking will take. */
final class RechunkPlanner {

  private static final int PAGE = 500;

  private final KnowledgeTarget target;
  private final RechunkConfig config;
  private final PlanContext context;
  private long chunks;
  private long tokens;
  private long characters;

  RechunkPlanner(KnowledgeTarget target, RechunkConfig config, PlanContext context) {
    this.target = target;
    this.config = config;
    this.context = context;
  }

  StepPlan<RechunkStep> plan() {
    String collection = config.collection().value();
    Optional<Bases.Present> present = Bases.present(target, collection);
    if (present.isEmpty() && !context.preceded()) {
      throw Bases.none(collection);
    }
    EmbedderRef ref = Bases.embedder(config.embedder(), context.embedders(), present, collection);
    present.ifPresent(now -> target.store().read(session -> count(session, now.version())));
    try (Embedder embedder = context.embedders().open(ref)) {
      long documents = present.map(now -> now.counts().documents()).orElse(-1L);
      return new StepPlan<>(
          new RechunkStep(
              Bases.build(collection, ref, embedder, config.batch()), config.chunking(), documents),
          text(ref, embedder, present),
          estimate(embedder, present),
          Conducts.BESIDE,
          List.of(),
          Set.of("collection " + collection));
    }
  }

  private long count(StoreSession session, CollectionVersion version) throws SQLException {
    long missing = session.bodies().missing(version);
    if (missing > 0) {
      throw new GodwitException(
          KnowledgeError.NO_DOCUMENT_TEXT,
          "The texts of "
              + missing
              + " documents of collection "
              + config.collection()
              + " are not in the store, because an earlier Godwit imported them; import the"
              + " documents again with knowledge.import, in the chunking that you want");
    }
    Cutting cutting = new Cutting(session, version, config.chunking());
    List<Uncut> page = session.recutting(version).all("", PAGE);
    while (!page.isEmpty()) {
      for (Uncut document : page) {
        cutting.read(
            document,
            chunk -> {
              tokens += chunk.tokenEstimate();
              characters += chunk.text().length();
            });
      }
      page = session.recutting(version).all(page.get(page.size() - 1).path(), PAGE);
    }
    chunks = cutting.chunks();
    return chunks;
  }

  private StepPlan.Text text(EmbedderRef ref, Embedder embedder, Optional<Bases.Present> present) {
    String what =
        "rechunk collection "
            + config.collection()
            + " at "
            + config.chunking().max()
            + " characters with an overlap of "
            + config.chunking().overlap();
    List<String> warnings = new ArrayList<>(Probes.warnings(embedder, ref));
    IndexPlan index = index(embedder);
    warnings.addAll(index.warnings());
    return present
        .map(
            now ->
                new StepPlan.Text(
                    what + ": " + now.counts().chunks() + " chunks become " + chunks,
                    Stream.concat(
                            Stream.of(
                                cost(embedder).within(embedder.limits())
                                    + " at most: texts that stay as they are keep their vectors"),
                            index.details().stream())
                        .toList(),
                    warnings))
        .orElseGet(
            () ->
                new StepPlan.Text(
                    what,
                    List.of("how much that is shows when the steps before it have run"),
                    warnings));
  }

  private EmbedderCost cost(Embedder embedder) {
    return EmbedderCost.of(embedder, config.batch(), chunks, tokens);
  }

  private IndexPlan index(Embedder embedder) {
    return IndexPlan.of(target, embedder.identity().vector().dimension(), chunks);
  }

  private StepPlan.Estimate estimate(Embedder embedder, Optional<Bases.Present> present) {
    List<Tally> work =
        present
            .map(
                now ->
                    List.of(
                        Tally.of("documents cut", now.counts().documents()),
                        Tally.of("chunks", chunks)))
            .orElse(List.of());
    long dimension = embedder.identity().vector().dimension();
    return new StepPlan.Estimate(
        work,
        chunks * dimension * Float.BYTES + characters,
        0,
        present.flatMap(
            now ->
                Timing.storing(now.counts().documents(), chunks)
                    .embedding(embedder, cost(embedder))
                    .indexing(index(embedder), chunks)
                    .known()));
  }
}
