package io.godwit.knowledge.step;

import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.chunk.Chunk;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.chunk.DocumentReader;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.DocumentWriter;
import io.godwit.knowledge.store.Recutting.Uncut;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.WrappedSqlException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Cuts documents whose bytes the store keeps. */
final class Cutting {

  private final StoreSession session;
  private final CollectionVersion version;
  private final Chunking chunking;
  private long chunks;

  Cutting(StoreSession session, CollectionVersion version, Chunking chunking) {
    this.session = session;
    this.version = version;
    this.chunking = chunking;
  }

  /** How many chunks that has made so far. */
  long chunks() {
    return chunks;
  }

  /** Cuts a document and stores its chunks. */
  void cut(Uncut document) throws SQLException {
    try (DocumentWriter writer = session.recutting(version).write(document)) {
      read(document, chunk -> add(writer, chunk));
      writer.finish();
    }
  }

  /** Cuts a document and shows its chunks. */
  void read(Uncut document, Consumer<Chunk> sink) throws SQLException {
    try (InputStream in =
        session.bodies().open(document.content()).orElseThrow(() -> noText(document.path()))) {
      DocumentReader.read(
          in,
          document.path(),
          DocumentSource.format(document.path()),
          chunking,
          chunk -> {
            chunks++;
            sink.accept(chunk);
          });
    } catch (WrappedSqlException e) {
      throw e.wrapped();
    } catch (IOException e) {
      throw new GodwitException(
          KnowledgeError.DOCUMENT_UNREADABLE,
          "Document " + document.path() + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  private static void add(DocumentWriter writer, Chunk chunk) {
    try {
      writer.add(chunk);
    } catch (SQLException e) {
      throw new WrappedSqlException(e);
    }
  }

  private static GodwitException noText(String path) {
    return new GodwitException(
        KnowledgeError.NO_DOCUMENT_TEXT,
        "The text of document "
            + path
            + " is not in the store, because an earlier Godwit imported it; import the documents"
            + " again with knowledge.import, in the chunking that you want");
  }
}
