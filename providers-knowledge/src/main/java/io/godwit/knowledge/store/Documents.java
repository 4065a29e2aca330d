package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The documents of a version that is being built. A document's row never changes: another content
 * is another row, and a set of documents says which rows it has.
 */
public final class Documents {

  private final Connection connection;
  private final CollectionVersion version;

  /** Of this version. */
  public Documents(Connection connection, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
  }

  /** Whether the collection has a document of this content that was cut in this way. */
  static boolean isKnown(
      Connection connection, String collection, Digest chunking, String path, Digest content)
      throws SQLException {
    return Sql.one(
            connection,
            """
            SELECT 1 FROM knowledge_document d
            JOIN knowledge_collection n ON n.collection_id = d.collection_id AND n.name = ?
            JOIN knowledge_cut c ON c.document_id = d.document_id
            JOIN knowledge_chunking k ON k.chunking_id = c.chunking_id AND k.fingerprint = ?
            WHERE d.path = ? AND d.content_sha256 = ?\
            """,
            row -> true,
            collection,
            chunking.toString(),
            path,
            content.hex())
        .isPresent();
  }

  /** Whether the version has a document at this path. */
  public boolean has(String path) throws SQLException {
    return Sql.one(
            connection,
            "SELECT 1 FROM knowledge_entry"
                + " WHERE document_set_id = ? AND path = ? AND deleted = 0",
            row -> true,
            version.parts().documentSet(),
            path)
        .isPresent();
  }

  /** A document of this content that an earlier version has cut in the same way. */
  public Optional<MetadataRewrite.Row> find(String path, Digest content) throws SQLException {
    OptionalLong known = cutAlready(path, content);
    return known.isEmpty() ? Optional.empty() : Optional.of(row(known.getAsLong()));
  }

  /** A document by its key. */
  public MetadataRewrite.Row row(long document) throws SQLException {
    return Sql.one(
            connection,
            "SELECT document_id, path, content_sha256, metadata FROM knowledge_document"
                + " WHERE document_id = ?",
            row ->
                new MetadataRewrite.Row(
                    row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
            document)
        .orElseThrow();
  }

  /**
   * Takes over a document that an earlier version has cut in the same way, the base's before
   * others; tells whether there was one.
   */
  public boolean carryOver(String path, Digest content) throws SQLException {
    OptionalLong known = cutAlready(path, content);
    if (known.isPresent()) {
      addEntry(path, known.getAsLong());
    }
    return known.isPresent();
  }

  /** Begins to store a document; it belongs to the version when its writer finishes. */
  public DocumentWriter write(String path, Digest content) throws SQLException {
    OptionalLong known = stored(path, content);
    if (known.isEmpty()) {
      Sql.update(
          connection,
          """
          INSERT INTO knowledge_document (collection_id, path, content_sha256, metadata_sha256,
            metadata) VALUES (?, ?, ?, '', '{}')\
          """,
          version.collection(),
          path,
          content.hex());
    }
    long document = stored(path, content).orElseThrow();
    return new DocumentWriter(connection, document, version.parts().chunking());
  }

  /** Adds a document whose writer has finished. */
  public void add(String path, DocumentWriter written) throws SQLException {
    addEntry(path, written.document());
  }

  /**
   * Keeps a document as the base has it, where that is cut in the way of this version; tells
   * whether there is one.
   */
  public boolean keepOfBase(String path) throws SQLException {
    OptionalLong known =
        key(
            """
            SELECT e.document_id FROM knowledge_version b
            JOIN knowledge_entry e
              ON e.document_set_id = b.document_set_id AND e.path = ? AND e.deleted = 0
            JOIN knowledge_cut c ON c.document_id = e.document_id AND c.chunking_id = ?
            WHERE b.version_id = ?\
            """,
            path,
            version.parts().chunking(),
            version.base().orElse(-1));
    if (known.isPresent()) {
      addEntry(path, known.getAsLong());
    }
    return known.isPresent();
  }

  /** Marks what the base has and this version has not as deleted; gives how many those are. */
  public int markDeleted(CollectionVersion base) throws SQLException {
    return Sql.update(
        connection,
        """
        INSERT INTO knowledge_entry (document_set_id, path, document_id, deleted)
        SELECT ?, b.path, b.document_id, 1 FROM knowledge_entry b
        WHERE b.document_set_id = ? AND NOT EXISTS (SELECT 1 FROM knowledge_entry n
          WHERE n.document_set_id = ? AND n.path = b.path)\
        """,
        version.parts().documentSet(),
        base.parts().documentSet(),
        version.parts().documentSet());
  }

  /** Marks a document as deleted, if the version has it. */
  public void markDeleted(String path) throws SQLException {
    Sql.update(
        connection,
        "UPDATE knowledge_entry SET deleted = 1 WHERE document_set_id = ? AND path = ?",
        version.parts().documentSet(),
        path);
  }

  private OptionalLong cutAlready(String path, Digest content) throws SQLException {
    return key(
        """
        SELECT d.document_id FROM knowledge_document d
        JOIN knowledge_cut c ON c.document_id = d.document_id AND c.chunking_id = ?
        LEFT JOIN knowledge_version b ON b.version_id = ?
        LEFT JOIN knowledge_entry e
          ON e.document_set_id = b.document_set_id AND e.document_id = d.document_id
        WHERE d.collection_id = ? AND d.path = ? AND d.content_sha256 = ?
        ORDER BY CASE WHEN e.path IS NULL THEN 1 ELSE 0 END, d.document_id DESC LIMIT 1\
        """,
        version.parts().chunking(),
        version.base().orElse(-1),
        version.collection(),
        path,
        content.hex());
  }

  private OptionalLong stored(String path, Digest content) throws SQLException {
    return key(
        """
        SELECT d.document_id FROM knowledge_document d
        LEFT JOIN knowledge_version b ON b.version_id = ?
        LEFT JOIN knowledge_entry e
          ON e.document_set_id = b.document_set_id AND e.document_id = d.document_id
        WHERE d.collection_id = ? AND d.path = ? AND d.content_sha256 = ?
        ORDER BY CASE WHEN e.path IS NULL THEN 1 ELSE 0 END, d.document_id DESC LIMIT 1\
        """,
        version.base().orElse(-1),
        version.collection(),
        path,
        content.hex());
  }

  private OptionalLong key(String sql, Object... parameters) throws SQLException {
    return Sql.one(connection, sql, row -> OptionalLong.of(row.getLong(1)), parameters)
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
}
