package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.CollectionName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "F3: documents that cannot be brought in are kept aside and listed, and the rest goes on")
class KeptAsideTest {

  private static final String PATHS =
      "select group_concat(path, ' ') from (select path from knowledge_active_documents"
          + " order by path)";

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

  private StepLife<ImportStep> anImport(boolean continueOnError, Map<String, String> schema) {
    return project.life(
        new ImportStepType(),
        new ImportConfig(
            new CollectionName("articles"),
            "docs",
            hashing(16),
            Optional.of(KnowledgeProject.SMALL),
            16,
            List.of(),
            List.of(),
            continueOnError,
            schema),
        project.newRun());
  }

  @Test
  void ofAllKinds() {
    project.write("broken.md", new byte[] {'a', (byte) 0xFF});
    project.write("good.md", "# Good\n\nwords");
    project.write("lines.jsonl", lines());
    project.write("nothing.md", "");
    project.write("nul.txt", new byte[] {'a', 0});

    assertThatThrownBy(() -> anImport(false, Map.of())).hasMessageContaining("GW-401");
    StepLife<ImportStep> step = anImport(true, Map.of()).applied();

    assertThat(step.plan.text().summary()).contains("import 4 documents");
    assertThat(step.plan.text().warnings())
        .anySatisfy(each -> assertThat(each).contains("kept aside", "GW-401", "docs/broken.md"))
        .anySatisfy(each -> assertThat(each).contains("GW-416", "docs/lines.jsonl", "id a;"))
        .anySatisfy(each -> assertThat(each).contains("GW-417", "byte 50 has no text"))
        .anySatisfy(each -> assertThat(each).contains("GW-417", "has a NUL"))
        .anySatisfy(each -> assertThat(each).contains("GW-417", "has more than 16777216 bytes"))
        .anySatisfy(each -> assertThat(each).contains("GW-401", "docs/nul.txt"))
        .hasSize(6);
    assertThat(step.verify())
        .anySatisfy(each -> assertThat(each.message()).startsWith("6 documents were kept aside"));
    done(step.publish());
    assertThat(project.ask(PATHS)).isEqualTo("a good.md nothing.md z");
    assertThat(project.ask("select text from knowledge_active_chunks where path = 'a'"))
        .isEqualTo("first");
  }

  private static byte[] lines() {
    byte[] before =
        """
        {"id":"a","text":"first"}
        {"id":"a","text":"two"}
        {"id":"b"}
        {"id":"c","text":"\\u0000"}
        """
            .getBytes(StandardCharsets.UTF_8);
    byte[] last = "\n{\"id\":\"z\",\"text\":\"last\"}\n".getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(before, before.length + (17 << 20) + last.length);
    Arrays.fill(all, before.length, all.length, (byte) 'x');
    System.arraycopy(last, 0, all, all.length - last.length, last.length);
    return all;
  }

  @Test
  void andOfThoseStaysWhatTheCollectionHas() {
    project.write("a.md", "# A\n\nold words");
    project.write("b.md", "# B\n\nold words");
    anImport(true, Map.of()).published();
    Digest before = project.target.digest();
    project.write("a.md", new byte[] {(byte) 0xFF});
    project.write("b.md", "# B\n\nnew words");

    StepLife<ImportStep> step = anImport(true, Map.of()).published();

    assertThat(project.ask("select text from knowledge_active_chunks where path = 'a.md'"))
        .contains("old words");
    assertThat(project.ask("select text from knowledge_active_chunks where path = 'b.md'"))
        .contains("new words");
    done(step.undo());
    assertThat(project.target.digest()).isEqualTo(before);
  }

  @Test
  void butNotAllOfThem() {
    project.write("a.md", new byte[] {(byte) 0xFF});

    assertThatThrownBy(() -> anImport(true, Map.of()))
        .hasMessageContaining("GW-402")
        .hasMessageContaining("docs/a.md");
  }

  @Test
  void whereTheirMetadataIsNotAsTheSchemaSays() {
    project.write(
        "lines.jsonl",
        """
        {"id":"a","text":"one","metadata":{"rating":3,"source":{"url":"u"},"tags":[]}}
        {"id":"b","text":"two","metadata":{"rating":"3"}}
        {"id":"c","text":"three","metadata":{}}
        {"id":"d","text":"four","metadata":{"rating":3.5}}
        {"id":"e","text":"five","metadata":{"rating":1,"source":{"url":7}}}
        """);
    Map<String, String> schema =
        Map.of("rating", "integer", "source.url", "text?", "tags", "list?", "title", "text");

    assertThatThrownBy(() -> anImport(false, schema))
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> {
              assertThat(e.code()).isEqualTo(KnowledgeError.METADATA_NOT_BY_SCHEMA);
              assertThat(e.faults()).hasSize(4);
            })
        .hasMessageContaining("document b has \"3\" at rating, which is to be integer")
        .hasMessageContaining("document c has nothing at rating")
        .hasMessageContaining("document e has 7 at source.url, which is to be text?");
    assertThatThrownBy(() -> anImport(false, Map.of("rating", "date")))
        .hasMessageContaining("not 'date'");
    StepLife<ImportStep> step = anImport(true, schema).published();
    Progress progress = done(step.apply(Checkpoint.NONE));
    assertThat(progress.complete()).isTrue();
    assertThat(project.ask(PATHS)).isEqualTo("a");
  }
}
