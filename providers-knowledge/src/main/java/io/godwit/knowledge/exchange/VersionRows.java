package io.godwit.knowledge.exchange;

import io.godwit.api.name.Digest;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.RowDigest;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Versions.Binding;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * One version of a collection, row by row. A version does not change, so what is read of it now and
 * what is read later fit together.
 */
public interface VersionRows {

  /** How many documents are read at a time where all of them are. */
  int PAGE = 256;

  /** Those of a store of this module, for as long as the session is open. */
  static VersionRows of(StoreSession session, CollectionVersion version) {
    return new StoreSource.Rows(session, version);
  }

  /** What its vectors and chunks are bound to. */
  Binding binding() throws SQLException;

  /** The documents after a path, in the order of their paths; all of them after the empty one. */
  List<SourceRows.Document> documents(String after, int most) throws SQLException;

  /**
   * Shows the chunks of a document, which may have been found in another reading of the version, in
   * their order; gives how many there are.
   */
  int chunks(SourceRows.Document document, SourceRows.Visitor visitor) throws SQLException;

  /** The bytes of a document by their digest; empty in a store that does not keep them. */
  default Optional<InputStream> body(Digest content) throws SQLException {
    return Optional.empty();
  }

  /**
   * The digest of all of it, as if its collection had this name and were alone in its store: equal
   * in stores of any kind when and only when the content is.
   */
  default Digest digest(String collection) throws SQLException {
    return digest(collection, chunk -> {});
  }

  /** The same out of the rows, of which somebody sees the chunks. */
  default Digest digest(String collection, SourceRows.Visitor further) throws SQLException {
    RowDigest digest = new RowDigest();
    addTo(digest, collection, further);
    return digest.finish();
  }

  /** Takes all rows into a digest, and shows the chunks. */
  default void addTo(RowDigest digest, String collection, SourceRows.Visitor further)
      throws SQLException {
    digest.collection(collection, binding().embedder(), binding().chunking());
    List<SourceRows.Document> page = documents("", PAGE);
    while (!page.isEmpty()) {
      for (SourceRows.Document document : page) {
        digest.document(document.path(), document.content(), document.metadataSha256());
        chunks(
            document,
            chunk -> {
              digest.chunk(chunk);
              further.visit(chunk);
            });
      }
      page = documents(page.get(page.size() - 1).path(), PAGE);
    }
  }
}
