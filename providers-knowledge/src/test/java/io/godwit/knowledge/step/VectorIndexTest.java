package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static io.godwit.knowledge.step.StepLife.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.index.PgVectorServer;
import io.godwit.knowledge.index.SpaceIndex;
import io.godwit.knowledge.transfer.TransferStep;
import io.godwit.knowledge.transfer.TransferStepType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: with pgvector, the index is built after the vectors, judged, kept and dropped")
class VectorIndexTest {

  private static final String INDEXES =
      "select coalesce(string_agg(relname || case when indisvalid then '' else '!' end, ' '"
          + " order by relname), '') from pg_class join pg_index on oid = indexrelid"
          + " where relname like 'knowledge_nearest%'";

  @TempDir Path directory;
  private static Optional<PgVectorServer> server = Optional.empty();

  @BeforeAll
  static void startServer() {
    server = Optional.of(PgVectorServer.start(true));
  }

  @BeforeEach
  void emptyDatabase() {
    server
        .orElseThrow()
        .execute(
            "drop schema if exists godwit cascade; drop schema public cascade;"
                + " create schema public;"
                + " drop extension if exists vector; create extension vector");
  }

  @AfterAll
  static void stopServer() {
    server.ifPresent(PgVectorServer::close);
  }

  private KnowledgeProject project() {
    return project(IndexSettings.DEFAULT);
  }

  private KnowledgeProject project(IndexSettings settings) {
    return new KnowledgeProject(directory, server.orElseThrow().url(), settings);
  }

  @Test
  void eachEmbedderHasAnIndexUntilNoVersionNeedsItsVectors() {
    try (KnowledgeProject project = project().withDocuments(8)) {
      StepLife<ImportStep> first = project.anImport(hashing(64)).published();
      Digest imported = project.target.digest();
      String before = project.ask(INDEXES);
      StepLife<ReembedStep> second = project.aReembedding(hashing(96)).published();

      assertThat(before).isEqualTo("knowledge_nearest_1");
      assertThat(project.ask(INDEXES)).isEqualTo("knowledge_nearest_1 knowledge_nearest_2");
      assertThat(project.target.health().facts()).containsKey("pgvector");

      done(second.undo());
      assertThat(project.target.digest()).isEqualTo(imported);
      assertThat(project.ask(INDEXES)).contains("knowledge_nearest_2");
      second.retired();
      assertThat(project.ask(INDEXES)).isEqualTo("knowledge_nearest_1");
      done(first.undo());
      first.retired();
      assertThat(project.ask(INDEXES)).isEmpty();
    }
  }

  @Test
  void whatAnIndexFindsIsMeasuredAgainstExactSearchBeforeReadersSeeIt() {
    try (KnowledgeProject project = project().withDocuments(8)) {
      StepLife<ImportStep> step = project.anImport(hashing(64)).applied();
      assertThat(step.verify())
          .extracting(Finding::message)
          .anyMatch(message -> message.startsWith("the index finds 1.000"));
      assertThat(errors(step.verify())).isEmpty();
    }
  }

  @Test
  void anIndexThatFindsTooLittleIsRefused() {
    IndexSettings narrow = new IndexSettings(true, 2, 4, 1, 1, Optional.empty());
    try (KnowledgeProject project = project(narrow).withDocuments(60)) {
      project.fake("random", 96);
      StepLife<ImportStep> step = project.anImport(EmbedderRef.named("random")).applied();
      assertThat(errors(step.verify()))
          .singleElement()
          .extracting(Finding::message)
          .asString()
          .endsWith("min-recall-at-10 is 1.0");
    }
  }

  @Test
  void vectorsThatAreLongAreIndexedInHalfPrecisionAndKeptAsTheyAre() {
    try (KnowledgeProject project = project().withDocuments(2);
        KnowledgeProject here = new KnowledgeProject(directory.resolve("here")).withDocuments(2)) {
      StepLife<ImportStep> step = project.anImport(hashing(2500)).published();
      here.anImport(hashing(2500)).published();

      assertThat(project.ask("select pg_get_indexdef('knowledge_nearest_1'::regclass)"))
          .contains("halfvec(2500)");
      assertThat(project.target.digest()).isEqualTo(here.target.digest());
      assertThat(String.join("\n", step.plan.text().details())).contains("in half precision");
    }
  }

  @Test
  void vectorsThatAreTooLongForAnyIndexAreSearchedExactlyAndThePlanSaysSo() {
    try (KnowledgeProject project = project().withDocuments(1)) {
      StepLife<ImportStep> step = project.anImport(hashing(4001)).published();
      assertThat(project.ask(INDEXES)).isEmpty();
      assertThat(String.join("\n", step.plan.text().warnings())).contains("4000 at most");
    }
  }

  @Test
  void aBuildThatDiedHalfWayIsBegunAnew() {
    try (KnowledgeProject project = project().withDocuments(4)) {
      StepLife<ImportStep> step = project.anImport(hashing(64)).applied();
      server
          .orElseThrow()
          .execute(
              "update pg_index set indisvalid = false"
                  + " where indexrelid = 'knowledge_nearest_1'::regclass");
      String broken = project.ask(INDEXES);
      Sighting seen = step.look(Verb.APPLY);
      done(step.apply(Checkpoint.NONE));

      assertThat(broken).isEqualTo("knowledge_nearest_1!");
      assertThat(
              seen.<Optional<Progress>>fold(
                  absent -> Optional.empty(),
                  present -> Optional.of(present.progress()),
                  unclear -> Optional.empty()))
          .hasValueSatisfying(progress -> assertThat(progress.complete()).isFalse());
      assertThat(project.ask(INDEXES)).isEqualTo("knowledge_nearest_1");
    }
  }

  @Test
  void aCopyFromSqliteGetsItsIndexAndIsInContentTheSame() {
    try (KnowledgeProject here = new KnowledgeProject(directory).withDocuments(6);
        KnowledgeProject there = project()) {
      here.anImport(hashing(64)).published();
      there.others.putAll(new TreeMap<>(Map.of("sqlite", here.target)));
      StepLife<TransferStep> copy = there.aTransfer(TransferStepType.copy(), "sqlite").published();

      assertThat(there.target.digest()).isEqualTo(here.target.digest());
      assertThat(there.ask(INDEXES)).isEqualTo("knowledge_nearest_1");
      assertThat(String.join("\n", copy.plan.text().details())).contains("HNSW");
    }
  }

  @Test
  void withoutTheExtensionOrWhereItIsSwitchedOffEverySearchIsExact() {
    IndexSettings off = new IndexSettings(false, 16, 64, 40, 0.95, Optional.empty());
    try (KnowledgeProject project = project(off).withDocuments(2)) {
      project.anImport(hashing(64)).published();
      assertThat(project.ask(INDEXES)).isEmpty();
    }
    server.orElseThrow().execute("drop extension vector");
    try (KnowledgeProject project = project().withDocuments(3)) {
      project.anImport(hashing(64)).published();
      assertThat(project.ask(INDEXES)).isEmpty();
    }
  }

  @Test
  void thePlanSaysHowMuchMemoryTheBuildWants() {
    assertThat(new SpaceIndex(1, 768).memoryBytes(200_000)).isEqualTo(800_800_000);
    assertThat(new SpaceIndex(1, 3072).memoryBytes(200_000)).isEqualTo(1_599_520_000);
  }
}
