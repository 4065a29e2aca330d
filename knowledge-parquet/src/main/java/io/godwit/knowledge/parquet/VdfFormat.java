package io.godwit.knowledge.parquet;

import io.godwit.knowledge.exchange.CollectionFormat;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Chunk;
import io.godwit.knowledge.store.SourceRows.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/** {@code --format parquet}: a row for each chunk, in the order of paths and ordinals. */
public final class VdfFormat implements CollectionFormat {

  private static final int PAGE = 200;
  private static final long ROW_GROUP = 16L << 20;

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public void write(VersionRows rows, String collection, Path folder)
      throws SQLException, IOException {
    String dataPath = "data";
    Path data = Files.createDirectory(folder.resolve(dataPath));
    long chunks = 0;
    try (ParquetWriter<Group> writer = open(data.resolve("1.parquet"))) {
      List<Document> page = rows.documents("", PAGE);
      while (!page.isEmpty()) {
        for (Document document : page) {
          chunks += write(rows, document, writer);
        }
        page = rows.documents(page.get(page.size() - 1).path(), PAGE);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    VdfMeta.write(folder, collection, dataPath, rows.binding(), chunks, rows.digest(collection));
  }

  private static ParquetWriter<Group> open(Path file) throws IOException {
    return ExampleParquetWriter.builder(new LocalOutputFile(file))
        .withConf(new PlainParquetConfiguration())
        .withType(Columns.TYPE)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withDictionaryEncoding(Columns.VECTOR + ".list.element", false)
        .withRowGroupSize(ROW_GROUP)
        .build();
  }

  private static int write(VersionRows rows, Document document, ParquetWriter<Group> writer)
      throws SQLException, IOException {
    int count = rows.chunks(document, chunk -> write(writer, row(document, chunk)));
    if (count == 0) {
      write(writer, row(document, document.path()));
    }
    return count;
  }

  private static void write(ParquetWriter<Group> writer, Group row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Group row(Document document, String id) {
    Group row = new SimpleGroup(Columns.TYPE);
    row.add(Columns.ID, id);
    row.add(Columns.PATH, document.path());
    row.add(Columns.CONTENT, document.content());
    row.add(Columns.METADATA, document.metadata());
    return row;
  }

  private static Group row(Document document, Chunk chunk) {
    Group row = row(document, document.path() + "#" + chunk.ordinal());
    SourceRows.Text text = chunk.text();
    row.add(Columns.ORDINAL, chunk.ordinal());
    row.add(Columns.START, chunk.start());
    row.add(Columns.END, chunk.end());
    row.add(Columns.HEADING, chunk.heading());
    row.add(Columns.TEXT, text.text());
    row.add(Columns.TOKENS, text.tokens());
    Group vector = row.addGroup(Columns.VECTOR);
    for (float number : text.vector()) {
      vector.addGroup("list").add("element", number);
    }
    return row;
  }
}
