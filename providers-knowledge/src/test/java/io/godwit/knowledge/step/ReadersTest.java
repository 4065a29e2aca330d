package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: readers cut over at once")
class ReadersTest {

  @TempDir Path directory;

  @Test
  void aReaderInALoopSeesAllOldOrAllNewAndNeverAMixtureOrAnError() throws Exception {
    try (KnowledgeProject project = new KnowledgeProject(directory).withDocuments(6)) {
      project.anImport(hashing(64)).published();
      AtomicBoolean over = new AtomicBoolean();
      CountDownLatch reading = new CountDownLatch(20);
      CompletableFuture<Set<String>> reader =
          CompletableFuture.supplyAsync(() -> read(project, over, reading));
      reading.await();
      for (int round = 0; round < 10; round++) {
        StepLife<ReembedStep> step = project.aReembedding(hashing(96)).published();
        done(step.undo());
      }
      over.set(true);

      String chunks = project.ask("select count(*) from knowledge_active_chunks");
      assertThat(reader.get()).isSubsetOf("64 256 1 " + chunks, "96 384 1 " + chunks).isNotEmpty();
    }
  }

  /** What was seen: dimension, bytes of a vector, how many kinds of both, how many chunks. */
  private static Set<String> read(
      KnowledgeProject project, AtomicBoolean over, CountDownLatch reading) {
    Set<String> seen = new HashSet<>();
    try (Connection connection = project.target.store().database().connection();
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        try (ResultSet row =
            statement.executeQuery(
                """
                select max(dimension) || ' ' || max(length(vector)) || ' '
                  || count(distinct dimension || ':' || length(vector) || embedder_fingerprint)
                  || ' ' || count(*) from knowledge_active_chunks\
                """)) {
          seen.add(row.next() ? row.getString(1) : "nothing");
        }
        reading.countDown();
      }
    } catch (SQLException e) {
      seen.add(e.toString());
    }
    return seen;
  }
}
