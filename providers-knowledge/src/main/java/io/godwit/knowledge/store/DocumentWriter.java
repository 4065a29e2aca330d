package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import io.godwit.knowledge.chunk.Chunk;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Stores the chunks of one document as they come. Equal texts are stored once: what is embedded is
 * the text, and nobody should pay for it twice.
 */
public final class DocumentWriter implements AutoCloseable {

  private static final int FLUSH = 500;

  private final Connection connection;
  private final long document;
  private final long chunking;
  private final PreparedStatement texts;
  private final PreparedStatement chunks;
  private int waiting;
  private int written;

  DocumentWriter(Connection connection, long document, long chunking) throws SQLException {
    this.connection = connection;
    this.document = document;
    this.chunking = chunking;
    this.texts =
        connection.prepareStatement(
            "INSERT INTO knowledge_text (sha256, text, token_estimate) VALUES (?, ?, ?)"
                + " ON CONFLICT (sha256) DO NOTHING");
    this.chunks =
        connection.prepareStatement(
            """
            INSERT INTO knowledge_chunk (document_id, chunking_id, ordinal, char_start, char_end,
              heading, text_id)
            VALUES (?, ?, ?, ?, ?, ?, (SELECT text_id FROM knowledge_text WHERE sha256 = ?))
            ON CONFLICT (document_id, chunking_id, ordinal) DO NOTHING\
            """);
  }

  /** The key of the document. */
  public long document() {
    return document;
  }

  /** Stores the next chunk. */
  public void add(Chunk chunk) throws SQLException {
    byte[] sha256 = Digest.sha256().digest(chunk.text().getBytes(StandardCharsets.UTF_8));
    texts.setBytes(1, sha256);
    texts.setString(2, chunk.text());
    texts.setInt(3, chunk.tokenEstimate());
    texts.addBatch();
    chunks.setLong(1, document);
    chunks.setLong(2, chunking);
    chunks.setInt(3, chunk.ordinal());
    chunks.setLong(4, chunk.start());
    chunks.setLong(5, chunk.end());
    chunks.setString(6, chunk.heading());
    chunks.setBytes(7, sha256);
    chunks.addBatch();
    written++;
    waiting++;
    if (waiting == FLUSH) {
      flush();
    }
  }

  /** Stores what is known about the document, and that all its chunks are there. */
  public void finish(String metadata) throws SQLException {
    Sql.update(
        connection,
        "UPDATE knowledge_document SET metadata = ?, metadata_sha256 = ?"
            + " WHERE document_id = ? AND metadata_sha256 = ''",
        metadata,
        Digest.of(metadata).hex(),
        document);
    finish();
  }

  /** Stores that all its chunks are there. */
  public void finish() throws SQLException {
    flush();
    Sql.update(
        connection,
        "INSERT INTO knowledge_cut (document_id, chunking_id, chunks) VALUES (?, ?, ?)"
            + " ON CONFLICT (document_id, chunking_id) DO NOTHING",
        document,
        chunking,
        written);
  }

  private void flush() throws SQLException {
    if (waiting > 0) {
      texts.executeBatch();
      chunks.executeBatch();
      waiting = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    texts.close();
    chunks.close();
  }
}
