package io.godwit.knowledge.rest.store;

import io.godwit.api.name.Digest;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.rest.store.Point.Kind;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.Versions.Binding;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a copied version in the order in which it was written, by places and not by pages of the
 * store: a version does not change, so a range of places is always the same rows, and one that is
 * missing shows. Memory is that of one range.
 */
public final class CopiedRows implements VersionRows {

  private static final int RANGE = 256;

  private final VectorStore store;
  private final String name;
  private final Manifest manifest;
  private final Map<Long, Span> spans = new HashMap<>();
  private List<Row> window = List.of();
  private long windowFrom;

  CopiedRows(VectorStore store, String name, Manifest manifest) {
    this.store = store;
    this.name = name;
    this.manifest = manifest;
  }

  /** Where the chunks of a document are. */
  private record Span(long first, long count) {}

  @Override
  public Binding binding() {
    return manifest.binding();
  }

  /** How many documents it has. */
  public long documents() {
    return manifest.progress().documents();
  }

  /** How many chunks it has. */
  public long chunks() {
    return manifest.progress().chunks();
  }

  @Override
  public List<Document> documents(String after, int most) {
    long from =
        after.isEmpty()
            ? 0
            : 1 + store.document(name, after).orElseThrow(() -> Row.bad("no " + after)).at();
    return between(from, Math.min(documents(), from + Math.min(most, RANGE)));
  }

  /** Some documents from a place on, in the order of their paths. */
  public List<Document> documents(long from) {
    return between(from, Math.min(documents(), from + RANGE));
  }

  private List<Document> between(long from, long to) {
    spans.clear();
    List<Document> documents = new ArrayList<>();
    for (Row row : range(Kind.DOCUMENT, from, to)) {
      spans.put(row.at(), span(row));
      String metadata = row.text("metadata");
      documents.add(
          new Document(
              row.at(),
              row.text("path"),
              row.text("content_sha256"),
              metadata,
              Digest.of(metadata).hex()));
    }
    return documents;
  }

  @Override
  public int chunks(Document document, SourceRows.Visitor visitor) throws SQLException {
    Span span = span(document);
    for (long at = span.first(); at < span.first() + span.count(); at++) {
      Row row = chunk(at);
      if (!row.text("path").equals(document.path())) {
        throw Row.bad(
            "a chunk of " + row.text("path") + " where one of " + document.path() + " is");
      }
      visitor.visit(chunk(row));
    }
    return Math.toIntExact(span.count());
  }

  /** Of a document of the page that was read last; of another, the store is asked. */
  private Span span(Document document) {
    Span known = spans.get(document.id());
    return known != null
        ? known
        : span(
            store
                .document(name, document.path())
                .orElseThrow(() -> Row.bad("no " + document.path())));
  }

  private static Span span(Row row) {
    return new Span(row.number("first"), row.number("chunks"));
  }

  private Row chunk(long at) {
    if (at < windowFrom || at >= windowFrom + window.size()) {
      window = range(Kind.CHUNK, at, Math.min(chunks(), at + RANGE));
      windowFrom = at;
    }
    return window.get((int) (at - windowFrom));
  }

  private SourceRows.Chunk chunk(Row row) {
    String text = row.text("text");
    return new SourceRows.Chunk(
        Math.toIntExact(row.number("ordinal")),
        row.number("char_start"),
        row.number("char_end"),
        row.text("heading"),
        new SourceRows.Text(
            Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8)),
            text,
            Math.toIntExact(row.number("token_estimate")),
            vector(row)));
  }

  private float[] vector(Row row) {
    if (row.vector().length != manifest.binding().dimension()) {
      throw Row.bad("a vector of " + row.vector().length + " numbers");
    }
    return row.vector();
  }

  /** The vector of the chunk at a place. */
  public float[] vector(long at) {
    return vector(range(Kind.CHUNK, at, at + 1).get(0));
  }

  private List<Row> range(Kind kind, long from, long to) {
    if (from >= to) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>(store.rows(name, kind, from, to));
    rows.sort(Comparator.comparingLong(Row::at));
    for (int i = 0; i < to - from; i++) {
      if (i >= rows.size() || rows.get(i).at() != from + i) {
        throw Row.bad("the " + kind.word() + " " + (from + i) + " missing");
      }
    }
    return rows;
  }
}
