package io.godwit.knowledge.step;

import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Filing;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Brings documents that come with an id and metadata into a version. The metadata that comes is the
 * metadata that the document gets; where only that has changed, nothing is cut or embedded.
 */
final class RecordImport {

  private final StoreSession session;
  private final CollectionVersion version;
  private final Chunking chunking;
  private long count;
  private long fresh;

  RecordImport(StoreSession session, CollectionVersion version, Chunking chunking) {
    this.session = session;
    this.version = version;
    this.chunking = chunking;
  }

  /** How many documents that were. */
  long documents() {
    return count;
  }

  /** How many of them were new or changed. */
  long fresh() {
    return fresh;
  }

  /** Brings the next documents; tells whether there may be more. */
  boolean next(RecordReader reader, int most, long mostBytes) throws SQLException, IOException {
    long bytes = 0;
    while (count < most && bytes < mostBytes) {
      Optional<RecordReader.Document> document = reader.next();
      if (document.isEmpty()) {
        return false;
      }
      bring(document.get());
      bytes += document.get().bytes();
      count++;
    }
    return true;
  }

  private void bring(RecordReader.Document document) throws SQLException {
    if (session.documents(version).has(document.id())) {
      throw twice(document.id());
    }
    fresh +=
        new Filing(session, version, chunking)
                .put(document.id(), document.text(), document.metadata())
            ? 1
            : 0;
  }

  /** That there are two documents of one id. */
  static GodwitException twice(String id) {
    return new GodwitException(
        KnowledgeError.DOCUMENT_TWICE,
        "There are two documents with the path or id "
            + id
            + "; give one of them another, or leave it out with exclude");
  }
}
