package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.FileReport;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.signature.ModelSignature;
import io.godwit.model.smoke.SmokeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plans {@code model.publish}: looks at the files and at the catalog. */
public final class PublishPlanner {

  private static final int LONGEST_CARD_TEXT = 16 * 1024;

  private final ModelRegistry registry;
  private final PublishConfig config;
  private final PlanContext context;

  PublishPlanner(ModelRegistry registry, PublishConfig config, PlanContext context) {
    this.registry = registry;
    this.config = config;
    this.context = context;
  }

  StepPlan<PublishStep> plan() {
    FileTree tree = context.files().tree(config.from());
    Catalog catalog = registry.artifacts().catalog();
    PublishStep step = step(catalog);
    new EmbedderGate(registry, catalog, context)
        .check(step.added(), EmbedderGate.isEmbedder(tree, config.metadata()));
    Inspection inspection = Examination.of(tree, step.demands().quickly());
    List<Fault> faults = new ArrayList<>(inspection.faults().stream().map(this::shown).toList());
    registry
        .artifacts()
        .find(registry.version(config.model(), config.version()))
        .flatMap(present -> taken(present, ContentDigest.of(tree)))
        .ifPresent(faults::add);
    describable().ifPresent(faults::add);
    Optional<SmokeTest> smoke =
        config.smoke().map(path -> SmokeTest.of(context.files().tree(path)));
    step.signature().ifPresent(given -> ModelSignature.read(given.bundle(), given.key()));
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    return new StepPlan<>(
        step,
        new StepPlan.Text(
            summary(step, inspection, tree), details(inspection, smoke), inspection.warnings()),
        new StepPlan.Estimate(
            List.of(Tally.of("files", tree.files().size()), Tally.of("bytes", tree.sizeBytes())),
            0,
            tree.sizeBytes(),
            Optional.empty()),
        conduct(step.alias().isPresent()),
        Stream.concat(
                Stream.of(new Input(PublishStepType.INPUT, config.from())),
                config.smoke().stream().map(path -> new Input(SmokeTest.INPUT, path)))
            .toList(),
        Set.of("model " + config.model()));
  }

  /** Steps of a registry land in the repository, which can be asked, and are undone by a swap. */
  public static Conduct conduct(boolean movesAlias) {
    return new Conduct(
        Conduct.Undo.INVERSE,
        Conduct.Landing.LOOK,
        movesAlias ? Conduct.Risk.MEDIUM : Conduct.Risk.LOW,
        false,
        true);
  }

  /** Why a version that is there cannot be published again. */
  public static Optional<Fault> taken(PublishedArtifact present, Digest content) {
    if (present.content().contentDigest().equals(content)) {
      return Optional.empty();
    }
    return Optional.of(
        Fault.of(
            ModelError.VERSION_TAKEN,
            present.id()
                + " is published with the content "
                + present.content().contentDigest()
                + ", and versions never change; publish "
                + content
                + " under another version"));
  }

  private PublishStep step(Catalog catalog) {
    Optional<AliasMove> move =
        config
            .alias()
            .map(
                alias ->
                    new AliasMove(
                        alias.value(),
                        registry.named(catalog, config.model(), alias),
                        !context.preceded()));
    return new PublishStep(
        config.model().value(),
        config.version(),
        move,
        new Demands(
            config.strict(),
            config.carry(),
            config.expect(),
            config.limits().orElse(Limits.NONE),
            config.check(),
            config.allow()),
        new PublishStep.Description(
            config.license(), config.source(), config.parents(), config.metadata()),
        config
            .signature()
            .map(
                signed ->
                    new PublishStep.Signature(
                        context.files().text(signed.bundle()), context.files().text(signed.key()))),
        config.smoke().isPresent());
  }

  private Fault shown(Fault fault) {
    String folder = context.files().shown(config.from());
    return fault
        .place()
        .map(place -> folder.endsWith(place.file()) ? folder : folder + "/" + place.file())
        .map(file -> Fault.at(Place.of(file), fault.code(), fault.message()))
        .orElse(fault);
  }

  private Optional<Fault> describable() {
    long length =
        config.license().orElse("").length()
            + config.source().orElse("").length()
            + config.metadata().entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    return length <= LONGEST_CARD_TEXT
        ? Optional.empty()
        : Optional.of(
            Fault.of(
                ModelError.TOO_MUCH,
                "metadata, license and source have "
                    + length
                    + " characters, above "
                    + LONGEST_CARD_TEXT
                    + "; put long texts into a file beside the model"));
  }

  private String summary(PublishStep step, Inspection inspection, FileTree tree) {
    String alias =
        step.alias()
            .map(
                move ->
                    ", and move "
                        + move.name()
                        + move.seen().map(Version::value).map(from -> " from " + from).orElse("")
                        + " to it")
            .orElse("");
    return String.format(
        "publish %s %s from %s: %,d files, %,d tensors, %,d parameters, %,d bytes%s",
        config.model(),
        config.version(),
        context.files().shown(config.from()),
        tree.files().size(),
        inspection.tensors(),
        inspection.parameters(),
        tree.sizeBytes(),
        alias);
  }

  private static List<String> details(Inspection inspection, Optional<SmokeTest> smoke) {
    return Stream.concat(
            inspection.models().stream().map(PublishPlanner::detail),
            smoke.map(test -> "smoke test: " + test.words()).stream())
        .toList();
  }

  private static String detail(FileReport file) {
    return String.format(
        "%s: %s, %,d bytes, %,d tensors %s",
        file.path(), file.format().label(), file.sizeBytes(), file.tensors(), file.types());
  }
}
