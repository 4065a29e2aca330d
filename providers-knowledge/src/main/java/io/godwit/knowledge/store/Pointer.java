package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What readers see of a collection: one row that carries the version together with the fingerprints
 * of its embedder and its chunking, so that nobody can take the one without the others. Its epoch
 * rises with every swap.
 */
public final class Pointer {

  private final Connection connection;

  /** On this connection. */
  public Pointer(Connection connection) {
    this.connection = connection;
  }

  /** The key of the version that readers see. */
  public OptionalLong version(long collection) throws SQLException {
    return Sql.one(
            connection,
            "SELECT version_id FROM knowledge_active"
                + " WHERE collection_id = ? AND version_id IS NOT NULL",
            row -> OptionalLong.of(row.getLong(1)),
            collection)
        .orElse(OptionalLong.empty());
  }

  /** Keeps others from swapping it, or from writing under it, until the transaction has ended. */
  public void hold(long collection) throws SQLException {
    Sql.update(
        connection,
        "UPDATE knowledge_active SET epoch = epoch WHERE collection_id = ?",
        collection);
  }

  /** Swaps it if it is where it is expected; tells whether it was. */
  public boolean swap(long collection, OptionalLong expected, Optional<CollectionVersion> next)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO knowledge_active (collection_id, epoch) VALUES (?, 0)"
            + " ON CONFLICT (collection_id) DO NOTHING",
        collection);
    Optional<CollectionVersion> shown = next.filter(version -> !version.gone());
    int swapped =
        Sql.update(
            connection,
            """
            UPDATE knowledge_active SET version_id = ?, embedder_fingerprint = ?,
              chunking_fingerprint = ?, epoch = epoch + 1
            WHERE collection_id = ? AND coalesce(version_id, -1) = ?\
            """,
            next.map(CollectionVersion::id).orElse(null),
            shown.map(version -> version.parts().embedder().toString()).orElse(null),
            shown.map(version -> version.parts().chunkingFingerprint().toString()).orElse(null),
            collection,
            expected.orElse(-1));
    return swapped == 1;
  }
}
