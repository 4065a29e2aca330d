package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Gives a version the documents of another with other metadata: other rows of documents, whose
 * chunks are the same rows of texts.
 */
public final class MetadataRewrite {

  private final Connection connection;
  private final CollectionVersion version;

  MetadataRewrite(Connection connection, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
  }

  /**
   * A document and what is known about it.
   *
   * @param id its key
   * @param path where it stands
   * @param content the SHA-256 of its bytes, in hexadecimal digits
   * @param metadata JSON
   */
  public record Row(long id, String path, String content, String metadata) {}

  /** The documents of a version after a path. */
  public List<Row> next(CollectionVersion of, String after, int most) throws SQLException {
    return Sql.all(
        connection,
        """
        SELECT d.document_id, e.path, d.content_sha256, d.metadata FROM knowledge_entry e
        JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.path > ? AND e.deleted = 0 ORDER BY e.path LIMIT ?\
        """,
        row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
        of.parts().documentSet(),
        after,
        most);
  }

  /** The document of a version at a path. */
  public Optional<Row> at(CollectionVersion of, String path) throws SQLException {
    return Sql.one(
        connection,
        """
        SELECT d.document_id, e.path, d.content_sha256, d.metadata FROM knowledge_entry e
        JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.path = ? AND e.deleted = 0\
        """,
        row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
        of.parts().documentSet(),
        path);
  }

  /** Adds the document with this metadata to the version. */
  public void add(Row row, String metadata) throws SQLException {
    long document = row.metadata().equals(metadata) ? row.id() : other(row, metadata);
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_entry (document_set_id, path, document_id, deleted)
        VALUES (?, ?, ?, 0)
        ON CONFLICT (document_set_id, path)
        DO UPDATE SET document_id = excluded.document_id, deleted = 0\
        """,
        version.parts().documentSet(),
        row.path(),
        document);
  }

  private long other(Row row, String metadata) throws SQLException {
    String sha256 = Digest.of(metadata).hex();
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_document (collection_id, path, content_sha256, metadata_sha256,
          metadata) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (collection_id, path, content_sha256, metadata_sha256) DO NOTHING\
        """,
        version.collection(),
        row.path(),
        row.content(),
        sha256,
        metadata);
    long document =
        Sql.number(
            connection,
            """
            SELECT document_id FROM knowledge_document WHERE collection_id = ? AND path = ?
              AND content_sha256 = ? AND metadata_sha256 = ?\
            """,
            version.collection(),
            row.path(),
            row.content(),
            sha256);
    copyChunks(row.id(), document);
    return document;
  }

  private void copyChunks(long from, long to) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_chunk (document_id, chunking_id, ordinal, char_start, char_end,
          heading, text_id)
        SELECT ?, chunking_id, ordinal, char_start, char_end, heading, text_id
        FROM knowledge_chunk WHERE document_id = ? AND chunking_id = ?
        ON CONFLICT (document_id, chunking_id, ordinal) DO NOTHING\
        """,
        to,
        from,
        version.parts().chunking());
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_cut (document_id, chunking_id, chunks)
        SELECT ?, chunking_id, chunks FROM knowledge_cut WHERE document_id = ? AND chunking_id = ?
        ON CONFLICT (document_id, chunking_id) DO NOTHING\
        """,
        to,
        from,
        version.parts().chunking());
  }
}
