package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The nearest texts of a version by cosine, found by comparing with every vector: exact, in one
 * pass, as {@link NearestVectors} has it.
 */
public final class ExactSearch {

  private final Connection connection;
  private final CollectionVersion version;
  private final VectorScan scan;

  ExactSearch(Connection connection, StoreDialect dialect, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
    this.scan = new VectorScan(connection, dialect, version);
  }

  /**
   * A text that was found.
   *
   * @param text its key
   * @param score the cosine, from -1 to 1
   */
  public record Hit(long text, double score) {}

  /**
   * A place where a text stands.
   *
   * @param path the document
   * @param ordinal which of its chunks
   * @param heading what it stands under
   * @param text the text
   */
  public record Place(String path, int ordinal, String heading, String text) {}

  /** The nearest texts to each query, nearest first. */
  public List<List<Hit>> nearest(List<float[]> queries, int most) throws SQLException {
    NearestVectors nearest = new NearestVectors(queries, most);
    scan.forEach(nearest);
    return nearest.found();
  }

  /** Where a text stands in the version, the first such place. */
  public Place place(long text) throws SQLException {
    return Sql.one(
            connection,
            """
            SELECT e.path, k.ordinal, k.heading, t.text FROM knowledge_chunk k
            JOIN knowledge_entry e ON e.document_id = k.document_id
              AND e.document_set_id = ? AND e.deleted = 0
            JOIN knowledge_text t ON t.text_id = k.text_id
            WHERE k.text_id = ? AND k.chunking_id = ? ORDER BY e.path, k.ordinal LIMIT 1\
            """,
            row -> new Place(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)),
            version.parts().documentSet(),
            text,
            version.parts().chunking())
        .orElseThrow();
  }

  /** Four sums side by side, which the compiler turns into wide instructions. */
  static double dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int whole = a.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (double) s0 + s1 + s2 + s3;
  }
}
