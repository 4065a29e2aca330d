package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What stands above the chunks of a version. */
public final class Headings {

  private final Connection connection;
  private final CollectionVersion version;

  Headings(Connection connection, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
  }

  /**
   * A heading of a document.
   *
   * @param path the document
   * @param heading the heading, with those above it
   */
  public record Item(String path, String heading) {}

  /** Some headings, each of one document only, spread over the documents; always the same. */
  public List<Item> sample(int most) throws SQLException {
    return Sql.all(
        connection,
        """
        SELECT min(e.path), k.heading FROM knowledge_entry e
        JOIN knowledge_chunk k ON k.document_id = e.document_id AND k.chunking_id = ?
        WHERE e.document_set_id = ? AND e.deleted = 0 AND k.heading <> ''
        GROUP BY k.heading HAVING count(DISTINCT e.path) = 1
        ORDER BY min(k.text_id * 7919 % 10007), k.heading LIMIT ?\
        """,
        row -> new Item(row.getString(1), row.getString(2)),
        version.parts().chunking(),
        version.parts().documentSet(),
        most);
  }

  /** The documents that have a text. */
  public List<String> paths(long text) throws SQLException {
    return Sql.all(
        connection,
        """
        SELECT DISTINCT e.path FROM knowledge_chunk k
        JOIN knowledge_entry e ON e.document_id = k.document_id AND e.document_set_id = ?
          AND e.deleted = 0
        WHERE k.text_id = ? AND k.chunking_id = ?\
        """,
        row -> row.getString(1),
        version.parts().documentSet(),
        text,
        version.parts().chunking());
  }
}
