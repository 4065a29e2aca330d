package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The bytes of documents as they came, in parts: what a collection is cut from when it is cut in
 * another way. Documents of equal content share them.
 */
public final class Bodies {

  static final String TABLE = "knowledge_body";

  private static final int PART = 1 << 16;
  private static final int FLUSH = 16;

  private final Connection connection;
  private final StoreDialect dialect;

  Bodies(Connection connection, StoreDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Whether the store keeps contents at all; one of an earlier format does not. */
  public boolean exist() throws SQLException {
    return Sql.one(connection, dialect.tableLookup(), row -> true, TABLE).isPresent();
  }

  /** Whether a content is kept. */
  public boolean has(Digest content) throws SQLException {
    return part(content.hex(), 0).isPresent();
  }

  /** Keeps a content; one that is kept already stays. The caller closes the stream. */
  public void keep(Digest content, InputStream in) throws SQLException, IOException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO knowledge_body (content_sha256, part, bytes) VALUES (?, ?, ?)"
                + " ON CONFLICT (content_sha256, part) DO NOTHING")) {
      int part = 0;
      byte[] bytes = in.readNBytes(PART);
      do {
        insert.setString(1, content.hex());
        insert.setInt(2, part);
        insert.setBytes(3, bytes);
        insert.addBatch();
        part++;
        if (part % FLUSH == 0) {
          insert.executeBatch();
        }
        bytes = in.readNBytes(PART);
      } while (bytes.length > 0);
      insert.executeBatch();
    }
  }

  /** The content, read part by part; empty when it is not kept. */
  public Optional<InputStream> open(Digest content) throws SQLException {
    return part(content.hex(), 0)
        .map(first -> new SequenceInputStream(new Parts(content.hex(), first)));
  }

  /** How many documents of a version have no content here: an earlier Godwit imported them. */
  public long missing(CollectionVersion version) throws SQLException {
    return Sql.number(
        connection,
        """
        SELECT count(*) FROM knowledge_entry e
        JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.deleted = 0\
        """
            + (!exist()
                ? ""
                : " AND NOT EXISTS (SELECT 1 FROM knowledge_body b"
                    + " WHERE b.content_sha256 = d.content_sha256 AND b.part = 0)"),
        version.parts().documentSet());
  }

  private Optional<byte[]> part(String content, int part) throws SQLException {
    return Sql.one(
        connection,
        "SELECT bytes FROM knowledge_body WHERE content_sha256 = ? AND part = ?",
        row -> row.getBytes(1),
        content,
        part);
  }

  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing else
  private final class Parts implements Enumeration<InputStream> {

    private final String content;
    private Optional<byte[]> next;
    private int number;

    Parts(String content, byte[] first) {
      this.content = content;
      this.next = Optional.of(first);
    }

    @Override
    public boolean hasMoreElements() {
      return next.isPresent();
    }

    @Override
    public InputStream nextElement() {
      byte[] present = next.orElseThrow(NoSuchElementException::new);
      number++;
      try {
        next = part(content, number);
      } catch (SQLException e) {
        throw new WrappedSqlException(e);
      }
      return new ByteArrayInputStream(present);
    }
  }
}
