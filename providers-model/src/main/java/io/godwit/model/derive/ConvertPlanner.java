package io.godwit.model.derive;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.model.convert.Adapter;
import io.godwit.model.convert.Conversion;
import io.godwit.model.convert.Recipe;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.EmbedderGate;
import io.godwit.model.step.PublishPlanner;
import io.godwit.model.step.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans {@code model.convert}: works out from headers which files will be made. */
final class ConvertPlanner {

  /** What a core converts, hashes and stores in a second; a guess on the safe side. */
  private static final long BYTES_PER_SECOND = 100_000_000;

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
    Optional<Conversion> made = source.map(this::conversion);
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
        config.adapter().isPresent(),
        config.license(),
        config.metadata(),
        config.carry());
  }

  private Conversion conversion(PublishedArtifact source) {
    return Conversion.of(
        registry.artifacts().contents(source.manifest()),
        config.recipe(),
        Set.copyOf(config.carry()),
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
        made.map(ConvertPlanner::details).orElse(List.of()),
        made.map(Conversion::warnings).orElse(List.of()));
  }

  private static List<String> details(Conversion made) {
    return made.files().stream()
        .limit(50)
        .map(file -> String.format("%s: %,d bytes", file.path(), file.sizeBytes()))
        .toList();
  }

  private static StepPlan.Estimate estimate(FileTree made) {
    long bytes = made.sizeBytes();
    return new StepPlan.Estimate(
        List.of(Tally.of("files", made.files().size()), Tally.of("bytes", bytes)),
        0,
        bytes,
        Optional.of(Duration.ofSeconds(1 + bytes / BYTES_PER_SECOND)));
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
    recipe.config().ifPresent(edits -> words.add("change config.json"));
    return words.isEmpty() ? "change nothing" : String.join(", ", words);
  }
}
