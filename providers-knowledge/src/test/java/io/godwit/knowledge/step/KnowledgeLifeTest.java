package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static io.godwit.knowledge.step.StepLife.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.knowledge.KnowledgeError;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: documents, embeddings and metadata move between versions")
class KnowledgeLifeTest {

  @TempDir Path directory;
  private KnowledgeProject project;

  @BeforeEach
  void open() {
    project = new KnowledgeProject(directory).withDocuments(12);
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void anImportIsSeenWithItsPublishingAndNotBefore() {
    StepLife<ImportStep> step = project.anImport(hashing(64)).applied();
    assertThat(project.ask("select count(*) from knowledge_active_chunks")).isEqualTo("0");
    assertThat(project.target.holdings()).isEmpty();

    done(step.publish());

    assertThat(project.ask("select count(distinct path) from knowledge_active_chunks"))
        .isEqualTo("12");
    assertThat(project.ask("select min(length(vector)) from knowledge_active_chunks"))
        .isEqualTo("256");
    assertThat(project.ask("select metadata from knowledge_active_documents order by path"))
        .isEqualTo("{\"format\":\"text/markdown\",\"title\":\"Document 0\"}");
    assertThat(project.target.holdings()).isEqualTo(Map.of("articles", "1"));
  }

  @Test
  void everythingIsAsItWasAfterUndoingAnImportAndAReembedding() {
    Digest nothing = project.target.digest();
    StepLife<ImportStep> first = project.anImport(hashing(64)).published();
    Digest imported = project.target.digest();
    StepLife<ReembedStep> second = project.aReembedding(hashing(96)).published();
    Digest reembedded = project.target.digest();
    assertThat(imported).isNotEqualTo(nothing).isNotEqualTo(reembedded);
    assertThat(project.ask("select min(dimension) from knowledge_active_chunks")).isEqualTo("96");

    done(second.undo());
    assertThat(project.target.digest()).isEqualTo(imported);
    assertThat(project.target.holdings()).isEqualTo(Map.of("articles", "1"));
    done(first.undo());
    assertThat(project.target.digest()).isEqualTo(nothing);
    assertThat(project.target.holdings()).isEmpty();
  }

  @Test
  void undoingTwiceIsUndoingOnceAndAlsoRightWhenNothingHappened() {
    StepLife<ImportStep> step = project.anImport(hashing(64));
    done(step.undo());
    done(step.undo());
    StepLife<ImportStep> other = project.anImport(hashing(64)).published();
    done(other.undo());
    done(other.undo());

    assertThat(project.target.holdings()).isEmpty();
  }

  @Test
  void aLateAttemptAtWhatWasUndoneChangesNothing() {
    StepLife<ImportStep> step = project.anImport(hashing(64)).applied();
    done(step.undo());

    assertThat(fault(step.apply(Checkpoint.NONE)).message()).contains("taken back");
    assertThat(fault(step.publish()).code()).isEqualTo(KnowledgeError.POINTER_MOVED);
    assertThat(project.target.holdings()).isEmpty();
  }

  @Test
  void whatWasUndoneComesBackWithoutEmbeddingAnythingAgain() {
    FakeEmbedder embedder = project.fake("small", 32);
    StepLife<ImportStep> step = project.anImport(EmbedderRef.named("small")).published();
    Digest before = project.target.digest();
    int calls = embedder.calls.size();

    done(step.undo());
    step.again().applied();
    done(step.publish());

    assertThat(project.target.digest()).isEqualTo(before);
    assertThat(embedder.calls).hasSize(calls);
  }

  @Test
  void aNewRunAfterAnUndonePaysForNothingTwice() {
    FakeEmbedder embedder = project.fake("small", 32);
    done(project.anImport(EmbedderRef.named("small")).published().undo());
    int paid = embedder.texts().size();
    project.anImport(EmbedderRef.named("small")).applied();

    assertThat(embedder.texts()).hasSize(paid);
  }

  @Test
  void anImportCarriesOverWhatHasNotChangedAndMarksWhatIsGone() {
    FakeEmbedder embedder = project.fake("small", 32);
    project.anImport(EmbedderRef.named("small")).published();
    Digest before = project.target.digest();
    project.write("part0/doc0.md", KnowledgeProject.document(0, "other"));
    project.write("new.txt", "A document that is new.");
    project.delete("part1/doc1.md");
    embedder.calls.clear();

    StepLife<ImportStep> second = project.anImport(EmbedderRef.named("small"));
    assertThat(second.plan.text().summary()).contains("12 documents").contains("2 new or changed");
    second.applied();

    assertThat(embedder.texts())
        .allMatch(
            t ->
                t.contains("other")
                    || t.contains("new")
                    || t.contains("Document 0")
                    || t.contains("0.0"));
    assertThat(StepLife.errors(second.verify())).isEmpty();
    done(second.publish());
    assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("12");
    assertThat(
            project.ask(
                "select count(*) from knowledge_active_documents where path = 'part1/doc1.md'"))
        .isEqualTo("0");
    assertThat(project.ask("select count(*) from knowledge_entry where deleted = 1"))
        .isEqualTo("1");
    done(second.undo());
    assertThat(project.target.digest()).isEqualTo(before);
  }

  @Test
  void textsThatOccurTwiceAreEmbeddedOnce() {
    project.write("twin.md", KnowledgeProject.document(1, "first"));
    FakeEmbedder embedder = project.fake("small", 32);
    done(project.anImport(EmbedderRef.named("small")).applied().publish());

    assertThat(embedder.texts()).doesNotHaveDuplicates();
    assertThat(project.ask("select count(*) from knowledge_active_chunks where path = 'twin.md'"))
        .isEqualTo(
            project.ask(
                "select count(*) from knowledge_active_chunks where path = 'part1/doc1.md'"));
  }

  @Test
  void anImportAndAReembeddingInOneRunFollowOneAnother() {
    RunId run = project.newRun();
    StepLife<ImportStep> first =
        project.life(new ImportStepType(), project.importing(hashing(64)), run).applied();
    StepLife<ReembedStep> second =
        project
            .preceded(true)
            .life(new ReembedStepType(), project.reembedding(hashing(96)), run)
            .applied();
    done(first.publish());
    done(second.publish());
    assertThat(project.ask("select min(dimension) from knowledge_active_chunks")).isEqualTo("96");

    done(second.undo());
    assertThat(project.ask("select min(dimension) from knowledge_active_chunks")).isEqualTo("64");
    done(first.undo());
    assertThat(project.target.holdings()).isEmpty();
  }

  @Test
  void aLookFindsTheReceiptOfWhatHappenedAndOfNothingElse() {
    StepLife<ImportStep> step = project.anImport(hashing(64));
    assertThat(step.look(Verb.APPLY)).isInstanceOf(Sighting.Absent.class);
    step.applied();
    assertThat(step.look(Verb.APPLY)).isInstanceOf(Sighting.Present.class);
    assertThat(step.look(Verb.PUBLISH)).isInstanceOf(Sighting.Absent.class);
  }

  @Test
  void aPointerThatSomebodyElseMovedIsNotTouched() {
    StepLife<ImportStep> first = project.anImport(hashing(64)).published();
    StepLife<ReembedStep> mine = project.aReembedding(hashing(96)).applied();
    project.aReembedding(hashing(80)).published();

    assertThat(fault(mine.publish()).code()).isEqualTo(KnowledgeError.POINTER_MOVED);
    assertThat(fault(first.undo()).code()).isEqualTo(KnowledgeError.POINTER_MOVED);
    assertThat(project.ask("select min(dimension) from knowledge_active_chunks")).isEqualTo("80");
  }

  @Test
  void retiringFreesWhatOnlyTheVersionBeforeNeededAndReadersSeeNoDifference() {
    project.anImport(hashing(64)).published();
    project.write("part0/doc0.md", KnowledgeProject.document(0, "other"));
    project.delete("part1/doc1.md");
    StepLife<ImportStep> second = project.anImport(hashing(64)).published();
    StepLife<ReembedStep> third = project.aReembedding(hashing(96)).published();
    Digest before = project.target.digest();

    second.retired();
    third.retired();

    assertThat(project.target.digest()).isEqualTo(before);
    assertThat(project.ask("select count(distinct space_id) from knowledge_embedding"))
        .isEqualTo("1");
    assertThat(project.ask("select count(*) from knowledge_document")).isEqualTo("12");
    assertThat(
            project.ask(
                "select count(*) from knowledge_chunk k where not exists (select 1 from"
                    + " knowledge_active_chunks a where a.ordinal = k.ordinal)"))
        .isEqualTo("0");
    assertThat(project.ask("select count(*) from knowledge_text"))
        .isEqualTo(project.ask("select count(distinct text) from knowledge_active_chunks"));
    assertThat(fault(third.undo()).code()).isEqualTo(KnowledgeError.VERSION_RETIRED);
  }

  @Test
  void retiringWhatWasUndoneFreesAllOfIt() {
    StepLife<ImportStep> step = project.anImport(hashing(64)).published();
    done(step.undo());
    step.retired();

    for (String table : new String[] {"entry", "document", "cut", "chunk", "text", "embedding"}) {
      assertThat(project.ask("select count(*) from knowledge_" + table)).as(table).isEqualTo("0");
    }
  }
}
