package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Steps that die at any moment: before a batch, in the embedder, or after the batch and before the
 * engine has written down that it happened, so that it comes again with an old checkpoint.
 */
@DisplayName("B4: a step that died is taken up where it was, or taken back")
class CrashTest {

  private static final EmbedderRef SMALL = EmbedderRef.named("small");
  private static final int TRIALS = 20;

  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path directory;

  @Test
  void aStepThatDiesManyTimesEndsWhereOneEndsThatNeverDid() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(8)) {
      project.fake("small", 32);
      StepLife<ImportStep> calm = project.anImport(SMALL).published();
      Digest expected = project.target.digest();
      done(calm.undo());
      calm.retired();
      Digest nothing = project.target.digest();

      for (int seed = 0; seed < TRIALS; seed++) {
        Random random = new Random(seed);
        FakeEmbedder embedder = project.fake("small", 32);
        StepLife<ImportStep> step = project.anImport(SMALL);
        List<String> paid = troubled(step, embedder, random, 1000);

        embedder.answersWell();
        assertThat(paid).as("seed %s", seed).doesNotHaveDuplicates();
        assertThat(StepLife.errors(step.verify())).as("seed %s", seed).isEmpty();
        done(step.publish());
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(expected);
        done(step.undo());
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(nothing);
        step.retired();
      }
    }
  }

  @Test
  void aStepThatDiedAnywhereIsTakenBack() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(8)) {
      FakeEmbedder embedder = project.fake("small", 32);
      project.anImport(SMALL).published();
      Digest before = project.target.digest();
      project.write("part0/doc0.md", KnowledgeProject.document(0, "other"));
      project.delete("part1/doc1.md");

      for (int seed = 0; seed < 10; seed++) {
        StepLife<ImportStep> step = project.anImport(KnowledgeProject.hashing(48 + seed));
        troubled(step, embedder, new Random(seed), seed);
        done(step.undo());

        assertThat(project.target.digest()).isEqualTo(before);
        step.retired();
        assertThat(project.target.digest()).isEqualTo(before);
      }
      assertThat(project.ask("select count(distinct space_id) from knowledge_embedding"))
          .isEqualTo("1");
    }
  }

  @Test
  void aRechunkingThatDiesManyTimesEndsWhereOneEndsThatNeverDidAndGoesBackAllTheWay() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(8)) {
      project.fake("small", 32);
      project.anImport(SMALL).published();
      Digest before = project.target.digest();
      StepLife<RechunkStep> calm = project.aRechunking(400, 0).published();
      Digest expected = project.target.digest();
      done(calm.undo());
      calm.retired();

      for (int seed = 0; seed < 10; seed++) {
        FakeEmbedder embedder = project.fake("small", 32);
        StepLife<RechunkStep> step = project.aRechunking(400, 0);
        List<String> paid = troubled(step, embedder, new Random(seed), 1000);

        embedder.answersWell();
        assertThat(paid).as("seed %s", seed).doesNotHaveDuplicates().isNotEmpty();
        assertThat(StepLife.errors(step.verify())).as("seed %s", seed).isEmpty();
        done(step.publish());
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(expected);
        done(step.undo());
        step.retired();
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(before);

        StepLife<RechunkStep> half = project.aRechunking(400, 0);
        troubled(half, embedder, new Random(seed), seed % 7);
        done(half.undo());
        half.retired();
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(before);
      }
    }
  }

  /** Gives what was paid for and kept. */
  private static List<String> troubled(
      StepLife<?> step, FakeEmbedder embedder, Random random, int calls) {
    List<String> paid = new ArrayList<>();
    embedder.answers(
        texts -> {
          if (random.nextInt(3) == 0) {
            throw new Death();
          }
          paid.addAll(texts);
          return Attempt.done(embedder.vectors(texts));
        });
    Checkpoint known = Checkpoint.NONE;
    for (int call = 0; call < calls; call++) {
      try {
        Progress progress = done(step.apply(known));
        if (progress.complete()) {
          return paid;
        }
        known = random.nextInt(3) == 0 ? known : progress.checkpoint();
      } catch (Death e) {
        known = random.nextInt(4) == 0 ? Checkpoint.NONE : known;
      }
    }
    return paid;
  }
}
