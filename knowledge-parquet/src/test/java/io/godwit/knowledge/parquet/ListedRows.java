package io.godwit.knowledge.parquet;

import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.Versions.Binding;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A collection of documents, of which number n has n chunks. */
record ListedRows(int count) implements VersionRows {

  static final int DIMENSION = 3;

  @Override
  public Binding binding() {
    EmbedderIdentity embedder =
        new EmbedderIdentity(
            new EmbedderModel("test", "small", "1"),
            new VectorForm(DIMENSION, VectorForm.Element.FLOAT32, "", false),
            TextForm.PLAIN,
            Map.of());
    return new Binding(
        Chunking.DEFAULT.fingerprint().toString(),
        Chunking.DEFAULT.canonicalJson(),
        embedder.fingerprint().toString(),
        embedder.canonicalJson(),
        DIMENSION);
  }

  @Override
  public List<Document> documents(String after, int most) {
    return IntStream.range(0, count)
        .mapToObj(ListedRows::document)
        .filter(document -> document.path().compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  private static Document document(int number) {
    String metadata = "{\"n\":" + number + ",\"title\":\"Größe\"}";
    return new Document(
        number,
        "doc%04d.md".formatted(number),
        Digest.of("content " + number).hex(),
        metadata,
        Digest.of(metadata).hex());
  }

  @Override
  public int chunks(Document document, SourceRows.Visitor visitor) throws SQLException {
    int chunks = (int) document.id() % 7;
    for (int ordinal = 0; ordinal < chunks; ordinal++) {
      String text = "Text " + ordinal + " of " + document.path();
      visitor.visit(
          new SourceRows.Chunk(
              ordinal,
              10L * ordinal,
              10L * ordinal + 9,
              "heading",
              new SourceRows.Text(
                  Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8)),
                  text,
                  5,
                  new float[] {ordinal + 1, -0.5f, document.id()})));
    }
    return chunks;
  }
}
