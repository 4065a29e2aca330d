package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.knowledge.chunk.Chunk;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.chunk.DocumentFormat;
import io.godwit.knowledge.chunk.DocumentReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: documents come as Markdown, text, HTML and JSON lines")
class SourcesTest {

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
  void ofHtmlIsKeptWhatAReaderSees() throws IOException {
    String html =
        """
        <!DOCTYPE html><html><head><title>No</title><style>p > a {}</style></head>
        <body class="a>b"><!-- not <b>this</b> -- nor --><h1>Caf&eacute; &amp; <em>bar</em></h1>
        <p>One  two<br>three &#x2014; &unknown; 1 < 2</p><script>if (a<b) "</p>"</script>
        <ul><li>first</li><li>second</li></ul><pre># no heading
          kept</pre><p># nor this</p><h2>Next</h2>end
        """;

    assertThat(chunks(html, DocumentFormat.HTML))
        .extracting(Chunk::text)
        .containsExactly(
            """
            # Café & bar

            One two
            three — &unknown; 1 < 2

            - first
            - second

            ~~~~~~
            # no heading
              kept
            ~~~~~~

            \\# nor this\
            """,
            "## Next\n\nend");
    assertThat(chunks(html, DocumentFormat.HTML))
        .extracting(Chunk::heading)
        .containsExactly("Café & bar", "Café & bar > Next");
  }

  @Test
  void anyBytesThatAreTextAreTakenAsHtmlWithoutAnError() throws IOException {
    Random random = new Random(7);
    String marks = "<>&;\"'-!/#=prescriptliih1 \n";
    for (int trial = 0; trial < 2000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        text.append(marks.charAt(random.nextInt(marks.length())));
      }
      chunks(text.toString(), DocumentFormat.HTML);
    }
    assertThat(chunks("<p" + "x".repeat(1_000_000), DocumentFormat.HTML)).isEmpty();
  }

  private static List<Chunk> chunks(String text, DocumentFormat format) throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    DocumentReader.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        "page.html",
        format,
        new Chunking(2000, 0),
        chunks::add);
    return chunks;
  }

  @Test
  void jsonLinesAreDocumentsWithIdsAndMetadataOfTheirOwn() {
    FakeEmbedder embedder = project.fake("small", 32);
    project.write("page.html", "<h1>Page</h1><p>Words of a page.</p>");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1200; i++) {
      lines.append(
          "{\"id\":\"m" + i + "\",\"text\":\"memory " + i + "\",\"metadata\":{\"n\":" + i + "}}\n");
    }
    project.write("memories.jsonl", lines.toString());
    StepLife<ImportStep> first = project.anImport(EmbedderRef.named("small"));
    assertThat(first.plan.text().summary()).contains("1201 documents");
    first.published();

    assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("1201");
    assertThat(project.ask("select metadata from knowledge_active_documents where path = 'm7'"))
        .isEqualTo("{\"format\":\"text/plain\",\"n\":7,\"title\":\"m7\"}");
    assertThat(project.ask("select text from knowledge_active_chunks where path = 'page.html'"))
        .isEqualTo("# Page\n\nWords of a page.");

    String before = project.target.digest().hex();
    embedder.calls.clear();
    project.write("memories.jsonl", lines.toString().replace("{\"n\":7}", "{\"n\":\"seven\"}"));
    StepLife<ImportStep> second = project.anImport(EmbedderRef.named("small")).applied();
    assertThat(embedder.texts()).isEmpty();
    done(second.publish());
    assertThat(project.ask("select metadata from knowledge_active_documents where path = 'm7'"))
        .contains("seven");
    done(second.undo());
    assertThat(project.target.digest().hex()).isEqualTo(before);
  }

  @Test
  void anImportOfJsonLinesGoesOnWhereItWas() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1200; i++) {
      lines.append("{\"id\":\"m" + i + "\",\"text\":\"memory " + i + "\"}\r\n\n");
    }
    project.write("memories.jsonl", lines.toString());
    StepLife<ImportStep> step = project.anImport(hashing(16));
    Progress progress = done(step.apply(Checkpoint.NONE));
    assertThat(progress.tallies().get(0).done()).isEqualTo(500);
    done(step.apply(Checkpoint.NONE));
    done(step.apply(progress.checkpoint()));
    step.published();

    assertThat(project.ask("select count(*) from knowledge_active_chunks")).isEqualTo("1200");
    StepLife<ImportStep> other = project.anImport(hashing(32));
    done(other.apply(Checkpoint.NONE));
    done(other.undo());
    other.again().published();
    assertThat(project.ask("select count(*) from knowledge_active_chunks")).isEqualTo("1200");
  }

  @Test
  void linesThatAreNoDocumentsAreReportedTogether() {
    project.write(
        "bad.jsonl",
        """
        {"id":"a","text":"one"}
        {"id":"a","text":"two"}
        {"id":"b"}
        {"text":"three"}
        ["c"]
        {"id":"d","text":"four","metadata":[1]}
        {"id":"e","text":
        {"id":"f","id":"g","text":"five"}
        """);
    byte[] broken = "{\"id\":\"x\",\"text\":\"y\"}".getBytes(UTF_8);
    broken[18] = (byte) 0xff;
    project.write("broken.jsonl", broken);

    assertThatThrownBy(() -> project.anImport(hashing(16)))
        .hasMessageContaining("GW-416")
        .hasMessageContaining("begins at byte 48 has no text")
        .hasMessageContaining("has no id")
        .hasMessageContaining("is no JSON object")
        .hasMessageContaining("metadata that is no object")
        .hasMessageContaining("is not JSON")
        .hasMessageContaining("is not UTF-8");
  }

  @Test
  void aFileWithoutLineEndsIsAnErrorAndTheNextLineIsStillRead() {
    byte[] line = new byte[17 << 20];
    Arrays.fill(line, (byte) 'x');
    line[line.length - 1] = '\n';
    project.write("long.jsonl", line);

    assertThatThrownBy(() -> project.anImport(hashing(16)))
        .hasMessageContaining("GW-417")
        .hasMessageContaining("has more than");
  }

  @Test
  void aDocumentOfNothingIsADocumentWithoutChunks() {
    project.write("a.jsonl", "{\"id\":\"a\",\"text\":\"\"}");
    project.write("b.html", "");
    project.anImport(hashing(16)).published();

    assertThat(project.ask("select count(*) from knowledge_active_documents")).isEqualTo("2");
    assertThat(project.ask("select count(*) from knowledge_active_chunks")).isEqualTo("0");
  }
}
