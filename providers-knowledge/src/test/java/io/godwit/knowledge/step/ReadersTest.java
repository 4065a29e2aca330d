package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.SpaceForm;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.ExactSearch.Hit;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each swap of the pointer waits until each reader has asked twice since the last one. */
@DisplayName("F1: readers that ask in a loop while versions are swapped, there and back")
class ReadersTest {

  private static final int ROUNDS = 3;
  private static final String ALL =
      """
      select max(dimension) || ' ' || max($dimension) || ' '
        || count(distinct dimension || ':' || $dimension || ':' || version || embedder_fingerprint)
        || ' ' || count(*) from knowledge_active_chunks\
      """;

  @TempDir Path directory;

  @Test
  void seeAllOldOrAllNewOnSqlite() {
    try (KnowledgeProject project = new KnowledgeProject(directory)) {
      seeAllOldOrAllNew(project, "length(vector) / 4");
    }
  }

  @Test
  void seeAllOldOrAllNewOnPostgresql() {
    try (KnowledgeProject project = new KnowledgeProject(directory, TestPostgres.freshDatabase())) {
      seeAllOldOrAllNew(project, "cardinality(vector)");
    }
  }

  private static void seeAllOldOrAllNew(KnowledgeProject project, String dimension) {
    project.withDocuments(3).anImport(hashing(64)).published();
    String all = ALL.replace("$dimension", dimension);
    String before = project.ask(all);
    StepLife<?> reembedding = project.aReembedding(hashing(96)).published();
    String after = project.ask(all);
    done(reembedding.undo());
    StepLife<?> rechunking = project.aRechunking(100, 0).published();
    String cut = project.ask(all);
    done(rechunking.undo());
    Readers readers = new Readers();
    CompletableFuture<Set<String>> rows = readers.begin(() -> rows(project, all));
    CompletableFuture<Set<String>> hits = readers.begin(() -> nearest(project));

    for (int round = 0; round < ROUNDS; round++) {
      readers.during(project.aReembedding(hashing(96)));
      readers.during(project.aRechunking(100, 0));
    }
    readers.end();

    assertThat(before).startsWith("64 64 1 ");
    assertThat(rows.join()).containsExactlyInAnyOrder(before, after, cut);
    assertThat(hits.join()).containsExactlyInAnyOrder("64: 5 of 5", "96: 5 of 5");
  }

  /** As a reader in SQL: the dimension, how many kinds of rows, and how many rows. */
  private static String rows(KnowledgeProject project, String query) throws SQLException {
    try (Connection connection = project.target.store().database().connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : "nothing";
    }
  }

  /** As an application: a query in the vectors of the version that the pointer shows. */
  private static String nearest(KnowledgeProject project) {
    return project.target.store().read(ReadersTest::nearest).orElse("no store");
  }

  private static String nearest(StoreSession session) throws SQLException {
    CollectionVersion version = Bases.active(session, "articles").orElseThrow();
    int dimension = SpaceForm.of(session.versions().embedder(version)).dimension();
    float[] query = new float[dimension];
    query[0] = 1;
    List<Hit> hits = session.search(version).nearest(List.of(query), 5).get(0);
    int there = 0;
    for (Hit hit : hits) {
      there += session.search(version).place(hit.text()).text().isEmpty() ? 0 : 1;
    }
    return dimension + ": " + there + " of " + hits.size();
  }

  /** Asks; what goes wrong is what is seen. */
  private interface Question {
    String answer() throws SQLException;
  }

  private static final class Readers {
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Semaphore> waiting = new ArrayList<>();

    CompletableFuture<Set<String>> begin(Question question) {
      Semaphore asked = new Semaphore(0);
      waiting.add(asked);
      return CompletableFuture.supplyAsync(
          () -> read(question, asked), work -> new Thread(work).start());
    }

    private Set<String> read(Question question, Semaphore asked) {
      Set<String> seen = new TreeSet<>();
      while (!over.get()) {
        try {
          seen.add(question.answer());
        } catch (SQLException | RuntimeException e) {
          seen.add(e.toString());
        }
        asked.release();
      }
      return seen;
    }

    /** Swaps the pointer and swaps it back, and lets everybody ask after each. */
    void during(StepLife<?> step) {
      done(step.applied().publish());
      lookTwice();
      done(step.undo());
      lookTwice();
    }

    /** The second question of each was begun after this. */
    private void lookTwice() {
      for (Semaphore asked : waiting) {
        asked.drainPermits();
        asked.acquireUninterruptibly(2);
      }
    }

    void end() {
      over.set(true);
    }
  }
}
