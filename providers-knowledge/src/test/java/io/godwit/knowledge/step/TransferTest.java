package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.transfer.TransferStep;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: collections move between stores")
class TransferTest {

  @TempDir Path directory;

  private KnowledgeProject sqlite(String name) {
    return new KnowledgeProject(directory, "jdbc:sqlite:" + name + ".db");
  }

  @Test
  void aCopyToPostgresqlAndBackHasTheDigestOfTheOriginal() {
    try (KnowledgeProject first = sqlite("first").withDocuments(12);
        KnowledgeProject second = new KnowledgeProject(directory, TestPostgres.freshDatabase());
        KnowledgeProject third = sqlite("third")) {
      first.anImport(hashing(64)).published();
      first.aTransformation(Map.of("title", "shown.title"), Map.of()).published();
      Digest original = first.target.digest();
      Digest nothing = second.target.digest();
      second.others.put("first", first.target);
      third.others.put("second", second.target);

      StepLife<TransferStep> there = second.aTransfer(TransferStepType.copy(), "first");
      assertThat(there.plan.text().summary()).contains("12 documents");
      there.published();
      third.aTransfer(TransferStepType.copy(), "second").published();

      assertThat(second.target.digest()).isEqualTo(original);
      assertThat(third.target.digest()).isEqualTo(original);
      third.aRechunking(400, 0).published();
      done(there.undo());
      assertThat(second.target.digest()).isEqualTo(nothing);
      there.retired();
      for (String table : List.of("document", "body", "text", "chunk", "embedding", "entry")) {
        assertThat(second.ask("select count(*) from knowledge_" + table)).as(table).isEqualTo("0");
      }
    }
  }

  @Test
  void aSynchronisationBringsOnlyWhatHasChangedAndMarksWhatIsGone() {
    try (KnowledgeProject source = sqlite("source").withDocuments(12);
        KnowledgeProject copy = new KnowledgeProject(directory, TestPostgres.freshDatabase())) {
      copy.others.put("source", source.target);
      source.anImport(hashing(64)).published();
      copy.aTransfer(TransferStepType.sync(), "source").published();
      Digest before = copy.target.digest();
      source.write("part0/doc0.md", KnowledgeProject.document(0, "other"));
      source.write("new.md", KnowledgeProject.document(99, "new"));
      source.delete("part1/doc1.md");
      source.anImport(hashing(64)).published();

      StepLife<TransferStep> step = copy.aTransfer(TransferStepType.sync(), "source");
      assertThat(step.plan.text().details())
          .contains("1 documents are new, 1 have changed, 1 are gone");
      assertThat(done(step.apply(Checkpoint.NONE)).tallies())
          .anySatisfy(
              tally -> {
                assertThat(tally.what()).isEqualTo("documents copied");
                assertThat(tally.done()).isEqualTo(2);
              });
      step.published();

      assertThat(copy.target.digest()).isEqualTo(source.target.digest());
      assertThat(copy.ask("select count(*) from knowledge_entry where deleted = 1")).isEqualTo("1");
      done(step.undo());
      assertThat(copy.target.digest()).isEqualTo(before);
    }
  }

  @Test
  void aCopyGoesOnWhereItWasWhenItsProcessDied() {
    try (KnowledgeProject source = sqlite("source").withDocuments(250);
        KnowledgeProject copy = sqlite("copy")) {
      copy.others.put("source", source.target);
      source.anImport(hashing(16)).published();
      Digest original = source.target.digest();
      StepLife<TransferStep> step = copy.aTransfer(TransferStepType.copy(), "source");
      done(step.apply(Checkpoint.NONE));
      source.write("part0/doc0.md", KnowledgeProject.document(0, "other"));
      source.anImport(hashing(16)).published();

      done(step.apply(Checkpoint.NONE));
      step.published();

      assertThat(copy.target.digest()).isEqualTo(original);
      done(step.undo());
      step.again().published();
      assertThat(copy.target.digest()).isEqualTo(source.target.digest());
    }
  }

  @Test
  void anIncompleteCopyThatWasTakenBackIsBegunAnew() {
    try (KnowledgeProject source = sqlite("source").withDocuments(130);
        KnowledgeProject copy = sqlite("copy")) {
      copy.others.put("source", source.target);
      source.anImport(hashing(16)).published();
      StepLife<TransferStep> step = copy.aTransfer(TransferStepType.copy(), "source");
      done(step.apply(Checkpoint.NONE));
      done(step.undo());
      step.again().published();

      assertThat(copy.target.digest()).isEqualTo(source.target.digest());
    }
  }

  @Test
  void aVectorThatIsNotAsItsManifestSaysFailsTheCopy() throws SQLException {
    try (KnowledgeProject source = sqlite("source").withDocuments(3);
        KnowledgeProject copy = sqlite("copy")) {
      copy.others.put("source", source.target);
      source.anImport(hashing(64)).published();
      try (Connection connection = source.target.store().database().connection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "update knowledge_embedding set vector = zeroblob(64) where text_id = 2");
      }
      StepLife<TransferStep> step = copy.aTransfer(TransferStepType.copy(), "source").applied();

      assertThat(StepLife.errors(step.verify()))
          .anySatisfy(finding -> assertThat(finding.message()).contains("dimension 16"));
    }
  }

  @Test
  void aSourceThatIsNotThereOrIsFreedIsSaid() {
    try (KnowledgeProject source = sqlite("source").withDocuments(130);
        KnowledgeProject copy = sqlite("copy")) {
      copy.others.put("source", source.target);
      assertThatThrownBy(() -> copy.aTransfer(TransferStepType.copy(), "source"))
          .hasMessageContaining("GW-403");
      source.anImport(hashing(16)).published();
      StepLife<TransferStep> step = copy.aTransfer(TransferStepType.copy(), "source");
      done(step.apply(Checkpoint.NONE));
      source.aReembedding(hashing(32)).published().retired();

      assertThat(StepLife.fault(step.apply(Checkpoint.NONE)).code())
          .isEqualTo(KnowledgeError.VERSION_RETIRED);
    }
  }
}
