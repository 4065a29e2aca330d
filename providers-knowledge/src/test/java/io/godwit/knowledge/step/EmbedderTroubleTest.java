package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.StepLife.done;
import static io.godwit.knowledge.step.StepLife.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmbedderTroubleTest {

  private static final EmbedderRef SMALL = EmbedderRef.named("small");

  @TempDir Path directory;
  private KnowledgeProject project;
  private FakeEmbedder embedder;

  @BeforeEach
  void open() {
    project = new KnowledgeProject(directory).withDocuments(10);
    embedder = project.fake("small", 32);
  }

  @AfterEach
  void close() {
    project.close();
  }

  static Stream<Arguments> answersThatCannotBeRight() {
    return Stream.of(
        Arguments.of("too few", change(v -> Arrays.copyOf(v, v.length - 1))),
        Arguments.of("another dimension", change(v -> with(v, new float[31]))),
        Arguments.of("not finite", change(v -> with(v, filled(Float.NaN)))),
        Arguments.of("zeros", change(v -> with(v, filled(0)))),
        Arguments.of("length", change(v -> with(v, filled(3)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersThatCannotBeRight")
  void vectorsThatCannotBeRightAreNotStoredAndTheStepGoesOnWhenTheyAre(
      String what, Function<float[][], float[][]> wrong) {
    StepLife<ImportStep> step = project.anImport(SMALL);
    Progress documents = done(step.apply(Checkpoint.NONE));
    embedder.answers(texts -> Attempt.done(wrong.apply(embedder.vectors(texts))));

    assertThat(fault(step.apply(documents.checkpoint())).code())
        .isEqualTo(KnowledgeError.BAD_VECTORS);
    assertThat(project.ask("select count(*) from knowledge_embedding")).isEqualTo("0");

    embedder.answersWell();
    step.published();
    assertThat(project.target.holdings()).containsKey("articles");
  }

  @Test
  void anEmbedderThatIsBusyLeavesTheBatchToBeRepeatedAndNothingIsPaidTwice() {
    StepLife<ImportStep> step = project.anImport(SMALL);
    Progress progress = done(step.apply(Checkpoint.NONE));
    List<String> paid = new ArrayList<>();
    int asked = 0;
    int refused = 0;
    while (!progress.complete()) {
      boolean busy = asked++ % 2 == 0;
      embedder.answers(
          texts -> {
            if (busy) {
              return Attempt.retryable(KnowledgeError.BAD_VECTORS, "429");
            }
            paid.addAll(texts);
            return Attempt.done(embedder.vectors(texts));
          });
      Attempt<Progress> attempt = step.apply(progress.checkpoint());
      if (attempt instanceof Attempt.Retryable<Progress>) {
        refused++;
      } else {
        progress = done(attempt);
      }
    }
    assertThat(refused).isEqualTo(5);

    assertThat(paid).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    embedder.answersWell();
    assertThat(StepLife.errors(step.verify())).isEmpty();
  }

  @Test
  void aPlanThatWouldCostMoreThanItMayIsRefusedAndARunPausesBeforeItDoes() {
    embedder.isDearAndMayCost("0.50");
    assertThatThrownBy(() -> project.anImport(SMALL))
        .hasMessageContaining("GW-434")
        .hasMessageContaining("the step may cost 0.50 at most");
    assertThat(embedder.texts()).isEmpty();

    embedder.isDearAndMayCost("100.00");
    StepLife<ImportStep> step = project.anImport(SMALL);
    embedder.isDearAndMayCost("2.50");
    Progress progress = done(step.apply(Checkpoint.NONE));
    Attempt<Progress> attempt = step.apply(progress.checkpoint());
    while (attempt instanceof Attempt.Done<Progress> well) {
      progress = well.value();
      attempt = step.apply(progress.checkpoint());
    }
    assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
    assertThat(fault(attempt).code()).isEqualTo(KnowledgeError.PRICE_CAP);
    assertThat(fault(attempt).code().pauses()).isTrue();
    int paid = embedder.texts().size();
    assertThat(project.ask("select count(*) from knowledge_embedding"))
        .isEqualTo(Integer.toString(paid));

    embedder.isDearAndMayCost("100.00");
    while (!progress.complete()) {
      progress = done(step.apply(progress.checkpoint()));
    }
    assertThat(paid).isPositive().isLessThan(embedder.texts().size());
    assertThat(embedder.texts()).doesNotHaveDuplicates();
    assertThat(StepLife.errors(step.verify())).isEmpty();
  }

  @Test
  void aBatchWhoseReceiptTheEngineHasNotSeenIsNotPaidForAgain() {
    StepLife<ImportStep> step = project.anImport(SMALL);
    Progress documents = done(step.apply(Checkpoint.NONE));
    done(step.apply(documents.checkpoint()));
    int paid = embedder.texts().size();

    Progress next = done(step.apply(documents.checkpoint()));
    assertThat(paid).isEqualTo(16);
    while (!next.complete()) {
      next = done(step.apply(next.checkpoint()));
    }
    assertThat(embedder.texts()).doesNotHaveDuplicates();
    assertThat(StepLife.errors(step.verify())).isEmpty();
  }

  @Test
  void callsKeepWithinTheLimitsOfTheEmbedder() {
    FakeEmbedder narrow = new FakeEmbedder(32, 5);
    project.fakes.put("small", narrow);
    StepLife<ImportStep> step = project.anImport(SMALL);
    assertThat(step.plan.text().details().get(0)).contains("USD");
    step.applied();

    assertThat(narrow.calls).allSatisfy(call -> assertThat(call).hasSizeBetween(1, 5));
  }

  @Test
  void anEmbedderThatChangedAfterThePlanIsRefused() {
    StepLife<ImportStep> step = project.anImport(SMALL);
    embedder.becomesRevision("2");

    Attempt<Progress> attempt = step.apply(Checkpoint.NONE);
    assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
    assertThat(fault(attempt).code()).isEqualTo(KnowledgeError.EMBEDDER_CHANGED);
    assertThat(project.ask("select count(*) from knowledge_version")).isEqualTo("0");
  }

  @Test
  void vectorsThatWereGivenToTheWrongTextsFailTheVerification() {
    StepLife<ImportStep> step = project.anImport(SMALL);
    embedder.answers(
        texts -> {
          List<String> reversed = new ArrayList<>(texts);
          Collections.reverse(reversed);
          return Attempt.done(embedder.vectors(reversed));
        });
    step.applied();
    embedder.answersWell();

    assertThat(StepLife.errors(step.verify()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("asked again"));
  }

  @Test
  void anEmbedderThatGivesAllTextsOneVectorFailsTheVerification() {
    StepLife<ImportStep> step = project.anImport(SMALL);
    embedder.answers(
        texts -> Attempt.done(embedder.vectors(Collections.nCopies(texts.size(), "x"))));
    step.applied();

    assertThat(StepLife.errors(step.verify()))
        .extracting(Finding::message)
        .contains("the embedder gives different texts one and the same vector");
  }

  @Test
  void aPlanSaysWhenTheOldEmbedderIsGone() {
    project.anImport(SMALL).published();
    assertThat(project.aReembedding(KnowledgeProject.hashing(64)).plan.text().warnings()).isEmpty();

    embedder.answers(texts -> Attempt.rejected(KnowledgeError.BAD_VECTORS, "gone for good"));
    assertThat(project.aReembedding(KnowledgeProject.hashing(64)).plan.text().warnings())
        .singleElement()
        .satisfies(w -> assertThat(w).contains("rollback is of no use").contains("gone for good"));
    project.fakes.clear();
    assertThat(project.aReembedding(KnowledgeProject.hashing(64)).plan.text().warnings())
        .singleElement()
        .satisfies(w -> assertThat(w).contains("no embedder of the project"));
  }

  @Test
  void aReembeddingBelowTheLeastOverlapFailsAndOneAboveReportsIt() {
    project.anImport(SMALL).published();
    ReembedConfig strict =
        new ReembedConfig(
            new CollectionName("articles"),
            KnowledgeProject.hashing(64),
            16,
            Optional.of(new ReembedConfig.Verify(0.99, 0)));
    StepLife<ReembedStep> step =
        project.life(new ReembedStepType(), strict, project.newRun()).applied();

    assertThat(StepLife.errors(step.verify()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("min-overlap-at-10 is 0.99"));
    assertThat(project.aReembedding(KnowledgeProject.hashing(128)).applied().verify())
        .anySatisfy(finding -> assertThat(finding.message()).contains("ten nearest"));
  }

  @Test
  void aReembeddingIsHeldToHeadingsThatOughtToFindTheirDocuments() {
    for (int i = 0; i < 8; i++) {
      String word = "thing" + i;
      project.write("known/k" + i + ".md", "# " + word + "\n\nAll about " + word + " here.\n");
    }
    project.anImport(KnowledgeProject.hashing(64)).published();
    StepLife<ReembedStep> good = knownItems(KnowledgeProject.hashing(256)).applied();
    assertThat(StepLife.errors(good.verify())).isEmpty();
    assertThat(good.verify())
        .anySatisfy(finding -> assertThat(finding.message()).contains("headings", "95 %", "known"))
        .anySatisfy(finding -> assertThat(finding.message()).startsWith("the embedder before: of"));

    assertThat(StepLife.errors(knownItems(SMALL).applied().verify()))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message()).contains("min-known-item-hit-at-10 is 0.9"));
  }

  private StepLife<ReembedStep> knownItems(EmbedderRef embedder) {
    ReembedConfig config =
        new ReembedConfig(
            new CollectionName("articles"),
            embedder,
            64,
            Optional.of(new ReembedConfig.Verify(0, 0.9)));
    return project.life(new ReembedStepType(), config, project.newRun());
  }

  private static Function<float[][], float[][]> change(Function<float[][], float[][]> change) {
    return change;
  }

  private static float[][] with(float[][] vectors, float[] last) {
    float[][] changed = vectors.clone();
    changed[changed.length - 1] = last;
    return changed;
  }

  private static float[] filled(float value) {
    float[] vector = new float[32];
    Arrays.fill(vector, value);
    return vector;
  }
}
