package io.godwit.knowledge.store;

import io.godwit.api.name.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Cuts the documents of a version that have not been cut in its way yet. */
public final class Recutting {

  private static final long NO_CHUNKING = -1;

  private final Connection connection;
  private final CollectionVersion version;

  Recutting(Connection connection, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
  }

  /**
   * A document that is to be cut.
   *
   * @param id its key
   * @param path where it stands
   * @param content the SHA-256 of its bytes
   */
  public record Uncut(long id, String path, Digest content) {}

  /** The next documents after a path that are not cut yet. */
  public List<Uncut> next(String after, int most) throws SQLException {
    return page(version.parts().chunking(), after, most);
  }

  /** The next documents after a path, cut or not. */
  public List<Uncut> all(String after, int most) throws SQLException {
    return page(NO_CHUNKING, after, most);
  }

  /** The document at a path, if it is there and not cut yet. */
  public Optional<Uncut> at(String path) throws SQLException {
    return Sql.one(
        connection,
        """
        SELECT d.document_id, e.path, d.content_sha256 FROM knowledge_entry e
        JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.path = ? AND e.deleted = 0
          AND NOT EXISTS (SELECT 1 FROM knowledge_cut c
            WHERE c.document_id = e.document_id AND c.chunking_id = ?)\
        """,
        row -> new Uncut(row.getLong(1), row.getString(2), new Digest(row.getString(3))),
        version.parts().documentSet(),
        path,
        version.parts().chunking());
  }

  private List<Uncut> page(long chunking, String after, int most) throws SQLException {
    return Sql.all(
        connection,
        """
        SELECT d.document_id, e.path, d.content_sha256 FROM knowledge_entry e
        JOIN knowledge_document d ON d.document_id = e.document_id
        WHERE e.document_set_id = ? AND e.path > ? AND e.deleted = 0
          AND NOT EXISTS (SELECT 1 FROM knowledge_cut c
            WHERE c.document_id = e.document_id AND c.chunking_id = ?)
        ORDER BY e.path LIMIT ?\
        """,
        row -> new Uncut(row.getLong(1), row.getString(2), new Digest(row.getString(3))),
        version.parts().documentSet(),
        after,
        chunking,
        most);
  }

  /** Stores the chunks of one. */
  public DocumentWriter write(Uncut document) throws SQLException {
    return new DocumentWriter(connection, document.id(), version.parts().chunking());
  }
}
