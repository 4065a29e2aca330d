package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.live.LiveCollection;
import io.godwit.knowledge.metadata.MetadataSchema;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writers come between the batches of a step, while it embeds, and before it is published. */
@DisplayName("F1: what applications change while a version is built is in the version")
class LiveChangesTest {

  private static final EmbedderRef OLD = EmbedderRef.named("old");
  private static final EmbedderRef NEW = EmbedderRef.named("new");
  private static final Chunking LARGE = new Chunking(400, 0);

  @TempDir Path directory;

  /** An application that adds, changes and deletes, and remembers what there should be. */
  private static final class Application {

    private final LiveCollection collection;
    private final Map<String, String> documents;
    private final Random random;
    private int count;

    Application(KnowledgeProject project, Map<String, String> documents, long seed) {
      this.collection = new LiveCollection(project.target.store(), "articles", project.open(OLD));
      this.documents = documents;
      this.random = new Random(seed);
    }

    void works() {
      count++;
      List<String> paths = List.copyOf(documents.keySet());
      String path =
          random.nextInt(3) == 0 ? "live" + count + ".md" : paths.get(random.nextInt(paths.size()));
      if (random.nextInt(3) == 0) {
        documents.remove(path);
        collection.delete(path);
      } else {
        String text = KnowledgeProject.document(random.nextInt(5), "live" + random.nextInt(4));
        documents.put(path, text);
        collection.put(path, text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reembed, sqlite", "rechunk, sqlite", "metadata, sqlite", "content, sqlite",
    "reembed, postgresql", "rechunk, postgresql", "metadata, postgresql", "content, postgresql"
  })
  void theNewVersionEqualsOneThatIsMadeOfTheDocumentsAsTheyAreInTheEnd(String kind, String store) {
    String url = store.equals("sqlite") ? "jdbc:sqlite:knowledge.db" : TestPostgres.freshDatabase();
    try (KnowledgeProject project = new KnowledgeProject(directory, url).withDocuments(10)) {
      project.fake("old", 24);
      FakeEmbedder embedder = project.fake("new", 32);
      project.anImport(OLD).published();
      Map<String, String> documents = new TreeMap<>();
      for (int i = 0; i < 10; i++) {
        documents.put("part" + i % 3 + "/doc" + i + ".md", KnowledgeProject.document(i, "first"));
      }
      Application application = new Application(project, documents, 11);
      embedder.answers(
          texts -> {
            application.works();
            return Attempt.done(embedder.vectors(texts));
          });
      StepLife<?> step = step(project, kind);
      Progress progress = Progress.more(Checkpoint.NONE);
      for (int call = 0; call < 6 && !progress.complete(); call++) {
        application.works();
        progress = done(step.apply(progress.checkpoint()));
        application.works();
      }
      embedder.answersWell();
      while (!progress.complete()) {
        progress = done(step.apply(progress.checkpoint()));
      }
      for (int i = 0; i < 5; i++) {
        application.works();
      }
      Progress published = done(step.publish());
      for (int i = 0; !published.complete(); i++) {
        if (i < 3) {
          application.works();
        }
        published = done(step.publish());
      }

      assertThat(StepLife.errors(step.verify())).isEmpty();
      assertThat(project.ask("select count(*) from knowledge_change")).isEqualTo("0");
      assertThat(project.target.digest().hex()).isEqualTo(rebuilt(documents, kind));
    }
  }

  private static StepLife<?> step(KnowledgeProject project, String kind) {
    return switch (kind) {
      case "reembed" -> project.aReembedding(NEW);
      case "rechunk" ->
          project.life(
              new RechunkStepType(),
              new RechunkConfig(new CollectionName("articles"), LARGE, Optional.of(NEW), 16),
              project.newRun());
      case "content" -> project.aContentTransformation(new Shout());
      default -> project.aTransformation(Map.of("title", "shown.title"), Map.of("lang", "en"));
    };
  }

  private String rebuilt(Map<String, String> documents, String kind) {
    Path folder = directory.resolve("rebuilt");
    try (KnowledgeProject fresh = new KnowledgeProject(folder, "jdbc:sqlite:f.db")) {
      documents.forEach(fresh::write);
      fresh.fake("old", 24);
      fresh.fake("new", 32);
      boolean keepsEmbedder = kind.equals("metadata") || kind.equals("content");
      ImportConfig config =
          new ImportConfig(
              new CollectionName("articles"),
              "docs",
              keepsEmbedder ? OLD : NEW,
              Optional.of(kind.equals("rechunk") ? LARGE : KnowledgeProject.SMALL),
              16,
              List.of(),
              List.of(),
              false,
              Map.of());
      fresh.life(new ImportStepType(), config, fresh.newRun()).published();
      if (keepsEmbedder) {
        step(fresh, kind).published();
      }
      return fresh.target.digest().hex();
    }
  }

  @Test
  void whatComesAfterTheQuotaIsUsedUpWaitsAndNothingIsPaidForTwice() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(2)) {
      project.fake("old", 24);
      FakeEmbedder embedder = project.fake("new", 32).ofTextsInACall(2);
      project.anImport(OLD).published();
      StepLife<ReembedStep> step = project.aReembedding(NEW).applied();
      LiveCollection live =
          new LiveCollection(project.target.store(), "articles", project.open(OLD));
      live.put("late.md", KnowledgeProject.document(7, "late"));
      Set<String> paid = new HashSet<>();
      embedder.answers(
          texts ->
              paid.isEmpty() && paid.addAll(texts)
                  ? Attempt.done(embedder.vectors(texts))
                  : Attempt.rejected(KnowledgeError.QUOTA_EXHAUSTED, "no quota left"));

      for (Attempt<Progress> kept = step.publish(); kept instanceof Attempt.Done; ) {
        assertThat(done(kept).complete()).isFalse();
        kept = step.publish();
      }
      assertThat(StepLife.fault(step.publish()).code().pauses()).isTrue();
      embedder.calls.clear();
      embedder.answersWell();
      while (!done(step.publish()).complete()) {
        assertThat(embedder.texts()).isNotEmpty();
      }

      assertThat(embedder.texts()).doesNotContainAnyElementsOf(paid).isNotEmpty();
      assertThat(project.ask("select count(*) from knowledge_active_chunks where path = 'late.md'"))
          .isNotEqualTo("0");
    }
  }

  @Test
  void anApplicationWithAnotherEmbedderThanReadersSeeIsRefused() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(2)) {
      project.anImport(hashing(32)).published();
      LiveCollection wrong =
          new LiveCollection(project.target.store(), "articles", project.open(hashing(64)));
      LiveCollection nowhere =
          new LiveCollection(project.target.store(), "letters", project.open(hashing(64)));

      assertThatThrownBy(() -> wrong.put("a.md", "words")).hasMessageContaining("GW-406");
      assertThatThrownBy(() -> nowhere.put("a.md", "words")).hasMessageContaining("GW-403");
      assertThatThrownBy(() -> nowhere.delete("a.md")).hasMessageContaining("GW-403");
    }
  }

  @Test
  void whatAnApplicationKnowsOfADocumentIsHeldToItsSchemaBeforeAnythingIsPaidFor() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(2)) {
      FakeEmbedder embedder = project.fake("old", 24);
      project.anImport(OLD).published();
      LiveCollection live =
          new LiveCollection(
              project.target.store(),
              "articles",
              project.open(OLD),
              new MetadataSchema(Map.of("rank", "integer")));
      live.put("new.md", "First words", Map.of("rank", 1, "tags", List.of("a")));
      embedder.calls.clear();

      assertThatThrownBy(() -> live.put("new.md", "Other words", Map.of("rank", "one")))
          .hasMessageContaining("GW-437")
          .hasMessageContaining("new.md has \"one\" at rank");
      assertThatThrownBy(() -> live.put("new.md", "Other words"))
          .hasMessageContaining("GW-437")
          .hasMessageContaining("nothing at rank");
      assertThatThrownBy(() -> live.put("new.md", "Other words", Map.of("rank", "a\0b")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(embedder.calls).isEmpty();
      assertThat(
              project.ask("select metadata from knowledge_active_documents where path = 'new.md'"))
          .isEqualTo("{\"rank\":1,\"tags\":[\"a\"]}");
      assertThat(project.ask("select text from knowledge_active_chunks where path = 'new.md'"))
          .isEqualTo("First words");
    }
  }

  @Test
  void aChangeIsSeenAtOnceAndRepeatingItChangesNothing() {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(2)) {
      project.anImport(hashing(32)).published();
      LiveCollection live =
          new LiveCollection(project.target.store(), "articles", project.open(hashing(32)));
      live.put("new.md", "# New\n\nA document that an application has written.");
      live.put("new.md", "# New\n\nA document that an application has written.");
      live.delete("part0/doc0.md");
      live.delete("part0/doc0.md");

      assertThat(project.ask("select text from knowledge_active_chunks where path = 'new.md'"))
          .isEqualTo("# New\n\nA document that an application has written.");
      assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("2");
      assertThat(project.ask("select count(*) from knowledge_change")).isEqualTo("0");
    }
  }
}
