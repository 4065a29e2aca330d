package io.godwit.knowledge.transfer;

import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows.Chunk;
import io.godwit.knowledge.store.SourceRows.Document;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Documents that were read together.
 *
 * @param documents the documents, in the order of their paths
 * @param last whether there are no more after them
 */
record Lot(List<Read> documents, boolean last) {

  static final int MOST_CHUNKS = 1000;
  private static final int MOST_DOCUMENTS = 500;

  Lot {
    documents = List.copyOf(documents);
  }

  /**
   * A document.
   *
   * @param chunks what it was cut into; empty when that is still to be read
   */
  record Read(Document document, Optional<List<Chunk>> chunks) {}

  /** The path of the last document; that before the lot when it has none. */
  String end(String before) {
    return documents.isEmpty() ? before : documents.get(documents.size() - 1).document().path();
  }

  /** The documents after a path, without their chunks. */
  static Lot ofDocuments(VersionRows there, String after) throws SQLException {
    List<Document> documents = there.documents(after, MOST_DOCUMENTS);
    List<Read> read = documents.stream().map(each -> new Read(each, Optional.empty())).toList();
    return new Lot(read, documents.size() < MOST_DOCUMENTS);
  }

  /**
   * The documents after a path with their chunks. The chunks of a document that has more of them
   * than a lot may have are left for later, to be passed on as they come.
   */
  static Lot ofChunks(VersionRows there, String after) throws SQLException {
    List<Document> documents = there.documents(after, MOST_DOCUMENTS);
    List<Read> read = new ArrayList<>();
    int chunks = 0;
    for (Document document : documents) {
      if (chunks >= MOST_CHUNKS) {
        return new Lot(read, false);
      }
      List<Chunk> some = new ArrayList<>();
      int count =
          there.chunks(
              document,
              chunk -> {
                if (some.size() < MOST_CHUNKS) {
                  some.add(chunk);
                }
              });
      read.add(new Read(document, count == some.size() ? Optional.of(some) : Optional.empty()));
      chunks += count;
    }
    return new Lot(read, documents.size() < MOST_DOCUMENTS);
  }
}
