package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static io.godwit.knowledge.step.StepLife.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.content.Memory;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.knowledge.content.TransformContentStep;
import io.godwit.knowledge.content.TransformContentStepType;
import io.godwit.knowledge.live.LiveCollection;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("B1, B2: memories are transformed by a class or a command, and brought back")
class ContentTest {

  private static final EmbedderRef SMALL = EmbedderRef.named("small");

  @TempDir Path directory;

  @Test
  void aClassTransformsBesideWhatReadersSeeAndOnlyChangedTextsAreEmbedded() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(8)) {
      FakeEmbedder embedder = project.fake("small", 32);
      project.anImport(SMALL).published();
      Digest before = project.target.digest();
      int paid = embedder.texts().size();

      StepLife<TransformContentStep> step = project.aContentTransformation(new Shout());
      assertThat(step.plan.text().details())
          .anyMatch(line -> line.contains("becomes") && line.contains("\"length\":"))
          .anyMatch(line -> line.contains("of the first 8 documents 7 change; of all 8 about 7"));
      step.applied();
      assertThat(project.target.digest()).isEqualTo(before);
      assertThat(embedder.texts().subList(paid, embedder.texts().size()))
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .anyMatch(text -> text.contains("PARAGRAPH"));
      assertThat(step.verify())
          .noneMatch(finding -> finding.severity() != Finding.Severity.INFO)
          .anyMatch(finding -> finding.message().contains("8 documents, transformed again"));
      done(step.publish());

      assertThat(
              project.ask(
                  "select metadata from knowledge_active_documents where path = 'part0/doc0.md'"))
          .contains("\"length\":");
      assertThat(
              project.ask(
                  "select metadata from knowledge_active_documents where path = 'part1/doc1.md'"))
          .doesNotContain("\"length\":");
      assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("8");
      Digest after = project.target.digest();
      int all = embedder.texts().size();
      done(step.undo());
      assertThat(project.target.digest()).isEqualTo(before);
      step.again().published();
      assertThat(project.target.digest()).isEqualTo(after);
      assertThat(embedder.texts().subList(all, embedder.texts().size()))
          .as("asked again to verify only")
          .hasSizeLessThanOrEqualTo(16);
      step.retired();
      assertThat(project.target.digest()).isEqualTo(after);
    }
  }

  @Test
  void oneThatDiesManyTimesEndsWhereOneEndsThatNeverDid() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(20)) {
      project.fake("small", 32);
      project.anImport(SMALL).published();
      Digest before = project.target.digest();
      StepLife<TransformContentStep> calm = project.aContentTransformation(new Shout()).published();
      Digest expected = project.target.digest();
      done(calm.undo());
      calm.retired();
      assertThat(project.target.digest()).isEqualTo(before);

      for (int seed = 0; seed < 10; seed++) {
        StepLife<TransformContentStep> step = project.aContentTransformation(new Shout());
        Mortal mortal = new Mortal(new Random(seed));
        project.transforms.put("shout", mortal);
        mortal.leadThrough(step, 1000);
        project.transforms.put("shout", new Shout());
        assertThat(StepLife.errors(step.verify())).as("seed %s", seed).isEmpty();
        done(step.publish());
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(expected);
        done(step.undo());
        step.retired();
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(before);

        StepLife<TransformContentStep> half = project.aContentTransformation(new Shout());
        project.transforms.put("shout", mortal);
        mortal.leadThrough(half, seed % 5);
        done(half.undo());
        half.retired();
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(before);
      }
    }
  }

  /** Dies now and then, as a whole process would. */
  private static final class Mortal extends Shout {

    private static final class Death extends Error {
      private static final long serialVersionUID = 1L;
    }

    private final Random random;

    Mortal(Random random) {
      this.random = random;
    }

    @Override
    public Memory transform(Memory memory) throws Exception {
      if (random.nextInt(40) == 0) {
        throw new Death();
      }
      return super.transform(memory);
    }

    void leadThrough(StepLife<?> step, int calls) {
      Checkpoint known = Checkpoint.NONE;
      for (int call = 0; call < calls; call++) {
        try {
          Progress progress = done(step.apply(known));
          if (progress.complete()) {
            return;
          }
          known = random.nextInt(3) == 0 ? known : progress.checkpoint();
        } catch (Death e) {
          known = random.nextInt(4) == 0 ? Checkpoint.NONE : known;
        }
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCommandTransformsLineByLine() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(20)) {
      project.anImport(hashing(32)).published();
      Digest before = project.target.digest();

      StepLife<TransformContentStep> step =
          project.aCommand("sed", "s/first words/other words/g").published();

      assertThat(project.ask("select text from knowledge_active_chunks where ordinal = 1"))
          .contains("has the other words");
      done(step.undo());
      assertThat(project.target.digest()).isEqualTo(before);
      project.aCommand("cat").published();
      assertThat(project.target.digest()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 3                                       | GW-430 | ended with 3",
        "echo the disk is full >&2; exit 1            | GW-430 | the disk is full",
        "exit 75                                      | GW-432 | asks to be tried again",
        "head -n 1                                    | GW-430 | did not answer for",
        "cat; echo '{\"id\":\"other\"}'               | GW-430 | was not asked",
        "cat; echo not json                           | GW-430 | is not JSON",
        "cat; echo '[]'                               | GW-430 | no JSON object",
        "sed p                                        | GW-430 | answered twice",
        "sed 's/\"text\":\"[^\"]*\"/\"text\":7/'      | GW-430 | a text that is none",
        "sed 's/\"metadata\":{[^}]*}/\"metadata\":7/' | GW-430 | no object",
        "sed 's/\"text\":/\"error\":/'                | GW-430 | cannot be transformed: # Document",
        "printf '\\377'                               | GW-430 | not UTF-8",
      })
  void whatACommandDoesWrongIsSaidAndChangesNothing(String script, String code, String message) {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(3)) {
      project.anImport(hashing(32)).published();
      Digest before = project.target.digest();

      assertThatThrownBy(() -> project.aCommand("sh", "-c", script))
          .hasMessageContaining(code)
          .hasMessageContaining(message);
      StepLife<TransformContentStep> step = project.preceded(true).aCommand("sh", "-c", script);
      Progress begun = done(step.apply(Checkpoint.NONE));
      Attempt<Progress> attempt = step.apply(begun.checkpoint());
      assertThat(fault(attempt).toString()).contains(code).contains(message);
      assertThat(attempt)
          .isInstanceOf(code.equals("GW-432") ? Attempt.Retryable.class : Attempt.Rejected.class);
      done(step.undo());
      assertThat(project.target.digest()).isEqualTo(before);
    }
  }

  @Test
  void aClassThatFailsIsNamedWithTheDocumentAndMayLeaveItAsItWas() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(4)) {
      project.anImport(hashing(32)).published();
      ContentTransform fails =
          memory -> {
            if (memory.id().endsWith("doc2.md")) {
              throw new IllegalStateException("no mood today");
            }
            return memory.with("mood", "good").with("score", new BigDecimal("1.50"));
          };
      project.transforms.put("moods", fails);

      assertThatThrownBy(
              () ->
                  project.life(
                      new TransformContentStepType(),
                      project.transforming(Optional.of("moods"), false),
                      project.newRun()))
          .hasMessageContaining("GW-430")
          .hasMessageContaining("part2/doc2.md")
          .hasMessageContaining("no mood today");
      StepLife<TransformContentStep> step =
          project
              .life(
                  new TransformContentStepType(),
                  project.transforming(Optional.of("moods"), true),
                  project.newRun())
              .published();

      assertThat(step.plan.text().warnings())
          .contains("1 of the first 4 documents cannot be transformed");
      assertThat(
              project.ask(
                  "select count(*) from knowledge_active_documents where metadata like"
                      + " '%\"mood\":\"good\",\"score\":1.50%'"))
          .isEqualTo("3");
    }
  }

  @Test
  void whatIsKnownThenIsHeldToTheSchemaAlsoWhereTheStepFollowsAnApplication() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(4)) {
      project.anImport(hashing(32)).published();
      project.transforms.put(
          "moods",
          memory -> memory.with("mood", memory.id().endsWith("doc2.md") ? (Object) 7 : "good"));

      assertThatThrownBy(() -> aHeldTransformation(project, "text", false))
          .hasMessageContaining("GW-437")
          .hasMessageContaining("part2/doc2.md has 7 at mood");
      StepLife<TransformContentStep> step = aHeldTransformation(project, "text", true).published();
      assertThat(step.plan.text().warnings())
          .contains("1 of the first 4 documents cannot be transformed");
      assertThat(
              project.ask(
                  "select count(*) from knowledge_active_documents where metadata like"
                      + " '%\"mood\":\"good\"%'"))
          .isEqualTo("3");
      done(step.undo());

      project.transforms.put("moods", memory -> memory.with("mood", memory.text().length()));
      StepLife<TransformContentStep> late = aHeldTransformation(project, "integer", false);
      project.transforms.put(
          "moods",
          memory ->
              memory.with("mood", memory.id().equals("late.md") ? "late" : memory.text().length()));
      late.applied();
      new LiveCollection(project.target.store(), "articles", project.open(hashing(32)))
          .put("late.md", "Words");
      assertThat(fault(late.publish()).toString()).contains("GW-437").contains("late.md");
      done(late.undo());
      assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("5");
    }
  }

  private static StepLife<TransformContentStep> aHeldTransformation(
      KnowledgeProject project, String mood, boolean continueOnError) {
    return project.life(
        new TransformContentStepType(),
        project.transforming(Optional.of("moods"), continueOnError, Map.of("mood", mood)),
        project.newRun());
  }

  @Test
  void aTransformOfAnotherRevisionThanThePlanHasIsRefused() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(2)) {
      project.anImport(hashing(32)).published();
      StepLife<TransformContentStep> step = project.aContentTransformation(new Shout());
      Progress begun = done(step.apply(Checkpoint.NONE));
      project.transforms.put(
          "shout",
          new Shout() {
            @Override
            public String revision() {
              return "2";
            }
          });

      assertThat(fault(step.apply(begun.checkpoint())).toString())
          .contains("GW-431")
          .contains("has revision 2, the plan has 1");
      done(step.undo());
    }
  }

  @Test
  void whatAClassMayNotGiveIsRefused() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(1)) {
      project.anImport(hashing(32)).published();

      IntStream.range(0, 3)
          .forEach(
              kind -> {
                project.transforms.put(
                    "bad",
                    memory ->
                        switch (kind) {
                          case 0 -> new Memory("other", memory.text(), memory.metadata());
                          case 1 -> memory.with("nul", "a\0b");
                          default -> memory.with("number", Double.NaN);
                        });
                assertThatThrownBy(
                        () ->
                            project.life(
                                new TransformContentStepType(),
                                project.transforming(Optional.of("bad"), false),
                                project.newRun()))
                    .hasMessageContaining("GW-430");
              });
    }
  }
}
