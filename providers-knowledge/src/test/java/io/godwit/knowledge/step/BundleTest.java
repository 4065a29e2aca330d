package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.tool.Answer;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.bundle.ExportTool;
import io.godwit.knowledge.bundle.LoadConfig;
import io.godwit.knowledge.bundle.LoadStep;
import io.godwit.knowledge.bundle.LoadStepType;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("F1: a collection goes into a bundle and out of it as it was")
class BundleTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"sqlite, postgresql", "postgresql, sqlite"})
  void theDigestIsTheSameWhereTheBundleIsLoadedAndItCanBeCutAnew(String from, String to) {
    try (KnowledgeProject here = project("here", from).withDocuments(9);
        KnowledgeProject there = project("there", to)) {
      here.anImport(hashing(48)).published();
      here.aTransformation(Map.of("title", "shown.title"), Map.of("n", "1.50")).published();
      Digest nothing = there.target.digest();
      Answer.Written written = export(here, there);
      assertThat(written.files()).isEqualTo(3);

      StepLife<LoadStep> step = load(there).published();

      assertThat(there.target.digest()).isEqualTo(here.target.digest());
      StepLife<?> there1 = there.aRechunking(100, 10).published();
      StepLife<?> here1 = here.aRechunking(100, 10).published();
      assertThat(there.target.digest()).isEqualTo(here.target.digest());
      done(there1.undo());
      done(here1.undo());
      done(step.undo());
      assertThat(there.target.digest()).isEqualTo(nothing);
    }
  }

  @Test
  void oneThatDiesManyTimesEndsWhereOneEndsThatNeverDid() {
    try (KnowledgeProject here = project("here", "sqlite");
        KnowledgeProject there = project("there", "sqlite")) {
      for (int i = 0; i < 150; i++) {
        here.write("doc" + i + ".md", KnowledgeProject.document(i, "some"));
      }
      here.anImport(hashing(16)).published();
      export(here, there);
      for (int seed = 0; seed < 2; seed++) {
        StepLife<LoadStep> step = load(there);
        Random random = new Random(seed);
        Progress progress = Progress.more(Checkpoint.NONE);
        int calls = 0;
        while (!progress.complete()) {
          Checkpoint known = random.nextBoolean() ? Checkpoint.NONE : progress.checkpoint();
          progress = done(step.apply(known));
          calls++;
        }
        assertThat(calls).isGreaterThan(2);
        assertThat(StepLife.errors(step.verify())).isEmpty();
        done(step.publish());
        assertThat(there.target.digest()).isEqualTo(here.target.digest());
        done(step.undo());
        step.retired();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
        'bundle 1'              | 'bundle 9'                 | its format is
        'rows-00001'            | '../rows-001'              | instead of rows-00001
        '"bytes" : (\\d+)'      | '"bytes" : 1$1'            | is not what its manifest says
        '"chunks" : (\\d+)'     | '"chunks" : 9$1'           | chunks together
        '"documents" : (\\d+)'  | '"documents" : -$1'        | chunks together
        'dimension(.*?)16'      | 'dimension$199999999'      | 1 to 65536 numbers
        'headings-1'            | 'headings-9'               | GW-408
        'sha256:'               | 'sha1:'                    | what cannot be
        '\\{'                   | '['                        | is none
        """)
  void aManifestThatCannotBeRightIsRefused(String what, String by, String message)
      throws IOException {
    refused(
        "manifest.json",
        bytes ->
            new String(bytes, StandardCharsets.UTF_8)
                .replaceFirst(what, by)
                .getBytes(StandardCharsets.UTF_8),
        false,
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"path\":\"part0/doc0.md\"   | \"path\":\"\"             | is no document",
        "\"metadata\":\"{             | \"metadata\":\"[          | is no document",
        "\"ordinal\":1                | \"ordinal\":2             | not the next",
        "\"start\":0                  | \"start\":-1              | not the next",
        "\"text\":\"                  | \"text\":7,\"x\":\"       | has no text",
        "\"bytes\":\"IyBEb2            | \"bytes\":\"AAAAAA        | another digest",
        "\"bytes\":\"IyBEb2            | \"bytes\":\"?!?!          | not base64",
        "{\"chunks\":                  | {\"chunks\":1             | another number",
        "{\"path\":                    | [{\"path\":               | is not JSON",
      })
  void aRowThatCannotBeRightIsRefusedAndChangesNothing(String what, String by, String message)
      throws IOException {
    refused(
        "rows-00001.jsonl",
        bytes ->
            new String(bytes, StandardCharsets.UTF_8)
                .replaceFirst(Pattern.quote(what), Matcher.quoteReplacement(by))
                .getBytes(StandardCharsets.UTF_8),
        true,
        message);
  }

  @Test
  void aVectorThatCannotBeRightIsRefused() throws IOException {
    refused("vectors-00001.f32", bytes -> first(bytes, Float.NaN), true, "not finite");
    refused("vectors-00001.f32", bytes -> first(bytes, 40f), true, "instead of 1");
    refused("vectors-00001.f32", bytes -> first(bytes, 0.01f), false, "not what its manifest says");
    refused("vectors-00001.f32", bytes -> new byte[64], false, "not what its manifest says");
  }

  private static byte[] first(byte[] bytes, float number) {
    byte[] copy = bytes.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, number);
    return copy;
  }

  @Test
  void aFileTooManyOrTooFewIsRefused() throws IOException {
    try (KnowledgeProject here = project("here", "sqlite").withDocuments(2);
        KnowledgeProject there = project("there", "sqlite")) {
      here.anImport(hashing(16)).published();
      export(here, there);
      there.write("more.bin", "x");
      assertThatThrownBy(() -> load(there)).hasMessageContaining("more.bin");
      there.delete("more.bin");
      there.delete("rows-00001.jsonl");
      assertThatThrownBy(() -> load(there)).hasMessageContaining("rows-00001.jsonl is missing");
      assertThatThrownBy(() -> export(here, there)).hasMessageContaining("GW-436");
    }
  }

  /** Mends the manifest's word of the file where that is to be believed. */
  private void refused(String file, UnaryOperator<byte[]> change, boolean believed, String message)
      throws IOException {
    Path room = Files.createTempDirectory(directory, "case");
    try (KnowledgeProject here = new KnowledgeProject(room.resolve("a")).withDocuments(2);
        KnowledgeProject there = new KnowledgeProject(room.resolve("b"))) {
      here.anImport(hashing(16)).published();
      export(here, there);
      byte[] before = Files.readAllBytes(there.folder.resolve(file));
      byte[] after = change.apply(before);
      assertThat(after).isNotEqualTo(before);
      there.write(file, after);
      if (!believed) {
        assertThatThrownBy(() -> load(there)).hasMessageContaining(message);
        return;
      }
      String manifest = Files.readString(there.folder.resolve("manifest.json"));
      there.write(
          "manifest.json",
          manifest
              .replace(Digest.of(before).hex(), Digest.of(after).hex())
              .replace("\"bytes\" : " + before.length, "\"bytes\" : " + after.length));
      Digest nothing = there.target.digest();
      StepLife<LoadStep> step = load(there);
      assertThat(StepLife.fault(step.apply(Checkpoint.NONE)).toString())
          .contains("GW-435")
          .contains(message);
      done(step.undo());
      assertThat(there.target.digest()).isEqualTo(nothing);
    }
  }

  private KnowledgeProject project(String name, String kind) {
    return new KnowledgeProject(
        directory.resolve(name),
        kind.equals("sqlite") ? "jdbc:sqlite:knowledge.db" : TestPostgres.freshDatabase());
  }

  static StepLife<LoadStep> load(KnowledgeProject project) {
    return project.life(
        new LoadStepType(),
        new LoadConfig(new CollectionName("articles"), "docs"),
        project.newRun());
  }

  static Answer.Written export(KnowledgeProject from, KnowledgeProject to) {
    Answer answer =
        new ExportTool()
            .use(
                from.target,
                new ExportTool.Wanted("articles", to.folder.toString(), Optional.empty()),
                new ProjectCall(from.folder, from));
    return (Answer.Written) answer.content();
  }
}
