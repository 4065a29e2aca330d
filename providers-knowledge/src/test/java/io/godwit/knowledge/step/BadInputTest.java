package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {

  @TempDir Path directory;
  private KnowledgeProject project;

  @BeforeEach
  void open() {
    project = new KnowledgeProject(directory);
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void allBrokenDocumentsAreReportedAtOnceWithTheirPlacesAndNothingIsTouched() {
    project.write("good.md", "fine");
    project.write("bad1.md", new byte[] {'a', (byte) 0xFF});
    project.write("sub/bad2.txt", new byte[] {'a', 'b', 0});
    project.write("image.png", new byte[] {(byte) 0x89, 'P'});

    assertThatThrownBy(() -> project.anImport(hashing(64)))
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(KnowledgeError.DOCUMENT_NOT_TEXT);
              assertThat(e.faults()).hasSize(2);
            })
        .hasMessageContaining("migrations/001/docs/bad1.md")
        .hasMessageContaining("migrations/001/docs/sub/bad2.txt");
    assertThat(Files.exists(directory.resolve("knowledge.db"))).isFalse();
  }

  @Test
  void aFolderWithoutDocumentsIsRefused() {
    project.write("image.png", "no document");

    assertThatThrownBy(() -> project.anImport(hashing(64)))
        .hasMessageContaining("GW-402")
        .hasMessageContaining("**/*.md");
  }

  @Test
  void patternsChooseTheDocuments() {
    project.write("a.md", "one");
    project.write("deep/er/b.md", "two");
    project.write("deep/draft-c.md", "three");
    project.write("notes.rst", "four");
    ImportConfig config =
        new ImportConfig(
            new CollectionName("articles"),
            "docs",
            hashing(64),
            Optional.empty(),
            16,
            List.of("**/*.md", "*.rst"),
            List.of("**/draft-*"),
            false,
            Map.of());
    project.life(new ImportStepType(), config, project.newRun()).published();

    assertThat(
            project.ask(
                "select group_concat(path) from (select path from"
                    + " knowledge_active_documents order by path)"))
        .isEqualTo("a.md,deep/er/b.md,notes.rst");
  }

  @Test
  void anEmptyDocumentIsADocumentWithoutChunks() {
    project.write("empty.md", "");
    project.write("full.md", "words");
    project.anImport(hashing(64)).published();

    assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("2");
    assertThat(project.ask("select count(*) from knowledge_active_chunks")).isEqualTo("1");
  }

  @Test
  void pathsThatLookLikeSqlAreOnlyNames() {
    project.write("x'; drop table knowledge_text; --.md", "words");
    project.anImport(hashing(64)).published();

    assertThat(project.ask("select path from knowledge_active_documents")).startsWith("x';");
    assertThat(project.ask("select count(*) from knowledge_text")).isEqualTo("1");
  }

  @Test
  void aCollectionThatIsNotThereCannotBeEmbeddedAnew() {
    assertThatThrownBy(() -> project.aReembedding(hashing(64)))
        .hasMessageContaining("GW-403")
        .hasMessageContaining("articles");
  }

  @Test
  void namesAndNumbersOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new CollectionName("a b")).hasMessageContaining("letters, digits");
    assertThatThrownBy(
            () -> new ReembedConfig(new CollectionName("a"), hashing(64), 0, Optional.empty()))
        .hasMessageContaining("batch is 0");
    assertThatThrownBy(() -> new ReembedConfig.Verify(60, 0)).hasMessageContaining("from 0 to 1");
  }

  @Test
  void aQueryThatIsWrongOrWantsToChangeSomethingIsRefused() {
    project.write("a.md", "words");
    project.anImport(hashing(64)).published();

    assertThatThrownBy(() -> project.ask("select nonsense")).hasMessageContaining("GW-410");
    assertThatThrownBy(() -> project.ask("delete from knowledge_text"))
        .hasMessageContaining("GW-410");
    assertThat(project.ask("select count(*) from knowledge_text")).isEqualTo("1");
    assertThat(project.ask("select null")).isEmpty();
  }

  @Test
  void aStoreOfALaterGodwitIsLeftAlone() throws Exception {
    project.write("a.md", "words");
    StepLife<ImportStep> step = project.anImport(hashing(64)).published();
    try (var connection = project.target.store().database().connection();
        var statement = connection.createStatement()) {
      statement.executeUpdate("update knowledge_format set format = 3");
    }

    assertThatThrownBy(() -> project.target.digest()).hasMessageContaining("GW-408");
    assertThat(project.target.health().isGood()).isFalse();
    assertThat(StepLife.fault(step.undo()).code()).isEqualTo(KnowledgeError.STORE_FORMAT);
  }
}
