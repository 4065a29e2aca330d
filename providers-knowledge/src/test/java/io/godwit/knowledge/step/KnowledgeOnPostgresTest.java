package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Digest;
import io.godwit.knowledge.store.Vectors;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: the same on PostgreSQL, vectors as arrays")
class KnowledgeOnPostgresTest {

  @TempDir Path directory;

  @Test
  void aCollectionGoesForwardAndBackAndHasTheDigestThatItHasOnSqlite() {
    String url = TestPostgres.freshDatabase();
    try (KnowledgeProject there = new KnowledgeProject(directory, url).withDocuments(8);
        KnowledgeProject here = new KnowledgeProject(directory).withDocuments(8)) {
      Digest nothing = there.target.digest();
      StepLife<ImportStep> first = there.anImport(hashing(64)).published();
      Digest imported = there.target.digest();
      StepLife<ReembedStep> second = there.aReembedding(hashing(96)).published();
      here.anImport(hashing(64)).published();

      assertThat(nothing).isNotEqualTo(imported);
      assertThat(imported).isEqualTo(here.target.digest());
      assertThat(there.ask("select min(cardinality(vector)) from knowledge_active_chunks"))
          .isEqualTo("96");
      assertThat(there.target.health().isGood()).isTrue();
      assertThatThrownBy(() -> there.ask("delete from knowledge_text"))
          .hasMessageContaining("GW-410");

      done(second.undo());
      assertThat(there.target.digest()).isEqualTo(imported);
      second.retired();
      assertThat(there.target.digest()).isEqualTo(imported);
      done(first.undo());
      assertThat(there.target.digest()).isEqualTo(nothing);
      first.retired();
      assertThat(there.ask("select count(*) from knowledge_embedding")).isEqualTo("0");
    }
  }

  @Test
  void aVectorThatAnApplicationHasBroughtMeanwhileStaysAndTheOthersGoIn() {
    try (KnowledgeProject project =
        new KnowledgeProject(directory, TestPostgres.freshDatabase()).withDocuments(2)) {
      project.anImport(hashing(64)).published();
      Digest imported = project.target.digest();
      String vectors = project.ask("select count(*) from knowledge_embedding");
      project
          .target
          .store()
          .write(
              session -> {
                Vectors own =
                    session.vectors(session.versions().allActive().values().iterator().next());
                try (Statement statement = session.connection().createStatement()) {
                  statement.execute("delete from knowledge_embedding where text_id > 3");
                }
                float[] other = new float[64];
                other[0] = 1;
                own.add(
                    List.of(
                        new Vectors.Missing(3, "", Optional.empty()),
                        new Vectors.Missing(4, "", Optional.empty())),
                    List.of(other, other));
                return own;
              });

      assertThat(project.ask("select count(*) from knowledge_embedding")).isEqualTo("4");
      assertThat(vectors).isNotEqualTo("4");
      assertThat(project.target.digest()).isNotEqualTo(imported);
      assertThat(project.ask("select vector[1] = 1 from knowledge_embedding where text_id = 3"))
          .isEqualTo("f");
      assertThat(project.ask("select vector[1] = 1 from knowledge_embedding where text_id = 4"))
          .isEqualTo("t");
    }
  }
}
