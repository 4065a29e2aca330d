package io.godwit.knowledge.content;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.IndexPlan;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.content.Originals.Original;
import io.godwit.knowledge.content.Rewriting.Rewritten;
import io.godwit.knowledge.embedding.EmbedderCost;
import io.godwit.knowledge.metadata.MetadataSchema;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Transforms the first documents without keeping them, to say what the whole comes to: a transform
 * may be slow or cost money, so that not all are tried.
 */
final class ContentPlanner {

  private static final int TRIED = 50;
  private static final int SHOWN = 60;

  private final KnowledgeTarget target;
  private final TransformContentConfig config;
  private final PlanContext context;
  private final String collection;

  ContentPlanner(KnowledgeTarget target, TransformContentConfig config, PlanContext context) {
    this.target = target;
    this.config = config;
    this.context = context;
    this.collection = config.collection().value();
  }

  /** What the documents that were tried came to. */
  private record Trial(
      int documents, int changed, int failed, long newCharacters, List<String> shown) {}

  StepPlan<TransformContentStep> plan() {
    Optional<Bases.Present> present = Bases.present(target, collection);
    if (present.isEmpty() && !context.preceded()) {
      throw Bases.none(collection);
    }
    Recipe recipe = recipe();
    Transformer transformer = Transformer.of(recipe, config.files(), context);
    EmbedderRef ref = Bases.embedder(config.embedder(), context.embedders(), present, collection);
    Trial trial =
        present
            .map(now -> trial(now.version(), new Rewriting(transformer, recipe)))
            .orElse(new Trial(0, 0, 0, 0, List.of()));
    try (Embedder embedder = context.embedders().open(ref)) {
      return new StepPlan<>(
          new TransformContentStep(
              Bases.build(collection, ref, embedder, config.batch()),
              recipe,
              present.map(now -> now.counts().documents()).orElse(-1L)),
          text(recipe, present, trial, embedder, ref),
          estimate(present, trial, embedder),
          Conducts.BESIDE,
          config.files().map(path -> new Input(Transformer.FILES, path)).stream().toList(),
          Set.of("collection " + collection));
    }
  }

  private Recipe recipe() {
    String name = config.transform().orElse("");
    return new Recipe(
        name,
        name.isEmpty() ? "" : context.transform(name).revision(),
        config.command(),
        config.files().isPresent(),
        config.pass(),
        config.timeout().toMillis(),
        config.continueOnError(),
        new MetadataSchema(config.schema()));
  }

  private Trial trial(CollectionVersion version, Rewriting rewriting) {
    List<Original> originals =
        target
            .store()
            .read(session -> Originals.next(session, version, "", Math.min(TRIED, config.batch())))
            .orElseThrow();
    List<String> shown = new ArrayList<>();
    try {
      int changed = 0;
      int failed = 0;
      long characters = 0;
      for (Rewritten each : rewriting.of(originals)) {
        changed += each.changed() ? 1 : 0;
        failed += each.failed() ? 1 : 0;
        characters += each.otherText() ? each.text().length() : 0;
        if (shown.isEmpty() && each.changed()) {
          shown.addAll(example(each));
        }
      }
      return new Trial(originals.size(), changed, failed, characters, shown);
    } catch (GodwitException e) {
      if (!context.preceded()) {
        throw e;
      }
      return new Trial(0, 0, 0, 0, List.of("the documents as they are now cannot be transformed"));
    }
  }

  private static List<String> example(Rewritten each) {
    List<String> lines = new ArrayList<>();
    String path = each.before().row().path();
    if (each.otherText()) {
      String before = each.before().memory().text();
      lines.add("for example " + path + ": " + shown(before) + " becomes " + shown(each.text()));
    }
    if (!each.metadata().equals(each.before().row().metadata())) {
      lines.add(
          "for example "
              + path
              + ": "
              + each.before().row().metadata()
              + " becomes "
              + each.metadata());
    }
    return lines;
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return "'" + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + "'";
  }

  private StepPlan.Text text(
      Recipe recipe,
      Optional<Bases.Present> present,
      Trial trial,
      Embedder embedder,
      EmbedderRef ref) {
    String what = "transform the content of collection " + collection + " with " + recipe;
    List<String> warnings = new ArrayList<>(Probes.warnings(embedder, ref));
    if (present.isEmpty()) {
      return new StepPlan.Text(
          what, List.of("how much that is shows when the steps before it have run"), warnings);
    }
    if (trial.failed() > 0) {
      warnings.add(
          trial.failed()
              + " of the first "
              + trial.documents()
              + " documents cannot be transformed");
    }
    List<String> details = new ArrayList<>(trial.shown());
    details.add(
        "of the first "
            + trial.documents()
            + " documents "
            + trial.changed()
            + " change; of all "
            + present.get().counts().documents()
            + " about "
            + ofAll(present.get(), trial, trial.changed()));
    IndexPlan index = index(present.get(), embedder);
    details.addAll(index.details());
    warnings.addAll(index.warnings());
    details.add("about " + cost(present.get(), trial, embedder).within(embedder.limits()));
    return new StepPlan.Text(what, details, warnings);
  }

  private IndexPlan index(Bases.Present now, Embedder embedder) {
    return IndexPlan.of(target, embedder.identity().vector().dimension(), now.counts().chunks());
  }

  private EmbedderCost cost(Bases.Present now, Trial trial, Embedder embedder) {
    long characters = ofAll(now, trial, trial.newCharacters());
    long most =
        target.store().read(session -> session.versions().chunking(now.version()).max()).orElse(1);
    return EmbedderCost.of(
        embedder, config.batch(), (characters + most - 1) / most, characters / 4);
  }

  private static long ofAll(Bases.Present now, Trial trial, long count) {
    return trial.documents() == 0
        ? 0
        : Math.round((double) count * now.counts().documents() / trial.documents());
  }

  private StepPlan.Estimate estimate(
      Optional<Bases.Present> present, Trial trial, Embedder embedder) {
    if (present.isEmpty()) {
      return StepPlan.Estimate.of();
    }
    Bases.Present now = present.get();
    long characters = ofAll(now, trial, trial.newCharacters());
    EmbedderCost cost = cost(now, trial, embedder);
    long dimension = embedder.identity().vector().dimension();
    return new StepPlan.Estimate(
        List.of(
            Tally.of("documents", now.counts().documents()),
            Tally.of("texts embedded", cost.texts())),
        2 * characters + cost.texts() * dimension * Float.BYTES,
        0,
        Timing.storing(now.counts().documents(), cost.texts())
            .embedding(embedder, cost)
            .indexing(index(now, embedder), now.counts().chunks())
            .known());
  }
}
