package io.godwit.knowledge.rest.copy;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.Seen;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Chunk;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.Versions.Binding;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A collection in memory, whose rows come from a number, with what is hard to carry among them. */
public final class TableSource implements Target, CollectionSource, VersionRows {

  public static final int DIMENSION = 3;

  private final int documents;
  private final boolean normalised;
  private final IntFunction<String> notes;
  private final IntPredicate gone;
  private int read;

  /** Of so many documents; the note is part of each. */
  public TableSource(int documents, boolean normalised, String note) {
    this(documents, normalised, document -> note, document -> false);
  }

  /** The same, with a note for each, and without those that are gone. */
  public TableSource(
      int documents, boolean normalised, IntFunction<String> notes, IntPredicate gone) {
    this.documents = documents;
    this.normalised = normalised;
    this.notes = notes;
    this.gone = gone;
  }

  /** How often the chunks of a document have been read. */
  public int read() {
    return read;
  }

  private long countDocuments() {
    return IntStream.range(0, documents).filter(document -> !gone.test(document)).count();
  }

  /** How many chunks it has. */
  public long countChunks() {
    long chunks = 0;
    for (int i = 0; i < documents; i++) {
      chunks += gone.test(i) ? 0 : chunksOf(i);
    }
    return chunks;
  }

  private static int chunksOf(int document) {
    return document % 4;
  }

  @Override
  public Binding binding() {
    String embedder =
        "{\"dimension\":3,\"element\":\"FLOAT32\",\"model\":\"t\",\"normalised\":"
            + normalised
            + ",\"pooling\":\"\",\"provider\":\"test\"}";
    String chunking = "{\"max\":100,\"overlap\":0,\"splitter\":\"headings-1\",\"unit\":\"utf-16\"}";
    return new Binding(
        Digest.of(chunking).toString(),
        chunking,
        Digest.of(embedder).toString(),
        embedder,
        DIMENSION);
  }

  @Override
  public List<Document> documents(String after, int most) {
    List<Document> page = new ArrayList<>();
    for (int i = 0; i < documents && page.size() < most; i++) {
      String path = "d/%05d \u00E9\uD83D\uDE00.md".formatted(i);
      if (path.compareTo(after) > 0 && !gone.test(i)) {
        String note = notes.apply(i);
        String metadata = "{\"n\":" + i + ",\"tags\":[\"a\",null,1.50],\"q\":\"\\\"" + note + "\"}";
        page.add(
            new Document(
                i, path, Digest.of(path + note).hex(), metadata, Digest.of(metadata).hex()));
      }
    }
    return page;
  }

  @Override
  public int chunks(Document document, SourceRows.Visitor visitor) throws SQLException {
    read++;
    int count = chunksOf((int) document.id());
    for (int ordinal = 0; ordinal < count; ordinal++) {
      visitor.visit(chunk((int) document.id(), ordinal));
    }
    return count;
  }

  private Chunk chunk(int document, int ordinal) {
    String text =
        "text\n\t\"" + document + " " + ordinal + notes.apply(document) + "\u2028\uD83D\uDE00";
    byte[] sha256 = Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return new Chunk(
        ordinal,
        10L * ordinal,
        10L * ordinal + 9,
        ordinal == 0 ? "" : "H \u2192 " + ordinal,
        new SourceRows.Text(sha256, text, 7, vector(document, ordinal)));
  }

  /** Numbers that a store that rounds, or drops a sign, would give back as others. */
  private static float[] vector(int document, int ordinal) {
    int seed = document / 4 + ordinal;
    return switch (seed % 4) {
      case 0 -> new float[] {0.6f, -0.8f, Float.MIN_VALUE};
      case 1 -> new float[] {Math.nextUp(0.6f), 0.8f, -Float.MIN_NORMAL};
      case 2 -> new float[] {Math.nextDown(1f), -0.0f, 3 * Float.MIN_VALUE};
      default -> new float[] {(float) Math.sin(seed), (float) Math.cos(seed), 0f};
    };
  }

  @Override
  public Optional<Seen> seen(String collection) {
    return Optional.of(new Seen("1", binding(), countDocuments(), countChunks()));
  }

  @Override
  public String latest(String collection, RunId run) {
    return "1";
  }

  @Override
  public <T> T read(String collection, String version, Reading<T> reading) {
    try {
      return reading.read(this);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Health health() {
    return Health.good(Map.of());
  }

  @Override
  public Map<String, String> holdings() {
    return Map.of();
  }

  @Override
  public void close() {
    // nothing to free
  }
}
