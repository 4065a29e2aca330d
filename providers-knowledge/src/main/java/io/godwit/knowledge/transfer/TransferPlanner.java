package io.godwit.knowledge.transfer;

import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.IndexPlan;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.Seen;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a copy or a synchronisation will bring. */
final class TransferPlanner {

  private static final int PAGE = 1000;

  private final KnowledgeTarget target;
  private final TransferConfig config;
  private final PlanContext context;
  private final boolean everything;

  TransferPlanner(
      KnowledgeTarget target, TransferConfig config, PlanContext context, boolean everything) {
    this.target = target;
    this.config = config;
    this.context = context;
    this.everything = everything;
  }

  StepPlan<TransferStep> plan() {
    CollectionSource source =
        CollectionSource.of(context.target(config.from()), config.from().value());
    Optional<Seen> there = source.seen(config.there());
    boolean comes = context.steps().stream().anyMatch(step -> step.target().equals(config.from()));
    if (there.isEmpty() && !comes) {
      throw Bases.none(config.there());
    }
    String collection = config.collection().value();
    Optional<Bases.Present> here = Bases.present(target, collection);
    String what =
        (everything ? "copy collection " : "synchronise collection with ")
            + config.there()
            + " of target "
            + config.from()
            + (config.there().equals(collection) ? "" : " as " + collection);
    TransferStep frozen =
        new TransferStep(
            collection,
            config.from().value(),
            config.there(),
            there.map(Seen::documents).orElse(-1L));
    return new StepPlan<>(
        frozen,
        there
            .map(now -> text(what, source, now, here))
            .orElseGet(() -> new StepPlan.Text(what, List.of(), List.of())),
        there.map(this::estimate).orElseGet(StepPlan.Estimate::of),
        Conducts.BESIDE,
        List.of(),
        Set.of("collection " + collection));
  }

  private StepPlan.Text text(
      String what, CollectionSource source, Seen there, Optional<Bases.Present> here) {
    List<String> details = new ArrayList<>();
    details.add(
        "vectors of " + Probes.shown(there.binding().embedderJson()) + ", none is embedded anew");
    IndexPlan index = IndexPlan.of(target, there.binding().dimension(), there.chunks());
    details.addAll(index.details());
    here.filter(now -> !everything).ifPresent(now -> details.add(difference(source, there, now)));
    List<String> warnings = new ArrayList<>(index.warnings());
    here.filter(now -> isOther(now, there))
        .map(
            now ->
                "readers of the collection have to change from "
                    + Probes.shown(now.embedder())
                    + " to "
                    + Probes.shown(there.binding().embedderJson()))
        .ifPresent(warnings::add);
    return new StepPlan.Text(
        what + ": " + there.documents() + " documents, " + there.chunks() + " chunks",
        details,
        warnings);
  }

  private static boolean isOther(Bases.Present here, Seen there) {
    return !here.version().parts().embedder().toString().equals(there.binding().embedder());
  }

  private String difference(CollectionSource source, Seen there, Bases.Present here) {
    Difference found = new Difference();
    source.read(config.there(), there.version(), version -> compare(version, here, found));
    return found.added
        + " documents are new, "
        + found.changed
        + " have changed, "
        + (here.counts().documents() - found.changed - found.same)
        + " are gone";
  }

  private static final class Difference {
    private long added;
    private long changed;
    private long same;
  }

  private Difference compare(VersionRows there, Bases.Present here, Difference found)
      throws SQLException {
    List<SourceRows.Document> page = there.documents("", PAGE);
    while (!page.isEmpty()) {
      List<SourceRows.Document> documents = page;
      target.store().read(session -> compare(session, documents, here, found));
      page = there.documents(page.get(page.size() - 1).path(), PAGE);
    }
    return found;
  }

  private static Difference compare(
      StoreSession session,
      List<SourceRows.Document> documents,
      Bases.Present here,
      Difference found)
      throws SQLException {
    for (SourceRows.Document document : documents) {
      Optional<Boolean> same = session.source(here.version()).isSame(document);
      if (same.isEmpty()) {
        found.added++;
      } else if (same.get()) {
        found.same++;
      } else {
        found.changed++;
      }
    }
    return found;
  }

  private StepPlan.Estimate estimate(Seen there) {
    int dimension = there.binding().dimension();
    IndexPlan index = IndexPlan.of(target, dimension, there.chunks());
    return new StepPlan.Estimate(
        List.of(
            Tally.of(everything ? "chunks copied" : "chunks", there.chunks()),
            Tally.of("documents", there.documents())),
        there.chunks() * dimension * Float.BYTES,
        0,
        Timing.storing(there.documents(), there.chunks()).indexing(index, there.chunks()).known());
  }
}
