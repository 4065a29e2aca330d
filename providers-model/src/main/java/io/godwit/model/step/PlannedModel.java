package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Version;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.FileReport;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.signature.ModelSignature;
import io.godwit.model.smoke.SmokeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One version that {@code model.publish} shall publish, as it is seen when this is planned. */
final class PlannedModel {

  private static final int LONGEST_CARD_TEXT = 16 * 1024;

  private final PublishConfig config;
  private final PlanContext context;
  private final PublishStep.Model model;
  private final FileTree tree;
  private final Inspection inspection;
  private final Optional<SmokeTest> smoke;

  /**
   * Looks at it.
   *
   * @param number which one of the step's it is
   * @throws GodwitException if it cannot be published
   */
  PlannedModel(
      ModelRegistry registry,
      Catalog catalog,
      PublishConfig config,
      PlanContext context,
      int number) {
    this.config = config;
    this.context = context;
    this.tree = context.files().tree(config.from());
    this.model = model(registry, catalog, number);
    new EmbedderGate(registry, catalog, context)
        .check(model.added(), EmbedderGate.isEmbedder(tree, config.metadata()));
    this.inspection = Examination.of(tree, model.demands().quickly());
    List<Fault> faults = new ArrayList<>(inspection.faults().stream().map(this::shown).toList());
    registry
        .artifacts()
        .find(registry.version(config.model(), config.version()))
        .flatMap(present -> PublishPlanner.taken(present, ContentDigest.of(tree)))
        .ifPresent(faults::add);
    describable().ifPresent(faults::add);
    this.smoke = config.smoke().map(path -> SmokeTest.of(context.files().tree(path)));
    model.signature().ifPresent(given -> ModelSignature.read(given.bundle(), given.key()));
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
  }

  private PublishStep.Model model(ModelRegistry registry, Catalog catalog, int number) {
    Optional<AliasMove> move =
        config
            .alias()
            .map(
                alias ->
                    new AliasMove(
                        alias.value(),
                        registry.named(catalog, config.model(), alias),
                        !context.preceded()));
    return new PublishStep.Model(
        PublishStepType.INPUT + number,
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
        config.smoke().map(path -> SmokeTest.INPUT + number));
  }

  /** What the plan keeps of it. */
  PublishStep.Model frozen() {
    return model;
  }

  int files() {
    return tree.files().size();
  }

  long sizeBytes() {
    return tree.sizeBytes();
  }

  /** What the engine keeps for it. */
  Stream<Input> inputs() {
    return Stream.concat(
        Stream.of(new Input(model.input(), config.from())),
        model.smoke().stream().map(name -> new Input(name, config.smoke().orElseThrow())));
  }

  Stream<String> warnings() {
    return inspection.warnings().stream();
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

  String summary() {
    String alias =
        model
            .alias()
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

  Stream<String> details() {
    return Stream.concat(
        inspection.models().stream().map(PlannedModel::detail),
        smoke.map(test -> "smoke test: " + test.words()).stream());
  }

  private static String detail(FileReport file) {
    return String.format(
        "%s: %s, %,d bytes, %,d tensors %s",
        file.path(), file.format().label(), file.sizeBytes(), file.tensors(), file.types());
  }
}
