package io.godwit.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Change;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.Shape;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.safetensors.SafetensorsWriter;
import io.godwit.model.step.Demands;
import io.godwit.model.step.PromoteConfig;
import io.godwit.model.step.PromoteStep;
import io.godwit.model.step.PromoteStepType;
import io.godwit.model.step.PublishConfig;
import io.godwit.model.step.PublishStep;
import io.godwit.model.step.PublishStepType;
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

@DisplayName("F2: models are published, promoted and taken back on a real repository")
final class ModelStepsTest {

  private static final ModelName RANKER = new ModelName("ranker");

  @TempDir Path project;
  private final Storage storage = new MemoryStorage(StepRig.CLOCK);
  private final Random ids = new Random(7);
  private Artifacts artifacts = repository(storage);
  private ModelRegistry registry = new ModelRegistry("models", artifacts);

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
  void makeModels() throws IOException {
    model("v1", 1f);
    model("v2", 2f);
  }

  private void model(String folder, float value) throws IOException {
    Files.createDirectories(project.resolve(folder));
    Files.writeString(project.resolve(folder).resolve("config.json"), "{\"value\":" + value + "}");
    try (OutputStream out =
        Files.newOutputStream(project.resolve(folder).resolve("model.safetensors"))) {
      new SafetensorsWriter().add("w", Shape.of(2), value, value).writeTo(out);
    }
  }

  private PublishConfig config(String version, String folder, Map<String, String> expect) {
    return new PublishConfig(
        RANKER,
        new Version(version),
        folder,
        Optional.of(new AliasName("champion")),
        Optional.of("Apache-2.0"),
        Optional.of("commit 0f3c"),
        List.of(),
        Map.of("team", "search"),
        expect,
        List.of(),
        false,
        Optional.empty(),
        Demands.Check.FULL,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same files as the version of another model. */
  private static PublishConfig as(
      String model, Optional<AliasName> alias, PublishConfig other, PublishConfig... also) {
    return new PublishConfig(
        new ModelName(model),
        other.version(),
        other.from(),
        alias,
        other.license(),
        other.source(),
        other.parents(),
        other.metadata(),
        other.expect(),
        other.carry(),
        other.strict(),
        other.limits(),
        other.check(),
        other.allow(),
        other.signature(),
        other.smoke(),
        List.of(also));
  }

  /** Ranker 2.0.0 and reader 7.0.0 in one step. */
  private StepRig<PublishConfig, PublishStep> publishingBoth(long run) {
    PublishConfig ranker = config("2.0.0", "v2", Map.of());
    PublishConfig reader = as("reader", ranker.alias(), config("7.0.0", "v1", Map.of()));
    return StepRig.plan(
        new PublishStepType(),
        as("ranker", ranker.alias(), ranker, reader),
        artifacts,
        project,
        run);
  }

  private StepRig<PublishConfig, PublishStep> publishing(String version, String folder, long run) {
    return StepRig.plan(
        new PublishStepType(), config(version, folder, Map.of()), artifacts, project, run);
  }

  private StepRig<PromoteConfig, PromoteStep> promoting(String version, long run) {
    return promoting(version, Map.of(), run);
  }

  private StepRig<PromoteConfig, PromoteStep> promoting(
      String version, Map<String, Version> also, long run) {
    return StepRig.plan(
        new PromoteStepType(),
        new PromoteConfig(RANKER, new Version(version), new AliasName("champion"), also, false),
        artifacts,
        project,
        run);
  }

  /** Version 1.0.0 with its alias is there. */
  private Digest withFirstVersion() {
    publishing("1.0.0", "v1", 1).done(Verb.APPLY, Verb.PUBLISH, Verb.RETIRE);
    return registry.digest();
  }

  @Test
  void aVersionIsInvisibleUntilItIsPublishedAndGoneWhenItIsUndone() {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    step.done(Verb.APPLY);
    assertThat(errors(step.verify())).isEmpty();
    assertThat(registry.digest()).isEqualTo(before);

    step.done(Verb.PUBLISH);
    assertThat(registry.ask("ranker:champion")).isEqualTo("2.0.0");
    assertThat(registry.ask("ranker")).isEqualTo("2");
    assertThat(errors(step.verify())).isEmpty();
    assertThat(registry.digest()).isNotEqualTo(before);

    step.done(Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
    assertThat(registry.ask("ranker:champion")).isEqualTo("1.0.0");
  }

  @Test
  void theFirstVersionIsTakenBackToNothing() {
    Digest empty = registry.digest();
    StepRig<PublishConfig, PublishStep> step = publishing("1.0.0", "v1", 1);
    step.done(Verb.APPLY, Verb.PUBLISH, Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(empty);
    assertThat(registry.holdings()).isEmpty();
  }

  @Test
  void whatUndoTakesOutIsKeptUntilItIsRetired() {
    withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    step.done(Verb.APPLY, Verb.PUBLISH, Verb.UNDO);
    assertThat(artifacts.catalog().pins()).hasSize(1);
    step.done(Verb.RETIRE);
    assertThat(artifacts.catalog().pins()).isEmpty();
    assertThat(step.happened(Verb.RETIRE)).isTrue();
  }

  @Test
  void everyVerbMayBeRepeated() {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    step.done(Verb.APPLY, Verb.APPLY, Verb.PUBLISH, Verb.PUBLISH, Verb.APPLY);
    step.done(Verb.UNDO, Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
    step.done(Verb.RETIRE, Verb.RETIRE);
  }

  @Test
  void anUndoOfWhatNeverBeganChangesNothing() {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    step.done(Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
    assertThat(step.happened(Verb.UNDO)).isTrue();
  }

  @Test
  void aPublicationThatComesAfterItsUndoChangesNothing() {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    step.done(Verb.APPLY, Verb.UNDO);
    assertThat(code(step.perform(Verb.PUBLISH))).isEqualTo(ModelError.TOO_LATE);
    assertThat(registry.digest()).isEqualTo(before);
    assertThat(step.happened(Verb.PUBLISH)).isFalse();
  }

  @Test
  void aWayBackThatFailsIsTakenBackInTurnAndItsLateUndoChangesNothing() {
    withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    step.done(Verb.APPLY, Verb.PUBLISH);
    Digest after = registry.digest();

    step.startDown(1);
    step.done(Verb.UNDO, Verb.APPLY);
    assertThat(step.happened(Verb.APPLY)).isTrue();
    step.done(Verb.PUBLISH);
    assertThat(registry.digest()).isEqualTo(after);
    assertThat(code(step.perform(Verb.UNDO))).isEqualTo(ArtifactError.ALIAS_MOVED);
    assertThat(registry.digest()).isEqualTo(after);

    step.startDown(2);
    step.done(Verb.UNDO);
    assertThat(registry.ask("ranker:champion")).isEqualTo("1.0.0");
    step.done(Verb.RETIRE);
    assertThat(artifacts.catalog().aliases(ArtifactId.of("godwit/model-steps", "x").name()))
        .isEmpty();
  }

  @Test
  void anAliasThatSomebodyElseHasMovedIsNotTouched() {
    withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("2.0.0", "v2", 2);
    moveChampion("1.0.0", Optional.empty());
    assertThat(code(step.perform(Verb.APPLY))).isEqualTo(ModelError.ALIAS_ELSEWHERE);
    moveChampion(null, Optional.of("1.0.0"));
    step.done(Verb.APPLY);
    moveChampion("1.0.0", Optional.empty());
    assertThat(code(step.perform(Verb.PUBLISH))).isEqualTo(ArtifactError.ALIAS_MOVED);
    assertThat(registry.ask("ranker@2.0.0")).isEmpty();
    moveChampion(null, Optional.of("1.0.0"));
    step.done(Verb.PUBLISH);
    moveChampion("2.0.0", Optional.of("1.0.0"));
    publishing("3.0.0", "v1", 3).done(Verb.APPLY, Verb.PUBLISH);
    Digest now = registry.digest();
    assertThat(code(step.perform(Verb.UNDO))).isEqualTo(ArtifactError.ALIAS_MOVED);
    assertThat(registry.digest()).isEqualTo(now);
  }

  private void moveChampion(@org.jspecify.annotations.Nullable String from, Optional<String> to) {
    assertThat(
            artifacts.publish(
                Change.none()
                    .move(
                        registry.alias(RANKER, new AliasName("champion")),
                        Optional.ofNullable(from).map(Version::new),
                        to.map(Version::new))))
        .isInstanceOf(Attempt.Done.class);
  }

  @Test
  void aVersionNeverChanges() {
    withFirstVersion();
    assertThatThrownBy(() -> publishing("1.0.0", "v2", 2))
        .hasMessageContaining("GW-540")
        .hasMessageContaining("versions never change");
  }

  @Test
  void publishingTheSameAgainIsNoErrorAndItsUndoKeepsTheVersion() {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> step = publishing("1.0.0", "v1", 2);
    step.done(Verb.APPLY, Verb.PUBLISH);
    assertThat(registry.digest()).isEqualTo(before);
    step.done(Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
  }

  @Test
  void aliasesMoveBetweenPublishedVersionsAndBack() {
    withFirstVersion();
    publishing("2.0.0", "v2", 2).done(Verb.APPLY, Verb.PUBLISH);
    StepRig<PromoteConfig, PromoteStep> back = promoting("1.0.0", 3);
    assertThat(back.plan().text().summary()).isEqualTo("move ranker:champion from 2.0.0 to 1.0.0");
    back.done(Verb.APPLY, Verb.PUBLISH);
    assertThat(registry.ask("ranker:champion")).isEqualTo("1.0.0");
    assertThat(errors(back.verify())).isEmpty();
    back.done(Verb.UNDO);
    assertThat(registry.ask("ranker:champion")).isEqualTo("2.0.0");
    assertThat(code(back.perform(Verb.PUBLISH))).isEqualTo(ModelError.TOO_LATE);
  }

  @Test
  void aliasesOfSeveralModelsMoveInOneSwapAndBack() {
    withFirstVersion();
    publishing("2.0.0", "v2", 2).done(Verb.APPLY, Verb.PUBLISH);
    PublishConfig reader = as("reader", Optional.empty(), config("7.0.0", "v1", Map.of()));
    StepRig.plan(new PublishStepType(), reader, artifacts, project, 3)
        .done(Verb.APPLY, Verb.PUBLISH);
    Digest before = registry.digest();
    long revision = artifacts.catalog().revision();
    StepRig<PromoteConfig, PromoteStep> both =
        promoting("1.0.0", Map.of("reader", new Version("7.0.0")), 4);
    both.done(Verb.APPLY, Verb.PUBLISH);
    assertThat(artifacts.catalog().revision()).isEqualTo(revision + 1);
    assertThat(registry.ask("ranker:champion")).isEqualTo("1.0.0");
    assertThat(registry.ask("reader:champion")).isEqualTo("7.0.0");
    assertThat(errors(both.verify())).isEmpty();
    both.done(Verb.UNDO);
    assertThat(registry.digest()).isEqualTo(before);
  }

  @Test
  void severalModelsAppearInOneSwapAndGoInOne() {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> both = publishingBoth(2);
    assertThat(both.plan().text().summary())
        .contains("publish ranker 2.0.0", "publish reader 7.0.0");
    both.done(Verb.APPLY);
    assertThat(registry.digest()).isEqualTo(before);
    long revision = artifacts.catalog().revision();
    both.done(Verb.PUBLISH);
    assertThat(artifacts.catalog().revision()).isEqualTo(revision + 1);
    assertThat(registry.ask("ranker:champion")).isEqualTo("2.0.0");
    assertThat(registry.ask("reader:champion")).isEqualTo("7.0.0");
    assertThat(errors(both.verify())).isEmpty();
    both.done(Verb.UNDO);
    assertThat(artifacts.catalog().revision()).isEqualTo(revision + 2);
    assertThat(registry.digest()).isEqualTo(before);
    both.done(Verb.RETIRE);
  }

  @Test
  void oneOfSeveralModelsThatIsBrokenKeepsAllBack() throws IOException {
    Digest before = withFirstVersion();
    StepRig<PublishConfig, PublishStep> both = publishingBoth(2);
    moveChampion("1.0.0", Optional.empty());
    assertThat(code(both.perform(Verb.APPLY))).isEqualTo(ModelError.ALIAS_ELSEWHERE);
    moveChampion(null, Optional.of("1.0.0"));
    Files.writeString(project.resolve("v1/model.safetensors"), "nothing of the kind");
    assertThatThrownBy(() -> publishingBoth(3)).hasMessageContaining("v1/model.safetensors");
    assertThat(registry.digest()).isEqualTo(before);
  }

  @Test
  void aVersionOrAnAliasThatIsWrittenTwiceInOneStepIsRefused() {
    PublishConfig one = config("2.0.0", "v2", Map.of());
    assertThatThrownBy(() -> plan(as("ranker", one.alias(), one, one)))
        .hasMessageContaining("GW-563")
        .hasMessageContaining("ranker@2.0.0 is written twice")
        .hasMessageContaining("ranker:champion is written twice");
  }

  private StepRig<PublishConfig, PublishStep> plan(PublishConfig config) {
    return StepRig.plan(new PublishStepType(), config, artifacts, project, 9);
  }

  @Test
  void promotingWhatIsNotPublishedIsRefused() {
    withFirstVersion();
    assertThatThrownBy(() -> promoting("9.9.9", 2))
        .hasMessageContaining("GW-541")
        .hasMessageContaining("[1.0.0]");
  }

  @Test
  void filesAreCheckedBeforeAnythingIsDone() throws IOException {
    Files.writeString(project.resolve("v2/evil.pkl"), "x");
    Files.write(project.resolve("v2/model.safetensors"), new byte[3]);
    assertThatThrownBy(() -> publishing("2.0.0", "v2", 2))
        .hasMessageContaining("GW-501 v2/evil.pkl")
        .hasMessageContaining("GW-510 v2/model.safetensors: byte 0, rule file-too-short");
  }

  @Test
  void tensorsThatAreExpectedMustBeThere() {
    Map<String, String> good = Map.of("w", "F32[2]");
    StepRig.plan(new PublishStepType(), config("2.0.0", "v2", good), artifacts, project, 2);
    Map<String, String> bad = Map.of("w", "F16[2]", "bias", "[2]");
    assertThatThrownBy(
            () ->
                StepRig.plan(
                    new PublishStepType(), config("2.0.0", "v2", bad), artifacts, project, 2))
        .hasMessageContaining("tensor 'w' of model.safetensors is F32[2], expected F16[2]")
        .hasMessageContaining("tensor 'bias', expected as [2], is in no file");
  }

  @Test
  void theCardSaysWhatWasPublished() {
    withFirstVersion();
    ArtifactId id = registry.card(RANKER, new Version("1.0.0"));
    Card card =
        Card.read(artifacts.contents(artifacts.find(id).orElseThrow().content().manifest()));
    assertThat(card.lineage())
        .containsEntry("license", "Apache-2.0")
        .containsEntry("source", "commit 0f3c")
        .containsEntry("step", "ranker");
    assertThat(card.metadata()).containsEntry("team", "search");
    assertThat(card.totals()).containsEntry("parameters", 2L).containsEntry("tensors", 1L);
    assertThat(card.files()).singleElement().satisfies(f -> assertThat(f.tensors()).isEqualTo(1));
    assertThat(card.content()).isEqualTo(registry.ask("ranker@1.0.0"));
  }

  @Test
  void questionsThatARegistryCannotAnswerAreRefused() {
    assertThat(registry.ask("nothing:here")).isEmpty();
    assertThatThrownBy(() -> registry.ask("select 1")).hasMessageContaining("GW-544");
  }

  @ParameterizedTest
  @EnumSource(value = Mishap.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName(
      "Guarantee 1: whatever fails in whatever operation, both models are published or none")
  void nothingIsEverHalfPublished(Mishap mishap) {
    withFirstVersion();
    boolean struck = true;
    for (long operation = 1; struck; operation++) {
      struck = strike(operation, mishap);
      assertThat(operation).isLessThan(200);
    }
  }

  /** Publishes and undoes, with a mishap in one operation; recovers as the engine does. */
  private boolean strike(long operation, Mishap mishap) {
    Digest before = registry.digest();
    StepRig<PublishConfig, PublishStep> step = publishingBoth(1_000 + operation);
    FaultyStorage faulty = FaultyStorage.once(storage, operation, mishap);
    for (Verb verb : List.of(Verb.APPLY, Verb.PUBLISH, Verb.UNDO, Verb.RETIRE)) {
      step.on(repository(faulty));
      try {
        step.perform(verb);
      } catch (FaultyStorage.Crash | io.godwit.api.error.GodwitException e) {
        assertThat(e).isNotNull();
      }
      step.on(artifacts);
      assertWhole();
      if (!step.happened(verb)) {
        step.done(verb);
      }
    }
    assertThat(registry.digest()).isEqualTo(before);
    return faulty.operations() >= operation;
  }

  private void assertWhole() {
    boolean version = !registry.ask("ranker@2.0.0").isEmpty();
    assertThat(registry.ask("ranker:champion")).isEqualTo(version ? "2.0.0" : "1.0.0");
    assertThat(registry.ask("reader@7.0.0").isEmpty()).isEqualTo(!version);
    assertThat(registry.ask("reader:champion")).isEqualTo(version ? "7.0.0" : "");
  }

  private static List<Finding> errors(List<Finding> findings) {
    return findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
  }

  private static ErrorCode code(Attempt<Progress> attempt) {
    return attempt.fold(
        progress -> {
          throw new AssertionError("it was done");
        },
        fault -> fault.code(),
        fault -> fault.code(),
        fault -> fault.code());
  }
}
