package io.godwit.knowledge.transfer;

import io.godwit.knowledge.build.Abreast;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows.Chunk;
import io.godwit.knowledge.store.SourceRows.Document;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Documents that were read together.
 *
 * @param documents the documents, in the order of their paths
 * @param last whether there are no more after them
 */
record Lot(List<Read> documents, boolean last) {

  /** How many chunks a transaction stores before it ends with a document. */
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

  /** Texts and contents, by their digests. */
  record Digests(Set<ByteBuffer> texts, Set<String> contents) {

    static final Digests NONE = new Digests(Set.of(), Set.of());

    boolean has(Chunk chunk) {
      return texts.contains(ByteBuffer.wrap(chunk.text().sha256()));
    }
  }

  /** What its documents are made of. */
  Digests digests() {
    Set<ByteBuffer> texts = new HashSet<>();
    Set<String> contents = new HashSet<>();
    for (Read read : documents) {
      contents.add(read.document().content());
      read.chunks()
          .ifPresent(all -> all.forEach(each -> texts.add(ByteBuffer.wrap(each.text().sha256()))));
    }
    return new Digests(texts, contents);
  }

  /**
   * Two lots of about as many chunks each; none where a document still has to be read, or it is not
   * worth it.
   */
  List<Lot> halves() {
    int chunks = 0;
    for (Read read : documents) {
      if (read.chunks().isEmpty()) {
        return List.of();
      }
      chunks += read.chunks().get().size();
    }
    int half = 0;
    int count = 0;
    while (count < documents.size() && 2 * half < chunks) {
      half += documents.get(count).chunks().orElseThrow().size();
      count++;
    }
    return chunks < Abreast.WORTH_IT || count == documents.size()
        ? List.of()
        : List.of(
            new Lot(documents.subList(0, count), false),
            new Lot(documents.subList(count, documents.size()), last));
  }

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
   * The documents after a path with their chunks, until there are so many. The chunks of a document
   * that has more of them than a lot may have are left for later, to be passed on as they come.
   */
  static Lot ofChunks(VersionRows there, String after, int most) throws SQLException {
    List<Document> documents = there.documents(after, MOST_DOCUMENTS);
    List<Read> read = new ArrayList<>();
    int chunks = 0;
    for (Document document : documents) {
      if (chunks >= most) {
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
