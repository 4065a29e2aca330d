package io.godwit.knowledge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.knowledge.chunk.Chunk;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.store.ExactSearch.Hit;
import io.godwit.knowledge.store.Vectors.Missing;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactSearchTest {

  private static final int DIMENSION = 13;
  private static final int TEXTS = 300;
  private static final Digest ORIGIN = Digest.of("origin");

  @TempDir Path directory;
  private KnowledgeStore store;
  private final List<float[]> vectors = new ArrayList<>();

  @BeforeEach
  void fill() {
    store =
        new KnowledgeStore(
            Database.open(
                DatabaseUrl.parse("jdbc:sqlite:search.db", directory),
                DatabaseSettings.OWN_TABLES));
    RunId run = new RunId(new UUID(1, 1));
    Effect effect =
        new Effect(
            Verb.APPLY,
            run,
            new StepId("fill"),
            new Effect.Keys(Digest.of("key"), ORIGIN, Optional.empty()),
            1);
    assertThat(
            store
                .once(effect, (session, past) -> fill(session, run))
                .<Boolean>fold(done -> true, fault -> false, fault -> false, fault -> false))
        .isTrue();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findsJustWhatComparingWithEveryVectorFindsForSeveralQueriesAtOnce() {
    Random random = new Random(99);
    List<float[]> queries = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      queries.add(vector(random));
    }
    List<List<Hit>> found = read(session -> session.search(version(session)).nearest(queries, 10));

    for (int q = 0; q < queries.size(); q++) {
      float[] query = queries.get(q);
      List<Long> expected =
          java.util.stream.LongStream.rangeClosed(1, TEXTS)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      (Long text) -> -VectorAudit.cosine(query, vectors.get((int) (text - 1)))))
              .limit(10)
              .toList();
      assertThat(found.get(q)).extracting(Hit::text).isEqualTo(expected);
    }
  }

  @Test
  void equalScoresGoToTheLowerKeyAndAPlaceTellsWhereATextStands() {
    float[] query = vectors.get(0);
    List<Hit> hits =
        read(session -> session.search(version(session)).nearest(List.of(query), 2)).get(0);

    assertThat(hits).extracting(Hit::text).containsExactly(1L, 2L); // the first two are twins
    assertThat(hits.get(0).score()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
    ExactSearch.Place place = read(session -> session.search(version(session)).place(1));
    assertThat(place).isEqualTo(new ExactSearch.Place("doc.md", 0, "Heading", "text 0"));
  }

  private <T> T read(KnowledgeStore.Reading<T> reading) {
    return store.read(reading).orElseThrow();
  }

  private static CollectionVersion version(StoreSession session) throws SQLException {
    return session.versions().builtBy(ORIGIN).orElseThrow();
  }

  private Progress fill(StoreSession session, RunId run) throws SQLException {
    EmbedderIdentity embedder =
        new EmbedderIdentity(
            new EmbedderModel("test", "random", ""),
            new VectorForm(DIMENSION, VectorForm.Element.FLOAT32, "", false),
            TextForm.PLAIN,
            Map.of());
    Versions versions = session.versions();
    CollectionVersion version =
        versions.begin(
            versions.requireCollection("c"),
            Optional.empty(),
            Chunking.DEFAULT,
            embedder,
            new Versions.Builder(run, ORIGIN));
    Documents documents = session.documents(version);
    try (DocumentWriter writer = documents.write("doc.md", Digest.of("doc"))) {
      for (int i = 0; i < TEXTS; i++) {
        String text = "text " + i;
        writer.add(new Chunk(i, i * 10L, i * 10L + text.length(), "Heading", text));
      }
      writer.finish("{}");
      documents.add("doc.md", writer);
    }
    Random random = new Random(5);
    List<Missing> texts = session.vectors(version).next(0, Long.MAX_VALUE, TEXTS);
    for (Missing text : texts) {
      vectors.add(text.id() == 2 ? vectors.get(0) : vector(random));
    }
    session.vectors(version).add(texts, vectors);
    versions.setBuilt(version);
    return Progress.complete(Checkpoint.NONE);
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
