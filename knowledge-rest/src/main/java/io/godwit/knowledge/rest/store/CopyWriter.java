package io.godwit.knowledge.rest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.knowledge.metadata.MetadataJson;
import io.godwit.knowledge.rest.store.Point.Kind;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Document;
import java.util.ArrayList;
import java.util.List;

/** Writes documents and chunks into a version, each at its place, in requests of bounded size. */
public final class CopyWriter {

  private static final int MOST_POINTS = 256;
  private static final long MOST_BYTES = 4L << 20;
  private static final int BYTES_OF_A_NUMBER = 22;

  private final VectorStore store;
  private final String name;
  private final String embedder;
  private final List<Point> waiting = new ArrayList<>();
  private long bytes;
  private long documents;
  private long chunks;

  /**
   * Goes on after so many documents and chunks.
   *
   * @param embedder the fingerprint that every chunk tells its readers
   */
  public CopyWriter(VectorStore store, String name, String embedder, long documents, long chunks) {
    this.store = store;
    this.name = name;
    this.embedder = embedder;
    this.documents = documents;
    this.chunks = chunks;
  }

  /** How many documents there are. */
  public long documents() {
    return documents;
  }

  /** How many chunks there are. */
  public long chunks() {
    return chunks;
  }

  /** The next chunk, of the document that {@link #document} is called for after it. */
  public void chunk(Document document, SourceRows.Chunk chunk) {
    ObjectNode payload = payload(Kind.CHUNK, chunks);
    payload.put("path", document.path());
    payload.put("ordinal", (long) chunk.ordinal());
    payload.put("char_start", chunk.start());
    payload.put("char_end", chunk.end());
    payload.put("heading", chunk.heading());
    payload.put("text", chunk.text().text());
    payload.put("token_estimate", (long) chunk.text().tokens());
    payload.put("embedder_fingerprint", embedder);
    payload.set("about", about(document));
    add(new Point(Kind.CHUNK, chunks, payload, chunk.text().vector()), chunk.text().text());
    chunks++;
  }

  /** The metadata as values, so that a search can be narrowed down by them. */
  private static JsonNode about(Document document) {
    try {
      return MetadataJson.parse(document.metadata());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** A document whose chunks, so many, have been written. */
  public void document(Document document, int count) {
    ObjectNode payload = payload(Kind.DOCUMENT, documents);
    payload.put("path", document.path());
    payload.put("content_sha256", document.content());
    payload.put("metadata", document.metadata());
    payload.put("first", chunks - count);
    payload.put("chunks", (long) count);
    add(new Point(Kind.DOCUMENT, documents, payload, new float[0]), document.metadata());
    documents++;
  }

  private static ObjectNode payload(Kind kind, long at) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("kind", kind.word());
    payload.put("at", at);
    return payload;
  }

  private void add(Point point, String text) {
    waiting.add(point);
    bytes += text.length() + (long) point.vector().length * BYTES_OF_A_NUMBER;
    if (waiting.size() == MOST_POINTS || bytes >= MOST_BYTES) {
      flush();
    }
  }

  /** Stores what waits. */
  public void flush() {
    if (!waiting.isEmpty()) {
      store.put(name, List.copyOf(waiting));
      waiting.clear();
      bytes = 0;
    }
  }
}
