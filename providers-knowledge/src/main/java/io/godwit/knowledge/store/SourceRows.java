package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads a version row by row, for another store. */
public final class SourceRows {

  private static final int FETCH = 500;

  private final Connection connection;
  private final StoreDialect dialect;
  private final CollectionVersion version;

  SourceRows(Connection connection, StoreDialect dialect, CollectionVersion version) {
    this.connection = connection;
    this.dialect = dialect;
    this.version = version;
  }

  /**
   * A document.
   *
   * @param id its key in its store
   * @param path where it stands
   * @param content the SHA-256 of its bytes, in hexadecimal digits
   * @param metadata what is known about it
   * @param metadataSha256 the SHA-256 of that, in hexadecimal digits
   */
  public record Document(
      long id, String path, String content, String metadata, String metadataSha256) {}

  /**
   * A chunk with its text and vector.
   *
   * @param ordinal its place among the document's chunks
   * @param start where it begins
   * @param end where it ends
   * @param heading what it stands under
   * @param text its text
   */
  public record Chunk(int ordinal, long start, long end, String heading, Text text) {}

  /**
   * A text and its vector.
   *
   * @param sha256 the SHA-256 of the text
   * @param text the text
   * @param tokens how many tokens it may have
   * @param vector its vector
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Text(byte[] sha256, String text, int tokens, float[] vector) {}

  /** Is shown chunks. */
  public interface Visitor {
    /** The next chunk. */
    void visit(Chunk chunk) throws SQLException;
  }

  /** The documents after a path. */
  public List<Document> documents(String after, int most) throws SQLException {
    return Sql.all(
        connection,
        """
        SELECT d.document_id, e.path, d.content_sha256, d.metadata, d.metadata_sha256
        FROM knowledge_entry e JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.path > ? AND e.deleted = 0 ORDER BY e.path LIMIT ?\
        """,
        row ->
            new Document(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        version.parts().documentSet(),
        after,
        most);
  }

  /** Whether the version has a document as it is; empty when it has none at that path. */
  public Optional<Boolean> isSame(Document document) throws SQLException {
    return Sql.one(
        connection,
        """
        SELECT d.content_sha256, d.metadata_sha256
        FROM knowledge_entry e JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.path = ? AND e.deleted = 0\
        """,
        row ->
            row.getString(1).equals(document.content())
                && row.getString(2).equals(document.metadataSha256()),
        version.parts().documentSet(),
        document.path());
  }

  /** Shows the chunks of a document in their order; gives how many there are. */
  public int chunks(Document document, Visitor visitor) throws SQLException {
    try (PreparedStatement select =
        Sql.prepare(
            connection,
            """
            SELECT k.ordinal, k.char_start, k.char_end, k.heading, t.sha256, t.text,
              t.token_estimate, m.vector
            FROM knowledge_chunk k
            JOIN knowledge_text t ON t.text_id = k.text_id
            JOIN knowledge_embedding m ON m.text_id = k.text_id AND m.space_id = ?
            WHERE k.document_id = ? AND k.chunking_id = ? ORDER BY k.ordinal\
            """,
            version.parts().space(),
            document.id(),
            version.parts().chunking())) {
      dialect.prepareReading(select);
      select.setFetchSize(FETCH);
      int count = 0;
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          visitor.visit(chunk(row));
          count++;
        }
      }
      return count;
    }
  }

  private Chunk chunk(ResultSet row) throws SQLException {
    return new Chunk(
        row.getInt(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        new Text(row.getBytes(5), row.getString(6), row.getInt(7), dialect.readVector(row, 8)));
  }
}
