package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static io.godwit.knowledge.step.StepLife.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.metadata.MetadataChange;
import io.godwit.knowledge.metadata.MetadataSchema;
import io.godwit.knowledge.metadata.TransformMetadataConfig;
import io.godwit.knowledge.metadata.TransformMetadataStepType;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("F1: chunks and metadata of a collection change beside what readers see")
class StructureTest {

  private static final Chunking LARGE = new Chunking(400, 0);

  @TempDir Path directory;

  private KnowledgeProject project(String store) {
    return store.equals("postgresql")
        ? new KnowledgeProject(directory, TestPostgres.freshDatabase())
        : new KnowledgeProject(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void everyStageIsAsItWasWhenTheStagesAfterItAreTakenBack(String store) {
    try (KnowledgeProject project = project(store).withDocuments(8)) {
      List<Digest> digests = new ArrayList<>();
      List<StepLife<?>> stages = new ArrayList<>();
      digests.add(project.target.digest());
      stages.add(project.anImport(hashing(64)).published());
      digests.add(project.target.digest());
      stages.add(project.aRechunking(400, 0).published());
      digests.add(project.target.digest());
      stages.add(project.aTransformation(Map.of("title", "shown.title"), Map.of()).published());
      digests.add(project.target.digest());
      stages.add(project.aReembedding(hashing(96)).published());
      digests.add(project.target.digest());
      stages.add(project.aDrop().published());

      assertThat(digests).doesNotHaveDuplicates();
      assertThat(project.target.digest()).isEqualTo(digests.get(0));
      assertThat(project.target.holdings()).isEmpty();
      for (int stage = stages.size() - 1; stage >= 0; stage--) {
        done(stages.get(stage).undo());
        assertThat(project.target.digest()).as("stage %s", stage).isEqualTo(digests.get(stage));
        stages.get(stage).retired();
        assertThat(project.target.digest()).as("stage %s", stage).isEqualTo(digests.get(stage));
      }
      for (String table : List.of("document", "body", "text", "chunk", "cut", "embedding")) {
        assertThat(project.ask("select count(*) from knowledge_" + table)).as(table).isEqualTo("0");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void aRechunkedCollectionIsTheOneThatAnImportInThatWayMakes(String store) {
    try (KnowledgeProject project = project(store).withDocuments(8);
        KnowledgeProject fresh = new KnowledgeProject(directory.resolve("."), "jdbc:sqlite:f.db")) {
      project.anImport(hashing(64)).published();
      StepLife<RechunkStep> step = project.aRechunking(400, 0);
      step.published();
      ImportConfig config =
          new ImportConfig(
              new CollectionName("articles"),
              "docs",
              hashing(64),
              Optional.of(LARGE),
              16,
              List.of(),
              List.of(),
              false,
              Map.of());
      fresh.life(new ImportStepType(), config, fresh.newRun()).published();

      assertThat(project.target.digest()).isEqualTo(fresh.target.digest());
      assertThat(step.plan.text().summary())
          .endsWith(" become " + project.ask("select count(*) from knowledge_active_chunks"));
    }
  }

  @Test
  void aRechunkingAndATransformationThatComeAgainFromAnywhereEndAlike() {
    try (KnowledgeProject project = project("sqlite").withDocuments(130)) {
      FakeEmbedder embedder = project.fake("small", 32);
      project.anImport(EmbedderRef.named("small")).published();
      embedder.calls.clear();
      StepLife<RechunkStep> cut = project.aRechunking(400, 0);
      done(cut.apply(Checkpoint.NONE));
      assertThat(done(cut.apply(Checkpoint.NONE)).complete()).isFalse();
      cut.applied();

      assertThat(embedder.texts()).doesNotHaveDuplicates().isNotEmpty();
      cut.published();
      Digest once = project.target.digest();
      done(cut.undo());
      done(project.aRechunking(400, 0).published().undo());
      project.aRechunking(400, 0).published();
      assertThat(project.target.digest()).isEqualTo(once);

      var change = project.aTransformation(Map.of(), Map.of("lang", "en"));
      done(change.apply(Checkpoint.NONE));
      change.published();
      assertThat(
              project.ask(
                  "select count(*) from knowledge_active_documents where metadata like"
                      + " '%\"lang\":\"en\"%'"))
          .isEqualTo("130");
      done(change.undo());
      assertThat(project.target.digest()).isEqualTo(once);
    }
  }

  @Test
  void metadataKeepsItsTypesAndNothingIsOverwritten() {
    Map<String, String> moves = new LinkedHashMap<>();
    moves.put("a", "b");
    moves.put("b", "a");
    moves.put("author", "made.by");
    MetadataChange change =
        new MetadataChange(
            moves,
            Map.of("n", "1", "t", "one", "made.at", "[2]"),
            List.of("x.y"),
            MetadataSchema.NONE);

    assertThat(
            change.apply(
                "p", "{\"x\":{\"y\":1,\"z\":1.50},\"a\":true,\"b\":null,\"author\":[\"me\"]}"))
        .isEqualTo(
            "{\"a\":null,\"b\":true,\"made\":{\"at\":[2],\"by\":[\"me\"]},\"n\":1,\"t\":\"one\","
                + "\"x\":{\"z\":1.50}}");
    assertThatThrownBy(
            () ->
                new MetadataChange(Map.of("a", "b"), Map.of(), List.of(), MetadataSchema.NONE)
                    .apply("p.md", "{\"a\":1,\"b\":2}"))
        .isInstanceOf(GodwitException.class)
        .hasMessageContaining("GW-415")
        .hasMessageContaining("p.md");
  }

  @Test
  void whatATransformationWouldLeaveIsHeldToItsSchemaWhenItIsPlannedAndWhenItIsApplied() {
    Map<String, String> schema = Map.of("rank", "integer", "title", "text?");
    MetadataChange change =
        new MetadataChange(Map.of("n", "rank"), Map.of(), List.of(), new MetadataSchema(schema));
    assertThat(change.apply("p.md", "{\"n\":1}")).isEqualTo("{\"rank\":1}");
    assertThatThrownBy(() -> change.apply("p.md", "{\"n\":\"one\"}"))
        .hasMessageContaining("GW-437")
        .hasMessageContaining("\"one\" at rank");

    try (KnowledgeProject project = project("sqlite").withDocuments(3)) {
      project.anImport(hashing(64)).published();
      TransformMetadataConfig config =
          new TransformMetadataConfig(
              new CollectionName("articles"), Map.of(), Map.of("lang", "en"), List.of(), schema);
      assertThatThrownBy(
              () -> project.life(new TransformMetadataStepType(), config, project.newRun()))
          .hasMessageContaining("GW-437")
          .hasMessageContaining("nothing at rank");
    }
  }

  @Test
  void aTransformationThatWouldLoseSomethingIsRefusedWhenItIsPlanned() {
    try (KnowledgeProject project = project("sqlite").withDocuments(3)) {
      project.anImport(hashing(64)).published();

      assertThatThrownBy(() -> project.aTransformation(Map.of("title", "format"), Map.of()))
          .hasMessageContaining("GW-415");
      var plan = project.preceded(true).aTransformation(Map.of("title", "format"), Map.of());
      assertThat(fault(plan.apply(Checkpoint.NONE)).code())
          .isEqualTo(KnowledgeError.METADATA_CONFLICT);
    }
  }

  @Test
  void aCollectionIsMadeFilledDroppedAndMadeAgain() {
    try (KnowledgeProject project = project("sqlite").withDocuments(3)) {
      project.aCreation(hashing(64)).published();
      assertThat(project.target.holdings()).isEqualTo(Map.of("articles", "1"));
      assertThatThrownBy(() -> project.aCreation(hashing(64))).hasMessageContaining("GW-414");
      project.anImport(hashing(64)).published();
      Digest filled = project.target.digest();
      project.aDrop().published().retired();
      assertThatThrownBy(() -> project.aDrop()).hasMessageContaining("GW-403");
      assertThatThrownBy(() -> project.aRechunking(400, 0)).hasMessageContaining("GW-403");
      assertThat(project.ask("select count(*) from knowledge_document")).isEqualTo("0");
      project.aCreation(hashing(64)).published();
      project.anImport(hashing(64)).published();

      assertThat(project.target.digest()).isEqualTo(filled);
    }
  }

  @Test
  void aStoreOfTheFirstFormatIsReadAndGetsItsTextsWithTheNextImport() throws SQLException {
    try (KnowledgeProject project = project("sqlite").withDocuments(3)) {
      project.anImport(hashing(64)).published();
      Digest before = project.target.digest();
      try (Connection connection = project.target.store().database().connection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("drop table knowledge_body");
        statement.executeUpdate("drop table knowledge_change");
        statement.executeUpdate("drop index knowledge_document_content");
        statement.executeUpdate("update knowledge_format set format = 1");
      }

      assertThat(project.target.digest()).isEqualTo(before);
      assertThatThrownBy(() -> project.aRechunking(400, 0)).hasMessageContaining("GW-413");
      project.anImport(hashing(64)).published();
      project.aRechunking(400, 0).published();
      assertThat(project.target.digest()).isNotEqualTo(before);
    }
  }
}
