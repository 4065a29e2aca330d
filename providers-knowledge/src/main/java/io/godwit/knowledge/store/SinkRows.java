package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * Writes a version row by row, from another store. What is there stays; a vector that is there for
 * a text is the one that was paid for first.
 */
public final class SinkRows implements AutoCloseable {

  private static final int FLUSH = 500;

  private final Connection connection;
  private final StoreDialect dialect;
  private final CollectionVersion version;
  private final PreparedStatement texts;
  private final PreparedStatement chunks;
  private final PreparedStatement vectors;
  private int waiting;

  SinkRows(Connection connection, StoreDialect dialect, CollectionVersion version)
      throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    this.version = version;
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
    this.vectors =
        connection.prepareStatement(
            """
            INSERT INTO knowledge_embedding (space_id, text_id, vector)
            VALUES (?, (SELECT text_id FROM knowledge_text WHERE sha256 = ?), ?)
            ON CONFLICT (text_id, space_id) DO NOTHING\
            """);
  }

  /** Takes over a document that another version of the collection has, if one has it whole. */
  public boolean carryOver(SourceRows.Document document) throws SQLException {
    OptionalLong known = find(document);
    if (known.isEmpty() || isUnfinished(known.getAsLong())) {
      return false;
    }
    addEntry(document.path(), known.getAsLong());
    return true;
  }

  private boolean isUnfinished(long document) throws SQLException {
    return Sql.number(
                connection,
                "SELECT count(*) FROM knowledge_cut WHERE document_id = ? AND chunking_id = ?",
                document,
                version.parts().chunking())
            == 0
        || Sql.one(
                connection,
                """
                SELECT 1 FROM knowledge_chunk k WHERE k.document_id = ? AND k.chunking_id = ?
                  AND NOT EXISTS (SELECT 1 FROM knowledge_embedding m
                    WHERE m.text_id = k.text_id AND m.space_id = ?) LIMIT 1\
                """,
                row -> true,
                document,
                version.parts().chunking(),
                version.parts().space())
            .isPresent();
  }

  /** Begins a document, and gives its key. */
  public long begin(SourceRows.Document document) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_document (collection_id, path, content_sha256, metadata_sha256,
          metadata) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (collection_id, path, content_sha256, metadata_sha256) DO NOTHING\
        """,
        version.collection(),
        document.path(),
        document.content(),
        document.metadataSha256(),
        document.metadata());
    return find(document).orElseThrow();
  }

  /** Adds a chunk of the document. */
  public void add(long document, SourceRows.Chunk chunk) throws SQLException {
    SourceRows.Text text = chunk.text();
    texts.setBytes(1, text.sha256());
    texts.setString(2, text.text());
    texts.setInt(3, text.tokens());
    texts.addBatch();
    chunks.setLong(1, document);
    chunks.setLong(2, version.parts().chunking());
    chunks.setInt(3, chunk.ordinal());
    chunks.setLong(4, chunk.start());
    chunks.setLong(5, chunk.end());
    chunks.setString(6, chunk.heading());
    chunks.setBytes(7, text.sha256());
    chunks.addBatch();
    vectors.setLong(1, version.parts().space());
    vectors.setBytes(2, text.sha256());
    dialect.bindVector(vectors, 3, text.vector());
    vectors.addBatch();
    waiting++;
    if (waiting == FLUSH) {
      flush();
    }
  }

  /** Says that all chunks of the document are there. */
  public void finish(SourceRows.Document source, long document, int count) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO knowledge_cut (document_id, chunking_id, chunks) VALUES (?, ?, ?)"
            + " ON CONFLICT (document_id, chunking_id) DO NOTHING",
        document,
        version.parts().chunking(),
        count);
    addEntry(source.path(), document);
  }

  /** Stores what waits. */
  public void flush() throws SQLException {
    if (waiting > 0) {
      texts.executeBatch();
      chunks.executeBatch();
      vectors.executeBatch();
      waiting = 0;
    }
  }

  private OptionalLong find(SourceRows.Document document) throws SQLException {
    return Sql.one(
            connection,
            """
            SELECT document_id FROM knowledge_document WHERE collection_id = ? AND path = ?
              AND content_sha256 = ? AND metadata_sha256 = ?\
            """,
            row -> OptionalLong.of(row.getLong(1)),
            version.collection(),
            document.path(),
            document.content(),
            document.metadataSha256())
        .orElse(OptionalLong.empty());
  }

  private void addEntry(String path, long document) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_entry (document_set_id, path, document_id, deleted)
        VALUES (?, ?, ?, 0)
        ON CONFLICT (document_set_id, path)
        DO UPDATE SET document_id = excluded.document_id, deleted = 0\
        """,
        version.parts().documentSet(),
        path,
        document);
  }

  @Override
  public void close() throws SQLException {
    texts.close();
    chunks.close();
    vectors.close();
  }
}
