package io.godwit.knowledge.build;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.chunk.Chunk;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.chunk.DocumentFormat;
import io.godwit.knowledge.chunk.DocumentReader;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.DocumentWriter;
import io.godwit.knowledge.store.Documents;
import io.godwit.knowledge.store.MetadataRewrite;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.WrappedSqlException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Puts documents into a version whose bytes and metadata are at hand. Where only the metadata has
 * changed, nothing is cut.
 */
public final class Filing {

  private final StoreSession session;
  private final CollectionVersion version;
  private final Chunking chunking;

  /** Into this version, which is cut in this way. */
  public Filing(StoreSession session, CollectionVersion version, Chunking chunking) {
    this.session = session;
    this.version = version;
    this.chunking = chunking;
  }

  /** Puts one there; tells whether its content is new to the collection. */
  public boolean put(String path, byte[] bytes, String metadata) throws SQLException {
    Documents documents = session.documents(version);
    Digest content = Digest.of(bytes);
    try {
      if (!session.bodies().has(content)) {
        session.bodies().keep(content, new ByteArrayInputStream(bytes));
      }
      Optional<MetadataRewrite.Row> known = documents.find(path, content);
      MetadataRewrite.Row row =
          known.isPresent() ? known.get() : documents.row(cut(path, bytes, content, metadata));
      session.rewrite(version).add(row, metadata);
      return known.isEmpty();
    } catch (IOException e) {
      throw new GodwitException(
          KnowledgeError.DOCUMENT_UNREADABLE,
          "Document " + path + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  private long cut(String path, byte[] bytes, Digest content, String metadata)
      throws SQLException, IOException {
    try (DocumentWriter writer = session.documents(version).write(path, content)) {
      DocumentReader.read(
          new ByteArrayInputStream(bytes),
          path,
          DocumentFormat.of(path).orElse(DocumentFormat.PLAIN),
          chunking,
          chunk -> add(writer, chunk));
      writer.finish(metadata);
      return writer.document();
    } catch (WrappedSqlException e) {
      throw e.wrapped();
    }
  }

  private static void add(DocumentWriter writer, Chunk chunk) {
    try {
      writer.add(chunk);
    } catch (SQLException e) {
      throw new WrappedSqlException(e);
    }
  }
}
