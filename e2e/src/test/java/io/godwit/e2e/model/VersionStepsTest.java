package io.godwit.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Contents;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.model.convert.Recipe;
import io.godwit.model.derive.ConvertConfig;
import io.godwit.model.derive.ConvertStepType;
import io.godwit.model.derive.CopyConfig;
import io.godwit.model.derive.CopyStepType;
import io.godwit.model.file.Shape;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.report.ModelReports;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.safetensors.SafetensorsWriter;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Limits;
import io.godwit.model.step.PromoteConfig;
import io.godwit.model.step.PromoteStepType;
import io.godwit.model.step.PublishConfig;
import io.godwit.model.step.PublishStepType;
import io.godwit.model.upkeep.CheckConfig;
import io.godwit.model.upkeep.CheckStepType;
import io.godwit.model.upkeep.RetireConfig;
import io.godwit.model.upkeep.RetireStepType;
import io.godwit.testkit.storage.FaultyStorage;
import io.godwit.testkit.storage.FaultyStorage.Mishap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("F2: versions are made of versions, checked, copied and retired on a real repository")
final class VersionStepsTest {

  private static final ModelName RANKER = new ModelName("ranker");
  private static final AliasName CHAMPION = new AliasName("champion");

  @TempDir Path project;
  private final Storage storage = new MemoryStorage(StepRig.CLOCK);
  private final Random ids = new Random(7);
  private final Artifacts artifacts = repository(storage);
  private final ModelRegistry registry = new ModelRegistry("models", artifacts);

  private Artifacts repository(Storage on) {
    return Repository.on(
        on,
        new RepositoryTools(
            StepRig.CLOCK,
            ObjectIds.random(StepRig.CLOCK, ids),
            new Random(1),
            Backoff.NONE,
            Workers.NONE));
  }

  @BeforeEach
  void publishTwoVersions() throws IOException {
    publish("1.0.0", 1f, 1);
    publish("2.0.0", 2f, 2);
  }

  private void publish(String version, float value, long run) throws IOException {
    Path folder = Files.createDirectories(project.resolve("v" + version));
    Files.writeString(folder.resolve("LICENSE"), "Do what you like.");
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      new SafetensorsWriter().add("w.weight", Shape.of(2, 1), value, value).writeTo(out);
    }
    PublishConfig config =
        new PublishConfig(
            RANKER,
            new Version(version),
            "v" + version,
            Optional.of(CHAMPION),
            Optional.of("MIT"),
            Optional.of("commit 0f3c"),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            false,
            Optional.empty(),
            Demands.Check.QUICK,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    plan(new PublishStepType(), config, run).done(Verb.APPLY, Verb.PUBLISH);
  }

  private <C extends Record, F extends Record> StepRig<C, F> plan(
      StepType<ModelRegistry, C, F> type, C config, long run) {
    return StepRig.plan(type, config, artifacts, project, run);
  }

  private static ConvertConfig toBrain(Optional<String> adapter) {
    return new ConvertConfig(
        RANKER,
        new Version("2.0.0"),
        new Version("2.0.0-bf16"),
        Recipe.nothing().casting("BF16"),
        List.of(),
        adapter,
        Optional.of(CHAMPION),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  private Contents contents(String version) {
    return artifacts.contents(
        artifacts
            .find(registry.version(RANKER, new Version(version)))
            .orElseThrow()
            .content()
            .manifest());
  }

  private Card card(String version) {
    return Card.read(
        artifacts.contents(
            artifacts
                .find(registry.card(RANKER, new Version(version)))
                .orElseThrow()
                .content()
                .manifest()));
  }

  @Test
  void aVersionIsConvertedWithItsLineageAndTakenBack() throws IOException {
    Digest before = registry.digest();
    var step = plan(new ConvertStepType(), toBrain(Optional.empty()), 3);
    assertThat(step.plan().text().summary())
        .startsWith("convert ranker 2.0.0 to 2.0.0-bf16: cast to BF16");
    step.done(Verb.APPLY);
    assertThat(registry.digest()).isEqualTo(before);
    assertThat(errors(step.verify())).isEmpty();
    assertThat(step.verify()).anyMatch(found -> found.message().contains("gives the same bytes"));
    step.done(Verb.PUBLISH);
    assertThat(registry.ask("ranker:champion")).isEqualTo("2.0.0-bf16");
    byte[] file;
    try (var in = contents("2.0.0-bf16").open("model.safetensors")) {
      file = in.readAllBytes();
    }
    assertThat(file).endsWith(0x00, 0x40, 0x00, 0x40);
    Card card = card("2.0.0-bf16");
    assertThat(card.parents()).containsExactly("2.0.0");
    assertThat(card.lineage())
        .containsEntry("license", "MIT")
        .containsEntry("license-files", "LICENSE")
        .containsEntry("source", "commit 0f3c")
        .containsEntry("converted", "cast to BF16")
        .containsEntry("checked-at", "2026-09-01T12:00:00Z");
    step.done(Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
    step.done(Verb.RETIRE);
  }

  @Test
  void anAdapterOfTheProjectIsMerged() throws IOException {
    Path folder = Files.createDirectories(project.resolve("adapter"));
    Files.writeString(folder.resolve("adapter_config.json"), "{\"r\":1,\"lora_alpha\":1}");
    try (OutputStream out = Files.newOutputStream(folder.resolve("adapter_model.safetensors"))) {
      new SafetensorsWriter()
          .add("base_model.model.w.lora_A.weight", Shape.of(1, 1), 2f)
          .add("base_model.model.w.lora_B.weight", Shape.of(2, 1), 1f, -1f)
          .writeTo(out);
    }
    plan(new ConvertStepType(), toBrain(Optional.of("adapter")), 3).done(Verb.APPLY, Verb.PUBLISH);
    try (var in = contents("2.0.0-bf16").open("model.safetensors")) {
      assertThat(in.readAllBytes()).endsWith(0x80, 0x40, 0x00, 0x00);
    }
  }

  @Test
  void whatCannotBeConvertedIsRefusedWhenItIsPlanned() {
    ConvertConfig taken =
        new ConvertConfig(
            RANKER,
            new Version("2.0.0"),
            new Version("1.0.0"),
            Recipe.nothing(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());
    assertThatThrownBy(() -> plan(new ConvertStepType(), taken, 3)).hasMessageContaining("GW-540");
    ConvertConfig missing =
        new ConvertConfig(
            RANKER,
            new Version("9.0.0"),
            new Version("9.1.0"),
            Recipe.nothing(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());
    assertThatThrownBy(() -> plan(new ConvertStepType(), missing, 3))
        .hasMessageContaining("GW-541")
        .hasMessageContaining("[1.0.0, 2.0.0]");
  }

  @Test
  void aVersionIsCopiedToTheRegistryOfAnotherEnvironment() {
    ModelRegistry production = new ModelRegistry("production", artifacts);
    var type = new CopyStepType();
    CopyConfig config =
        new CopyConfig(
            RANKER,
            new Version("2.0.0"),
            Optional.of(new ModelName("models")),
            Optional.empty(),
            Optional.of(CHAMPION));
    var step = StepRig.plan(type, config, artifacts, project, 3, "production");
    Digest before = production.digest();
    step.done(Verb.APPLY);
    assertThat(errors(step.verify())).isEmpty();
    step.done(Verb.PUBLISH);
    assertThat(production.ask("ranker:champion")).isEqualTo("2.0.0");
    assertThat(production.ask("ranker@2.0.0")).isEqualTo(registry.ask("ranker@2.0.0"));
    step.done(Verb.UNDO);
    assertThat(production.digest()).isEqualTo(before);
  }

  private CheckConfig check(
      String version, Map<String, String> expect, Optional<Limits> limits, String license) {
    return new CheckConfig(
        RANKER,
        Optional.of(new Version(version)),
        Optional.empty(),
        expect,
        limits,
        List.of(license),
        Demands.Check.FULL,
        List.of(),
        List.of(),
        false,
        Optional.empty());
  }

  @Test
  void aCheckIsAGate() {
    var good = check("1.0.0", Map.of("w.weight", "F32[2,1]"), Optional.empty(), "MIT");
    var step = plan(new CheckStepType(), good, 3);
    step.done(Verb.APPLY);
    assertThat(errors(step.verify())).isEmpty();
    Limits limits = new Limits(Optional.of(10L), Optional.of(1L), List.of("BF16"));
    var bad = check("1.0.0", Map.of("w.weight", "F32[3]"), Optional.of(limits), "Apache-2.0");
    assertThat(errors(plan(new CheckStepType(), bad, 4).verify()))
        .extracting(Finding::message)
        .satisfiesExactly(
            expected -> assertThat(expected).contains("GW-543").contains("expected F32[3]"),
            bytes -> assertThat(bytes).contains("GW-554").contains("bytes, above 10"),
            parameters -> assertThat(parameters).contains("2 parameters, above 1"),
            types -> assertThat(types).contains("tensors of [F32], its limits allow [BF16]"),
            license -> assertThat(license).contains("MIT").contains("accepted are [Apache-2.0]"));
  }

  @Test
  void aFullCheckFindsValuesThatAreNoNumbers() throws IOException {
    publish("3.0.0", Float.NaN, 3);
    var config = check("3.0.0", Map.of(), Optional.empty(), "MIT");
    assertThat(errors(plan(new CheckStepType(), config, 4).verify()))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("GW-550 model.safetensors: 'w.weight': value 0 at byte")
        .contains("is NaN, and 1 more");
  }

  @Test
  void aRegistryIsListedShownComparedAndExported() throws IOException {
    ModelReports reports = new ModelReports(registry);
    assertThat(reports.list())
        .extracting(line -> line.model() + " " + line.version() + " " + line.aliases())
        .containsExactly("ranker 1.0.0 []", "ranker 2.0.0 [champion]");
    var shown = reports.show("ranker:champion");
    assertThat(shown.version().version()).isEqualTo("2.0.0");
    assertThat(shown.parameters()).isEqualTo(2);
    assertThat(shown.card()).hasValueSatisfying(card -> assertThat(card.format()).isEqualTo(1));
    var diff = reports.diff("ranker@1.0.0", "ranker@2.0.0");
    assertThat(diff.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.distance().orElseThrow().most()).isEqualTo(1));
    reports.export("ranker@1.0.0", project.resolve("out"));
    assertThat(project.resolve("out/model.safetensors"))
        .hasSameBinaryContentAs(project.resolve("v1.0.0/model.safetensors"));
    assertThat(ModelReports.check(project.resolve("out"), Demands.NONE).isGood()).isTrue();
    assertThatThrownBy(() -> reports.show("ranker:none"))
        .hasMessageContaining("GW-541")
        .hasMessageContaining("[champion]");
    assertThatThrownBy(() -> reports.show("?")).hasMessageContaining("'?' names no version");
  }

  @Test
  @DisplayName("Guarantee 9: a promotion and its way back do not depend on the size of a version")
  void aPromotionTakesAsManyOperationsForALargeVersionAsForASmallOne() throws IOException {
    // The very first promotion also brings what the marks of all later ones say.
    assertThat(operationsToPromote("1.0.0", 3)).isPositive();
    long small = operationsToPromote("1.0.0", 6);
    Path folder = Files.createDirectories(project.resolve("large"));
    byte[] noise = new byte[48 << 20];
    new Random(5).nextBytes(noise);
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      new SafetensorsWriter()
          .add("w", SafetensorsType.U8, Shape.of(noise.length), to -> to.write(noise))
          .writeTo(out);
    }
    PublishConfig config =
        new PublishConfig(
            RANKER,
            new Version("9.0.0"),
            "large",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            false,
            Optional.empty(),
            Demands.Check.QUICK,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    plan(new PublishStepType(), config, 4).done(Verb.APPLY, Verb.PUBLISH);
    assertThat(operationsToPromote("9.0.0", 5)).isEqualTo(small);
  }

  private long operationsToPromote(String version, long run) {
    FaultyStorage counting = FaultyStorage.once(storage, Long.MAX_VALUE, Mishap.NONE);
    PromoteConfig config =
        new PromoteConfig(RANKER, new Version(version), CHAMPION, Map.of(), false);
    var step = plan(new PromoteStepType(), config, run);
    step.on(repository(counting));
    step.done(Verb.APPLY, Verb.PUBLISH, Verb.UNDO);
    assertThat(registry.ask("ranker:champion")).isEqualTo("2.0.0");
    return counting.operations();
  }

  @Test
  void aRetiredVersionIsPutBackByUndo() {
    Digest before = registry.digest();
    var step = plan(new RetireStepType(), retire(List.of("1.0.0"), Optional.empty()), 3);
    step.done(Verb.APPLY, Verb.PUBLISH);
    assertThat(registry.ask("ranker@1.0.0")).isEmpty();
    assertThat(errors(step.verify())).isEmpty();
    step.done(Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
    assertThat(card("1.0.0").version()).isEqualTo("1.0.0");
  }

  @Test
  void oldVersionsAreRetiredButThoseThatAnAliasNames() {
    plan(new RetireStepType(), retire(List.of(), Optional.of(0)), 3)
        .done(Verb.APPLY, Verb.PUBLISH, Verb.RETIRE);
    assertThat(registry.holdings()).containsOnlyKeys("ranker@2.0.0", "ranker:champion");
    assertThat(artifacts.catalog().pins()).isEmpty();
    RetireConfig named = retire(List.of("2.0.0"), Optional.empty());
    assertThatThrownBy(() -> plan(new RetireStepType(), named, 4))
        .hasMessageContaining("GW-556")
        .hasMessageContaining("[champion]");
  }

  private static RetireConfig retire(List<String> versions, Optional<Integer> keep) {
    return new RetireConfig(RANKER, versions.stream().map(Version::new).toList(), keep);
  }

  @ParameterizedTest
  @EnumSource(value = Mishap.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("Guarantee 1: whatever fails while a version is converted, no half of it is visible")
  void aConversionIsNeverHalfVisible(Mishap mishap) {
    boolean struck = true;
    for (long operation = 1; struck; operation++) {
      var step = plan(new ConvertStepType(), toBrain(Optional.empty()), 1_000 + operation);
      struck = strike(step, operation, mishap);
      assertThat(operation).isLessThan(300);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Mishap.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("Guarantee 5: whatever fails while a version is retired, it is there or put back")
  void aRetirementIsWholeOrNotAtAll(Mishap mishap) {
    boolean struck = true;
    for (long operation = 1; struck; operation++) {
      var config = retire(List.of("1.0.0"), Optional.empty());
      struck = strike(plan(new RetireStepType(), config, 1_000 + operation), operation, mishap);
      assertThat(operation).isLessThan(300);
    }
  }

  /** Publishes and undoes, with a mishap in one operation; recovers as the engine does. */
  private boolean strike(StepRig<?, ?> step, long operation, Mishap mishap) {
    Digest before = registry.digest();
    FaultyStorage faulty = FaultyStorage.once(storage, operation, mishap);
    for (Verb verb : List.of(Verb.APPLY, Verb.PUBLISH, Verb.UNDO, Verb.RETIRE)) {
      step.on(repository(faulty));
      try {
        Attempt<Progress> attempt = step.perform(verb);
        assertThat(attempt).isNotNull();
      } catch (FaultyStorage.Crash | GodwitException e) {
        assertThat(e).isNotNull();
      }
      step.on(artifacts);
      boolean made = !registry.ask("ranker@2.0.0-bf16").isEmpty();
      assertThat(registry.ask("ranker:champion")).isEqualTo(made ? "2.0.0-bf16" : "2.0.0");
      if (!step.happened(verb) || (verb == Verb.APPLY && step.applied().values().isEmpty())) {
        step.done(verb);
      }
    }
    assertThat(registry.digest()).isEqualTo(before);
    return faulty.operations() >= operation;
  }

  private static List<Finding> errors(List<Finding> findings) {
    return findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
  }
}
