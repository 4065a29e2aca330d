package io.godwit.model.derive;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.config.change.Freezing;
import io.godwit.model.convert.Adapter;
import io.godwit.model.convert.Conversion;
import io.godwit.model.convert.Recipe;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.Effort;
import io.godwit.model.step.EmbedderGate;
import io.godwit.model.step.PublishPlanner;
import io.godwit.model.step.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plans {@code model.convert}: works out from headers which files will be made. */
final class ConvertPlanner {

  private final ModelRegistry registry;
  private final ConvertConfig config;
  private final PlanContext context;

  ConvertPlanner(ModelRegistry registry, ConvertConfig config, PlanContext context) {
    this.registry = registry;
    this.config = config;
    this.context = context;
  }

  StepPlan<ConvertStep> plan() {
    Catalog catalog = registry.artifacts().catalog();
    ConvertStep step = step(catalog);
    if (catalog.find(registry.version(config.model(), config.version())).isPresent()) {
      throw new GodwitException(
          ModelError.VERSION_TAKEN,
          config.model()
              + " has a version "
              + config.version()
              + ", and versions never change; convert to another version");
    }
    Optional<PublishedArtifact> source =
        catalog.find(registry.version(config.model(), config.of()));
    if (source.isEmpty() && !context.preceded()) {
      throw new GodwitException(Versions.missing(registry, catalog, config.model(), config.of()));
    }
    EmbedderGate gate = new EmbedderGate(registry, catalog, context);
    gate.check(step.added(), gate.isEmbedder(config.model(), config.of()));
    Optional<Conversion> made = source.map(version -> conversion(step, version));
    return new StepPlan<>(
        step,
        text(step, made),
        made.map(ConvertPlanner::estimate).orElse(StepPlan.Estimate.of()),
        PublishPlanner.conduct(step.alias().isPresent()),
        config.adapter().stream().map(path -> new Input(ConvertStepType.ADAPTER, path)).toList(),
        Set.of("model " + config.model()));
  }

  private ConvertStep step(Catalog catalog) {
    return new ConvertStep(
        config.model().value(),
        config.of(),
        config.version(),
        Versions.move(registry, catalog, config.model(), config.alias(), context.preceded()),
        config.recipe(),
        config.config().stream().map(change -> Freezing.freeze(change, Optional.empty())).toList(),
        config.adapter().isPresent(),
        config.license(),
        config.metadata(),
        config.carry());
  }

  private Conversion conversion(ConvertStep step, PublishedArtifact source) {
    return step.made(
        registry.artifacts().contents(source.manifest()),
        config.adapter().map(path -> Adapter.read(context.files().tree(path))));
  }

  private static StepPlan.Text text(ConvertStep step, Optional<Conversion> made) {
    return new StepPlan.Text(
        "convert "
            + step.model()
            + " "
            + step.of()
            + " to "
            + step.version()
            + ": "
            + words(step)
            + made.map(files -> String.format("; %,d bytes", files.sizeBytes())).orElse(""),
        details(step, made),
        made.map(Conversion::warnings).orElse(List.of()));
  }

  private static List<String> details(ConvertStep step, Optional<Conversion> made) {
    Stream<String> changes =
        step.config().stream()
            .flatMap(
                file -> file.changes().stream().map(change -> file.file() + ": " + change.words()));
    Stream<String> files =
        made.stream()
            .flatMap(tree -> tree.files().stream())
            .limit(50)
            .map(file -> String.format("%s: %,d bytes", file.path(), file.sizeBytes()));
    return Stream.concat(changes, files).toList();
  }

  private static StepPlan.Estimate estimate(FileTree made) {
    return Effort.storing(made.files().size(), made.sizeBytes());
  }

  /** What is done, in a few words. */
  static String words(ConvertStep step) {
    Recipe recipe = step.recipe();
    List<String> words = new ArrayList<>();
    recipe.cast().ifPresent(type -> words.add("cast to " + type));
    if (step.merges()) {
      words.add("merge an adapter");
    }
    if (!recipe.rename().isEmpty()) {
      words.add("rename by " + recipe.rename().size() + " rules");
    }
    if (!recipe.drop().isEmpty()) {
      words.add("drop " + String.join(", ", recipe.drop()));
    }
    recipe.shardBytes().ifPresent(bytes -> words.add("split into shards of " + bytes + " bytes"));
    if (recipe.join()) {
      words.add("join shards");
    }
    step.config().forEach(file -> words.add("change " + file.file()));
    return words.isEmpty() ? "change nothing" : String.join(", ", words);
  }
}
