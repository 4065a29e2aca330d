package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.IndexRecall;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.Seen;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.store.VectorStore;
import io.godwit.knowledge.transfer.TransferConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a copy will bring. */
final class CopyPlanner {

  private static final Conduct CONDUCT =
      new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.LOOK, Conduct.Risk.LOW, false, true);

  private final RestTarget target;
  private final TransferConfig config;
  private final PlanContext context;
  private final boolean everything;

  CopyPlanner(RestTarget target, TransferConfig config, PlanContext context, boolean everything) {
    this.target = target;
    this.config = config;
    this.context = context;
    this.everything = everything;
  }

  StepPlan<CopyStep> plan() {
    String collection = config.collection().value();
    String from = config.from().value();
    CollectionSource source = CollectionSource.of(context.target(config.from()), from);
    Optional<Seen> there = source.seen(config.there());
    boolean comes = context.steps().stream().anyMatch(step -> step.target().equals(config.from()));
    if (there.isEmpty() && !comes) {
      throw Bases.none(config.there());
    }
    there.ifPresent(seen -> demandHeld(collection, seen));
    String what =
        (everything ? "copy collection " : "synchronise collection with ")
            + config.there()
            + " of target "
            + from
            + " as "
            + collection;
    return new StepPlan<>(
        new CopyStep(collection, from, config.there(), there.map(Seen::documents).orElse(-1L)),
        there
            .map(seen -> text(what, source, collection, seen))
            .orElseGet(() -> new StepPlan.Text(what, List.of(), List.of())),
        there.map(CopyPlanner::estimate).orElseGet(StepPlan.Estimate::of),
        CONDUCT,
        List.of(),
        Set.of("collection " + collection));
  }

  private void demandHeld(String collection, Seen seen) {
    VectorStore store = target.copies().store();
    Optional<String> objection =
        store
            .objection(collection, seen.binding())
            .or(
                () ->
                    store.names().contains(collection)
                        ? Optional.of(
                            "There is a collection "
                                + collection
                                + " in the store, whose name would have to be an alias; rename or"
                                + " remove it, or copy under another name")
                        : Optional.empty());
    if (objection.isPresent()) {
      throw new GodwitException(RestError.CANNOT_HOLD, objection.get());
    }
  }

  private StepPlan.Text text(String what, CollectionSource source, String collection, Seen seen) {
    List<String> details = new ArrayList<>();
    details.add(
        "vectors of " + Probes.shown(seen.binding().embedderJson()) + ", none is embedded anew");
    if (!everything) {
      details.add(difference(source, collection, seen));
    }
    details.add(gate());
    List<String> warnings = new ArrayList<>();
    warnings.add(
        "the store cannot check the fencing token: while an engine stands still and another takes"
            + " over, what the first had sent may still arrive; it stores what is there, and every"
            + " row is read back before readers see it");
    warnings.add("the bytes of documents are not copied, only their chunks");
    target
        .seen(collection)
        .filter(now -> !now.binding().embedder().equals(seen.binding().embedder()))
        .map(
            now ->
                "readers of the collection have to change from "
                    + Probes.shown(now.binding().embedderJson())
                    + " to "
                    + Probes.shown(seen.binding().embedderJson()))
        .ifPresent(warnings::add);
    return new StepPlan.Text(
        what + ": " + seen.documents() + " documents, " + seen.chunks() + " chunks",
        details,
        warnings);
  }

  private String difference(CollectionSource source, String collection, Seen seen) {
    Optional<String> shown = Optional.ofNullable(target.copies().active().get(collection));
    Former former = Former.of(target.copies(), shown, seen.binding(), 0);
    return source.read(
        config.there(),
        seen.version(),
        rows ->
            former.difference(rows)
                + "; the others are taken over from the version that readers see");
  }

  private String gate() {
    return target
        .copies()
        .store()
        .approximate()
        .map(
            search ->
                "before readers see it, "
                    + IndexRecall.QUERIES
                    + " of its vectors are looked up by the store's search and by exact search over"
                    + " what is read back; it fails below min-recall-at-10, "
                    + search.minRecallAt10())
        .orElse("vectors get no index there, so no search is held to exact search");
  }

  private static StepPlan.Estimate estimate(Seen seen) {
    return new StepPlan.Estimate(
        List.of(Tally.of("documents", seen.documents()), Tally.of("chunks", seen.chunks())),
        seen.chunks() * seen.binding().dimension() * Float.BYTES,
        0,
        Optional.empty());
  }
}
