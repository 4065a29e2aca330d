package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.content.TransformContentConfig;
import io.godwit.knowledge.content.TransformContentStepType;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.testkit.fault.Effects;
import io.godwit.testkit.fault.Mishap;
import io.godwit.testkit.fault.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "B4: steps with several workers, killed anywhere, lose nothing and pay for nothing twice")
class WorkersTest {

  private static final CollectionName ARTICLES = new CollectionName("articles");
  private static final EmbedderRef OLD = EmbedderRef.named("old");
  private static final EmbedderRef NEW = EmbedderRef.named("new");
  private static final int BATCH = 4;
  private static final RunId RUN = new RunId(new UUID(9, 9));
  private static final Mishap[] MISHAPS = {
    Mishap.STOP_BEFORE, Mishap.STOP_AFTER, Mishap.LOSE_ANSWER, Mishap.FAIL
  };

  @TempDir Path directory;

  @BeforeEach
  void importDocuments() {
    try (KnowledgeProject project = open(directory, Effects.counted(), 1)) {
      project.withDocuments(5);
      project.anImport(OLD).published();
      project.write("part1/doc1.md", KnowledgeProject.document(1, "other"));
      project.write("part0/new.md", KnowledgeProject.document(9, "new"));
      project.delete("part2/doc2.md");
    }
  }

  @Test
  void inTwentyTrials() throws IOException {
    trials(0, 20);
  }

  @Test
  @Tag("soak")
  void inTwoHundredTrials() throws IOException {
    trials(20, 220);
  }

  @Test
  void asManyCallsAreUnderWayAsTheEmbedderWants() {
    try (KnowledgeProject project = open(directory, Effects.counted(), 4)) {
      CountDownLatch four = new CountDownLatch(4);
      FakeEmbedder embedder = Optional.ofNullable(project.fakes.get(NEW.name())).orElseThrow();
      StepLife<ReembedStep> step =
          project.life(
              new ReembedStepType(),
              new ReembedConfig(ARTICLES, NEW, BATCH, Optional.empty()),
              project.newRun());
      embedder.answers(
          texts -> {
            four.countDown();
            assertThat(isOpen(four)).as("nobody waits for the others").isTrue();
            return Attempt.done(embedder.vectors(texts));
          });

      step.applied();

      assertThat(embedder.texts()).doesNotHaveDuplicates().hasSizeGreaterThan(4 * BATCH);
    }
  }

  private static boolean isOpen(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void trials(int from, int to) throws IOException {
    List<Trial<?, ?>> kinds =
        List.of(
            new Trial<>(new ImportStepType(), anImport(), OLD),
            new Trial<>(
                new ReembedStepType(),
                new ReembedConfig(ARTICLES, NEW, BATCH, Optional.empty()),
                NEW),
            new Trial<>(
                new RechunkStepType(),
                new RechunkConfig(ARTICLES, new Chunking(160, 0), Optional.of(OLD), BATCH),
                OLD),
            new Trial<>(new TransformContentStepType(), aTransformation(), OLD));
    for (int seed = from; seed < to; seed++) {
      kinds.get(seed % kinds.size()).run(seed);
    }
  }

  private static ImportConfig anImport() {
    return new ImportConfig(
        ARTICLES,
        "docs",
        OLD,
        Optional.of(KnowledgeProject.SMALL),
        BATCH,
        List.of(),
        List.of(),
        false,
        Map.of());
  }

  private static TransformContentConfig aTransformation() {
    return new TransformContentConfig(
        ARTICLES,
        Optional.of("shout"),
        List.of(),
        Optional.empty(),
        List.of(),
        Duration.ofSeconds(30),
        false,
        Optional.of(OLD),
        BATCH,
        Map.of());
  }

  private static KnowledgeProject open(Path folder, Effects effects, int workers) {
    KnowledgeProject project =
        new KnowledgeProject(
            folder, "jdbc:sqlite:knowledge.db", IndexSettings.DEFAULT, effects::connection);
    Shout shout = new Shout();
    project.transforms.put(shout.name(), shout);
    project.fake("old", 16).withWorkers(workers);
    project.fake("new", 24).withWorkers(workers);
    return project;
  }

  private Path copy(String name) throws IOException {
    Path store = directory.resolve(name);
    Files.createDirectories(store);
    Files.copy(directory.resolve("knowledge.db"), store.resolve("knowledge.db"));
    FolderTree documents = new FolderTree(directory.resolve("docs"));
    for (FileTree.Entry entry : documents.files()) {
      Path document = store.resolve("docs").resolve(entry.path());
      Files.createDirectories(document.getParent());
      Files.copy(directory.resolve("docs").resolve(entry.path()), document);
    }
    return store;
  }

  /** What has a vector by an embedder. */
  private static Set<String> stored(KnowledgeProject project, FakeEmbedder embedder) {
    String texts =
        project.ask(
            "select coalesce(group_concat(t.text, char(1)), '') from knowledge_text t"
                + " join knowledge_embedding m on m.text_id = t.text_id"
                + " join knowledge_space s on s.space_id = m.space_id where s.dimension = "
                + embedder.identity().vector().dimension());
    return Set.of(texts.split("\u0001"));
  }

  /** Steps of one kind, each in a store of its own. */
  private final class Trial<C extends Record, F extends Record> {
    private final StepType<KnowledgeTarget, C, F> type;
    private final EmbedderRef embedder;
    private final StepPlan<F> plan;
    private final Digest expected;
    private final int effects;
    private Checkpoint known = Checkpoint.NONE;

    Trial(StepType<KnowledgeTarget, C, F> type, C config, EmbedderRef embedder) throws IOException {
      this.type = type;
      this.embedder = embedder;
      Effects counted = Effects.counted();
      try (KnowledgeProject project = open(copy(type.name().value()), counted, 1)) {
        this.plan = type.plan(project.target, config, project);
        StepLife<F> life = life(project);
        finish(life);
        this.effects = counted.happened().size();
        done(life.publish());
        this.expected = project.target.digest();
      }
    }

    private StepLife<F> life(KnowledgeProject project) {
      return new StepLife<>(project, type, plan, RUN);
    }

    private void finish(StepLife<F> life) {
      for (int call = 0; call < 500; call++) {
        Attempt<Progress> attempt = life.apply(known);
        assertThat(attempt).isNotInstanceOf(Attempt.Rejected.class);
        if (attempt instanceof Attempt.Done<Progress> done) {
          known = done.value().checkpoint();
          if (done.value().complete()) {
            return;
          }
        }
      }
      throw new AssertionError(type.name() + " does not end");
    }

    /** Something happens several times; each time another number of workers goes on. */
    void run(int seed) throws IOException {
      Random random = new Random(seed);
      Path store = copy("trial-" + seed);
      known = Checkpoint.NONE;
      for (int workers : random.nextBoolean() ? new int[] {1, 8} : new int[] {8, 1}) {
        Mishap mishap = MISHAPS[random.nextInt(MISHAPS.length)];
        Effects unlucky = Effects.unlucky(1 + random.nextInt(effects), mishap);
        goOn(open(store, unlucky, workers));
        known = random.nextInt(4) == 0 ? Checkpoint.NONE : known;
      }
      try (KnowledgeProject project = open(store, Effects.counted(), 3)) {
        StepLife<F> life = life(project);
        finish(life);
        assertThat(StepLife.errors(life.verify())).as("seed %s", seed).isEmpty();
        done(life.publish());
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(expected);
      }
    }

    /** Until the process dies, or all is done; what is stored is not asked for. */
    private void goOn(KnowledgeProject project) {
      FakeEmbedder asked = Optional.ofNullable(project.fakes.get(embedder.name())).orElseThrow();
      Set<String> stored = stored(project, asked);
      Set<String> refused = ConcurrentHashMap.newKeySet();
      asked.answers(
          texts ->
              texts.get(0).hashCode() % 3 == 0 && refused.add(texts.get(0))
                  ? Attempt.retryable(KnowledgeError.EMBEDDER_BUSY, "not now")
                  : Attempt.done(asked.vectors(texts)));
      try (project) {
        finish(life(project));
      } catch (Stopped dead) {
        assertThat(dead).as("how it ended").hasMessageContaining("effect");
      }
      assertThat(asked.texts()).doesNotContainAnyElementsOf(stored);
    }
  }
}
