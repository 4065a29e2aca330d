package io.godwit.knowledge.transfer;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SinkRows;
import io.godwit.knowledge.store.SourceRows.Chunk;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings documents into a version, in one transaction. What another transaction brings at the same
 * time is put off until that one has ended, so that neither waits for the other in the database.
 */
final class Bringing {

  private final VersionRows there;
  private final StoreSession session;
  private final SinkRows sink;
  private final Lot.Digests others;
  private final List<Document> bodies = new ArrayList<>();
  private final List<Waiting> chunks = new ArrayList<>();

  private record Waiting(SinkRows.Begun document, Chunk chunk) {}

  Bringing(VersionRows there, StoreSession session, SinkRows sink, Lot.Digests others) {
    this.there = there;
    this.session = session;
    this.sink = sink;
    this.others = others;
  }

  /** Brings all documents of a lot. */
  void bring(Lot lot) throws SQLException {
    for (Lot.Read read : lot.documents()) {
      bring(read);
    }
    sink.flush();
  }

  /** Brings a document; gives how many chunks it has. */
  int bring(Lot.Read read) throws SQLException {
    Document document = read.document();
    if (others.contents().contains(document.content())) {
      bodies.add(document);
    } else {
      keepBody(document);
    }
    SinkRows.Begun begun = sink.begin(document);
    int count;
    if (read.chunks().isPresent()) {
      count = read.chunks().get().size();
      for (Chunk chunk : read.chunks().get()) {
        add(begun, chunk);
      }
    } else {
      count = there.chunks(document, chunk -> add(begun, chunk));
    }
    sink.finish(document, begun, count);
    return count;
  }

  private void add(SinkRows.Begun begun, Chunk chunk) throws SQLException {
    if (others.has(chunk)) {
      chunks.add(new Waiting(begun, chunk));
    } else {
      sink.add(begun, chunk);
    }
  }

  /** Brings what was put off. */
  void bringTheRest() throws SQLException {
    for (Document document : bodies) {
      keepBody(document);
    }
    for (Waiting waiting : chunks) {
      sink.add(waiting.document(), waiting.chunk());
    }
    sink.flush();
  }

  private void keepBody(Document document) throws SQLException {
    Digest content = new Digest(document.content());
    if (session.bodies().has(content)) {
      return;
    }
    Optional<InputStream> body = there.body(content);
    if (body.isPresent()) {
      try (InputStream in = body.get()) {
        session.bodies().keep(content, in);
      } catch (IOException e) {
        throw new GodwitException(
            KnowledgeError.DOCUMENT_UNREADABLE,
            "Document " + document.path() + " cannot be read: " + e.getMessage(),
            e);
      }
    }
  }
}
