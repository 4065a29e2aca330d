package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A digest of everything that readers see: of each collection with an active version, by name, the
 * fingerprints of its pointer; of each document, by path, its content and metadata; of each chunk,
 * in order, its place, heading, text and vector. Keys, version numbers, tombstones and what no
 * active version uses are left out, so it is the same on SQLite and on PostgreSQL, and the same
 * after a return as before.
 */
public final class ContentDigest {

  private static final int FETCH = 500;

  private final Connection connection;
  private final StoreDialect dialect;
  private final RowDigest rows = new RowDigest();

  ContentDigest(Connection connection, StoreDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** The digest of a store without collections. */
  public static Digest ofNothing() {
    return new RowDigest().finish();
  }

  private record Active(
      String name,
      String embedder,
      String chunking,
      long documentSet,
      long chunkingKey,
      long space) {}

  /** Reads everything. */
  public Digest compute() throws SQLException {
    List<Active> collections =
        Sql.all(
            connection,
            """
            SELECT c.name, a.embedder_fingerprint, a.chunking_fingerprint,
              v.document_set_id, v.chunking_id, v.space_id
            FROM knowledge_active a
            JOIN knowledge_collection c ON c.collection_id = a.collection_id
            JOIN knowledge_version v ON v.version_id = a.version_id
            WHERE v.document_set_id <> 0
            ORDER BY c.name\
            """
                + dialect.byBytes(),
            row ->
                new Active(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6)));
    return compute(collections);
  }

  /** Reads one version; under this name of its collection. */
  Digest compute(CollectionVersion version, String name) throws SQLException {
    CollectionVersion.Parts parts = version.parts();
    return compute(
        List.of(
            new Active(
                name,
                parts.embedder().toString(),
                parts.chunkingFingerprint().toString(),
                parts.documentSet(),
                parts.chunking(),
                parts.space())));
  }

  private Digest compute(List<Active> collections) throws SQLException {
    for (Active collection : collections) {
      add(collection);
    }
    return rows.finish();
  }

  private void add(Active collection) throws SQLException {
    rows.collection(collection.name(), collection.embedder(), collection.chunking());
    try (PreparedStatement select =
        Sql.prepare(
            connection,
            """
            SELECT e.path, d.content_sha256, d.metadata_sha256,
              k.ordinal, k.char_start, k.char_end, k.heading, t.sha256, m.vector
            FROM knowledge_entry e
            JOIN knowledge_document d ON d.document_id = e.document_id
            LEFT JOIN knowledge_chunk k
              ON k.document_id = e.document_id AND k.chunking_id = ?
            LEFT JOIN knowledge_text t ON t.text_id = k.text_id
            LEFT JOIN knowledge_embedding m ON m.space_id = ? AND m.text_id = k.text_id
            WHERE e.document_set_id = ? AND e.deleted = 0
            ORDER BY e.path\
            """
                + dialect.byBytes()
                + ", k.ordinal",
            collection.chunkingKey(),
            collection.space(),
            collection.documentSet())) {
      dialect.prepareReading(select);
      select.setFetchSize(FETCH);
      try (ResultSet row = select.executeQuery()) {
        addRows(row);
      }
    }
  }

  private void addRows(ResultSet row) throws SQLException {
    String document = "";
    while (row.next()) {
      String path = row.getString(1);
      if (!path.equals(document)) {
        document = path;
        rows.document(path, row.getString(2), row.getString(3));
      }
      if (row.getObject(4) != null) {
        float[] vector = row.getObject(9) == null ? new float[0] : dialect.readVector(row, 9);
        rows.chunk(
            new RowDigest.Place(row.getLong(4), row.getLong(5), row.getLong(6), row.getString(7)),
            row.getBytes(8),
            vector);
      }
    }
  }
}
