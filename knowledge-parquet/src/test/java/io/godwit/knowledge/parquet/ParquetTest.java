package io.godwit.knowledge.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.knowledge.exchange.Seen;
import io.godwit.knowledge.store.SourceRows.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("F1: collections as Parquet files of the VDF kind")
final class ParquetTest {

  private static final RunId RUN = new RunId(new UUID(1, 2));
  private static final MessageType THEIRS =
      MessageTypeParser.parseMessageType(
          """
          message schema {
            optional binary id (STRING);
            optional group embedding (LIST) { repeated group list { optional double element; } }
            optional binary body (STRING);
            optional int64 stars;
            optional boolean draft;
            optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
          }
          """);
  private static final String THEIR_META =
      """
      {"version": "0.1.249", "exported_from": "pinecone", "indexes": {"articles": [
        {"namespace": "", "dimensions": 2, "model_name": "ada", "vector_columns": ["embedding"],
         "data_path": "articles/i1.parquet", "exported_vector_count": 2, "metric": "Cosine"}]}}
      """;

  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("vdf"));
  }

  private ParquetTarget target() {
    return new ParquetTarget(folder, "body");
  }

  private static Digest digest(ParquetTarget target) {
    return target.read("articles", target.latest("articles", RUN), rows -> rows.digest("articles"));
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws SQLException, IOException {
    ListedRows rows = new ListedRows(450);
    new VdfFormat().write(rows, "articles", folder);

    try (ParquetTarget target = target()) {
      Seen seen = target.seen("articles").orElseThrow();
      assertThat(seen.documents()).isEqualTo(450);
      assertThat(seen.binding()).isEqualTo(rows.binding());
      assertThat(digest(target)).isEqualTo(rows.digest("articles"));
      List<Document> page =
          target.read("articles", seen.version(), found -> found.documents("doc0448.md", 9));
      assertThat(page).extracting(Document::path).containsExactly("doc0449.md");
      assertThat(target.holdings()).containsOnlyKeys("articles");
      assertThat(target.health().isGood()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "ZSTD", "GZIP", "LZ4_RAW"})
  void rowsOfOthersAreDocumentsOfOneChunk(CompressionCodecName codec)
      throws SQLException, IOException {
    theirs(codec, theirRow("b", "Two", 0.5, 1), theirRow("a", "One", 1, 2));

    try (ParquetTarget target = target()) {
      List<String> found = new ArrayList<>();
      target.read(
          "articles",
          target.latest("articles", RUN),
          rows -> {
            for (Document document : rows.documents("", 10)) {
              rows.chunks(
                  document,
                  chunk ->
                      found.add(
                          document.path()
                              + document.metadata()
                              + chunk.text().text()
                              + chunk.text().vector()[0]));
            }
            return found;
          });

      assertThat(found)
          .containsExactly(
              "a{\"draft\":true,\"stars\":5}One1.0", "b{\"draft\":true,\"stars\":5}Two0.5");
      assertThat(target.seen("articles").orElseThrow().binding().embedderJson()).contains("ada");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | One | 1   | 2   | embedding | vectors | no column vectors
          a | One | NaN | 2   | embedding | embedding | not finite
          a | One | 0   | 0   | embedding | embedding | zero
          b | One | 1   | 2   | embedding | embedding | two documents of the path b
          a | One | 1   | 2   | "dimensions": 2 | "dimensions": 3 | dimension
          a | One | 1   | 2   | articles/i1.parquet | ../../etc | cannot be read
          a | One | 1   | 2   | articles/i1.parquet | .. | outside of the folder
          """)
  void whatCannotBeIsSaid(
      String id, String text, double one, double two, String said, String instead, String message)
      throws IOException {
    theirs(CompressionCodecName.ZSTD, theirRow("b", "Two", 1, 1), theirRow(id, text, one, two));
    Path meta = folder.resolve("VDF_META.json");
    Files.writeString(meta, Files.readString(meta).replace(said, instead));

    try (ParquetTarget target = target()) {
      assertThatThrownBy(() -> target.seen("articles"))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("GW-494")
          .hasMessageContaining(message);
    }
  }

  @Test
  void aTextColumnThatIsNotThereIsSaid() throws IOException {
    theirs(CompressionCodecName.ZSTD, theirRow("b", "Two", 1, 1));

    try (ParquetTarget target = new ParquetTarget(folder, "text")) {
      assertThatThrownBy(() -> target.seen("articles"))
          .hasMessageContaining("GW-494")
          .hasMessageContaining("no text in column text");
    }
  }

  @Test
  void filesThatChangeUnderneathEndTheRun() throws IOException {
    theirs(CompressionCodecName.ZSTD, theirRow("b", "Two", 1, 1));
    String version;
    try (ParquetTarget target = target()) {
      version = target.seen("articles").orElseThrow().version();
    }
    theirs(CompressionCodecName.ZSTD, theirRow("b", "Three", 1, 1));

    try (ParquetTarget target = target()) {
      assertThatThrownBy(() -> target.read("articles", version, rows -> rows.documents("", 1)))
          .hasMessageContaining("GW-495");
    }
  }

  @Test
  void aDamagedFileIsSaidOrDoesNotMatter() throws SQLException, IOException {
    ListedRows rows = new ListedRows(20);
    new VdfFormat().write(rows, "articles", folder);
    Path file = folder.resolve("data").resolve("1.parquet");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int trial = 0; trial < 60; trial++) {
      byte[] damaged = whole.clone();
      // Half of them in the last bytes, where lengths and places stand.
      int at =
          trial % 2 == 0 ? random.nextInt(whole.length) : whole.length - 1 - random.nextInt(400);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try (ParquetTarget target = target()) {
        assertThat(digest(target)).as("byte %s", at).isEqualTo(rows.digest("articles"));
      } catch (GodwitException e) {
        assertThat(e.code()).as("byte %s", at).isEqualTo(ParquetError.BAD_PARQUET);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "11", "400"})
  void halfAFileIsSaid(int length) throws SQLException, IOException {
    new VdfFormat().write(new ListedRows(20), "articles", folder);
    Path file = folder.resolve("data").resolve("1.parquet");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, length));

    try (ParquetTarget target = target()) {
      assertThatThrownBy(() -> target.seen("articles")).hasMessageContaining("GW-494");
    }
  }

  @Test
  void aFolderThatIsNoneIsSaid() throws IOException {
    try (ParquetTarget target = target()) {
      assertThat(target.health().isGood()).isFalse();
      Files.writeString(folder.resolve("VDF_META.json"), "{", StandardCharsets.UTF_8);
      assertThatThrownBy(target::holdings).hasMessageContaining("GW-494");
    }
  }

  private static Group theirRow(String id, String text, double one, double two) {
    Group row = new SimpleGroup(THEIRS);
    row.add("id", id);
    Group vector = row.addGroup("embedding");
    vector.addGroup("list").add("element", one);
    vector.addGroup("list").add("element", two);
    row.add("body", text);
    row.add("stars", 5L);
    row.add("draft", true);
    row.addGroup("tags").addGroup("list").add("element", "x");
    return row;
  }

  private void theirs(CompressionCodecName codec, Group... rows) throws IOException {
    Path file = folder.resolve("articles").resolve("i1.parquet");
    Files.createDirectories(folder.resolve("articles"));
    Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(THEIRS)
            .withCompressionCodec(codec)
            .withCodecFactory(new Packing())
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    Files.writeString(folder.resolve("VDF_META.json"), THEIR_META);
  }
}
