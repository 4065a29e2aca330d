package io.godwit.knowledge.parquet;

import io.godwit.api.name.Digest;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.Versions.Binding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a spool as one connection sees them. */
record SpooledRows(Connection connection, VdfMeta.Index index) implements VersionRows {

  @Override
  public Binding binding() {
    return index.binding();
  }

  @Override
  public List<Document> documents(String after, int most) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, path, content, metadata FROM document WHERE path > ?"
                + " ORDER BY path LIMIT ?")) {
      select.setString(1, after);
      select.setInt(2, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String metadata = row.getString(4);
          documents.add(
              new Document(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  metadata,
                  Digest.of(metadata).hex()));
        }
      }
    }
    return documents;
  }

  @Override
  public int chunks(Document document, SourceRows.Visitor visitor) throws SQLException {
    int count = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT ordinal, first, last, heading, text, tokens, vector FROM chunk"
                + " WHERE document = ? ORDER BY ordinal")) {
      select.setLong(1, document.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          visitor.visit(chunk(row));
          count++;
        }
      }
    }
    return count;
  }

  private static SourceRows.Chunk chunk(ResultSet row) throws SQLException {
    String text = row.getString(5);
    byte[] bytes = row.getBytes(7);
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return new SourceRows.Chunk(
        row.getInt(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        new SourceRows.Text(
            Digest.sha256().digest(text.getBytes(StandardCharsets.UTF_8)),
            text,
            row.getInt(6),
            vector));
  }
}
