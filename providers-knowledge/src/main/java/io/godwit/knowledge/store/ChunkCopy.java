package io.godwit.knowledge.store;

import io.godwit.sql.BinaryCopy;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies chunks with their texts and vectors into PostgreSQL. Texts that are there are found first,
 * and the others get keys, so that three {@code COPY} need no answer from the server about any row.
 */
final class ChunkCopy {

  private final Connection connection;
  private final CollectionVersion version;

  ChunkCopy(Connection connection, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
  }

  void send(List<SinkRows.Pending> rows) throws SQLException {
    Map<ByteBuffer, SourceRows.Text> texts = new LinkedHashMap<>();
    for (SinkRows.Pending row : rows) {
      texts.putIfAbsent(ByteBuffer.wrap(row.chunk().text().sha256()), row.chunk().text());
    }
    Map<ByteBuffer, Long> keys = known(texts.keySet());
    Set<Long> embedded = embedded(keys);
    sendTexts(texts, keys);
    sendChunks(rows, keys);
    sendVectors(texts, keys, embedded);
  }

  private Map<ByteBuffer, Long> known(Set<ByteBuffer> digests) throws SQLException {
    Map<ByteBuffer, Long> keys = new LinkedHashMap<>();
    Array wanted =
        connection.createArrayOf(
            "bytea", digests.stream().map(ByteBuffer::array).toArray(byte[][]::new));
    try (PreparedStatement select =
            Sql.prepare(
                connection,
                "SELECT sha256, text_id FROM knowledge_text WHERE sha256 = ANY(?)",
                wanted);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.put(ByteBuffer.wrap(row.getBytes(1)), row.getLong(2));
      }
    }
    return keys;
  }

  /** Those of the texts that have a vector already, which stays. */
  private Set<Long> embedded(Map<ByteBuffer, Long> keys) throws SQLException {
    return keys.isEmpty()
        ? Set.of()
        : new HashSet<>(
            Sql.all(
                connection,
                "SELECT text_id FROM knowledge_embedding WHERE space_id = ? AND text_id = ANY(?)",
                row -> row.getLong(1),
                version.parts().space(),
                connection.createArrayOf("bigint", keys.values().toArray())));
  }

  private void sendTexts(Map<ByteBuffer, SourceRows.Text> texts, Map<ByteBuffer, Long> keys)
      throws SQLException {
    List<Long> fresh =
        Sql.all(
            connection,
            // The name of the sequence is asked for once, not for each key.
            "SELECT nextval((SELECT pg_get_serial_sequence('knowledge_text', 'text_id')::regclass))"
                + " FROM generate_series(1, ?)",
            row -> row.getLong(1),
            texts.size() - keys.size());
    if (fresh.isEmpty()) {
      return;
    }
    int next = 0;
    try (BinaryCopy copy =
        BinaryCopy.into(
            connection, "knowledge_text", "text_id", "sha256", "text", "token_estimate")) {
      for (Map.Entry<ByteBuffer, SourceRows.Text> text : texts.entrySet()) {
        if (!keys.containsKey(text.getKey())) {
          long key = fresh.get(next++);
          keys.put(text.getKey(), key);
          copy.row()
              .number(key)
              .bytes(text.getValue().sha256())
              .text(text.getValue().text())
              .number(text.getValue().tokens());
        }
      }
      copy.finish();
    }
  }

  private void sendChunks(List<SinkRows.Pending> rows, Map<ByteBuffer, Long> keys)
      throws SQLException {
    try (BinaryCopy copy =
        BinaryCopy.into(
            connection,
            "knowledge_chunk",
            "document_id",
            "chunking_id",
            "ordinal",
            "char_start",
            "char_end",
            "heading",
            "text_id")) {
      for (SinkRows.Pending row : rows) {
        SourceRows.Chunk chunk = row.chunk();
        if (!row.document().cut()) {
          copy.row()
              .number(row.document().id())
              .number(version.parts().chunking())
              .number(chunk.ordinal())
              .number(chunk.start())
              .number(chunk.end())
              .text(chunk.heading())
              .number(key(keys, chunk.text()));
        }
      }
      copy.finish();
    }
  }

  private void sendVectors(
      Map<ByteBuffer, SourceRows.Text> texts, Map<ByteBuffer, Long> keys, Set<Long> embedded)
      throws SQLException {
    try (BinaryCopy copy = Copying.embeddings(connection)) {
      for (SourceRows.Text text : texts.values()) {
        long key = key(keys, text);
        if (!embedded.contains(key)) {
          copy.row().number(version.parts().space()).number(key).floats(text.vector());
        }
      }
      copy.finish();
    }
  }

  private static long key(Map<ByteBuffer, Long> keys, SourceRows.Text text) {
    Long key = keys.get(ByteBuffer.wrap(text.sha256()));
    if (key == null) {
      throw new IllegalStateException("a text without a key");
    }
    return key;
  }
}
