package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Inserts chunks with their texts and vectors in batches; what is there stays. */
final class ChunkInsert {

  private static final String TEXT =
      "INSERT INTO knowledge_text (sha256, text, token_estimate) VALUES (?, ?, ?)"
          + " ON CONFLICT (sha256) DO NOTHING";

  private static final String CHUNK =
      """
      INSERT INTO knowledge_chunk (document_id, chunking_id, ordinal, char_start, char_end,
        heading, text_id)
      VALUES (?, ?, ?, ?, ?, ?, (SELECT text_id FROM knowledge_text WHERE sha256 = ?))
      ON CONFLICT (document_id, chunking_id, ordinal) DO NOTHING\
      """;

  private static final String VECTOR =
      """
      INSERT INTO knowledge_embedding (space_id, text_id, vector)
      VALUES (?, (SELECT text_id FROM knowledge_text WHERE sha256 = ?), ?)
      ON CONFLICT (text_id, space_id) DO NOTHING\
      """;

  private final Connection connection;
  private final StoreDialect dialect;
  private final CollectionVersion version;

  ChunkInsert(Connection connection, StoreDialect dialect, CollectionVersion version) {
    this.connection = connection;
    this.dialect = dialect;
    this.version = version;
  }

  void send(List<SinkRows.Pending> rows) throws SQLException {
    try (PreparedStatement texts = connection.prepareStatement(TEXT);
        PreparedStatement chunks = connection.prepareStatement(CHUNK);
        PreparedStatement vectors = connection.prepareStatement(VECTOR)) {
      for (SinkRows.Pending row : rows) {
        SourceRows.Text text = row.chunk().text();
        texts.setBytes(1, text.sha256());
        texts.setString(2, text.text());
        texts.setInt(3, text.tokens());
        texts.addBatch();
        add(chunks, row);
        vectors.setLong(1, version.parts().space());
        vectors.setBytes(2, text.sha256());
        dialect.bindVector(vectors, 3, text.vector());
        vectors.addBatch();
      }
      texts.executeBatch();
      chunks.executeBatch();
      vectors.executeBatch();
    }
  }

  private void add(PreparedStatement chunks, SinkRows.Pending row) throws SQLException {
    SourceRows.Chunk chunk = row.chunk();
    chunks.setLong(1, row.document().id());
    chunks.setLong(2, version.parts().chunking());
    chunks.setInt(3, chunk.ordinal());
    chunks.setLong(4, chunk.start());
    chunks.setLong(5, chunk.end());
    chunks.setString(6, chunk.heading());
    chunks.setBytes(7, chunk.text().sha256());
    chunks.addBatch();
  }
}
