package io.godwit.knowledge.store;

import io.godwit.knowledge.index.Indexes;
import io.godwit.knowledge.index.SpaceIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nearest texts of a version by the index over its vectors: quick, and not always all of them.
 * Versions share an index as they share vectors, so more are looked up than are asked for, and
 * those of other versions left out.
 */
public final class IndexSearch {

  private static final int MOST_CANDIDATES = 1000;
  private static final int SPARE = 4;

  private final Connection connection;
  private final CollectionVersion version;
  private final SpaceIndex index;
  private final int candidates;

  private IndexSearch(
      Connection connection, CollectionVersion version, SpaceIndex index, int candidates) {
    this.connection = connection;
    this.version = version;
    this.index = index;
    this.candidates = candidates;
  }

  static Optional<IndexSearch> of(Connection connection, CollectionVersion version, int candidates)
      throws SQLException {
    Optional<SpaceIndex> index = new Versions(connection).index(version);
    return index.isPresent() && Indexes.isReady(connection, index.get())
        ? Optional.of(new IndexSearch(connection, version, index.get(), candidates))
        : Optional.empty();
  }

  /** The keys of the nearest texts to each query, nearest first. In the caller's transaction. */
  public List<Set<Long>> nearest(List<float[]> queries, int most) throws SQLException {
    int looked = Math.min(MOST_CANDIDATES, Math.max(candidates, most * SPARE));
    try (Statement statement = connection.createStatement()) {
      // What is measured is the index, also where the planner would rather read a small table.
      statement.execute("SET LOCAL enable_seqscan = off; SET LOCAL hnsw.ef_search = " + looked);
    }
    List<Set<Long>> found = new ArrayList<>();
    for (float[] query : queries) {
      found.add(nearest(query, looked, most));
    }
    return found;
  }

  private Set<Long> nearest(float[] query, int looked, int most) throws SQLException {
    String distance = index.expression() + " <=> ?::real[]::" + index.type();
    return new LinkedHashSet<>(
        Sql.all(
            connection,
            "WITH near AS MATERIALIZED (SELECT text_id, "
                + distance
                + " AS distance FROM knowledge_embedding WHERE space_id = "
                + index.space()
                + " ORDER BY "
                + distance
                + " LIMIT "
                + looked
                + """
                )
                SELECT n.text_id FROM near n WHERE EXISTS (SELECT 1 FROM knowledge_chunk k
                  JOIN knowledge_entry e ON e.document_id = k.document_id
                    AND e.document_set_id = ? AND e.deleted = 0
                  WHERE k.text_id = n.text_id AND k.chunking_id = ?)
                ORDER BY n.distance, n.text_id LIMIT\
                """
                + " "
                + most,
            row -> row.getLong(1),
            query,
            query,
            version.parts().documentSet(),
            version.parts().chunking()));
  }
}
