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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings documents that come with an id and metadata into a version. The metadata that comes is the
 * metadata that the document gets; where only that has changed, nothing is cut or embedded.
 */
final class RecordImport {

  private static final Logger LOG = LoggerFactory.getLogger(RecordImport.class);

  private final StoreSession session;
  private final CollectionVersion version;
  private final Chunking chunking;
  private final ImportRules rules;
  private ImportCount counted;

  RecordImport(
      StoreSession session,
      CollectionVersion version,
      Chunking chunking,
      ImportRules rules,
      ImportCount counted) {
    this.session = session;
    this.version = version;
    this.chunking = chunking;
    this.rules = rules;
    this.counted = counted;
  }

  /** How far the import has come with that. */
  ImportCount counted() {
    return counted;
  }

  /** Brings the next documents; tells whether there may be more. */
  boolean next(RecordReader reader, int most, long mostBytes) throws SQLException, IOException {
    long from = reader.offset();
    for (int count = 0; count < most && reader.offset() - from < mostBytes; count++) {
      Optional<RecordReader.Document> document = Optional.empty();
      try {
        document = reader.next();
        if (document.isEmpty()) {
          return false;
        }
        counted = counted.brought(bring(document.get()));
      } catch (GodwitException e) {
        if (!rules.keepsAside(e)) {
          throw e;
        }
        counted = keepAside(session, version, document.map(RecordReader.Document::id), e, counted);
      }
    }
    return true;
  }

  /** Tells whether its content is new to the collection. */
  private boolean bring(RecordReader.Document document) throws SQLException {
    if (session.documents(version).has(document.id())) {
      throw twice(document.id());
    }
    rules.check(document.id(), document.metadata());
    return new Filing(session, version, chunking)
        .put(document.id(), document.text(), document.metadata());
  }

  /**
   * Leaves a document out. Where the collection has one at its place, that stays; of a line that
   * cannot be read nobody knows the place.
   */
  static ImportCount keepAside(
      StoreSession session,
      CollectionVersion version,
      Optional<String> path,
      GodwitException why,
      ImportCount counted)
      throws SQLException {
    LOG.warn("Kept aside: {}", why.getMessage());
    boolean ofBase =
        path.isPresent()
            && !session.documents(version).has(path.get())
            && session.documents(version).keepOfBase(path.get());
    return counted.keptAside(ofBase);
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
