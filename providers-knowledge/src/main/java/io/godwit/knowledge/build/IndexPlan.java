package io.godwit.knowledge.build;

import io.godwit.knowledge.index.Indexes;
import io.godwit.knowledge.index.SpaceIndex;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a plan says of the index that a step will build.
 *
 * @param details what will be built
 * @param warnings what a person should know before
 */
public record IndexPlan(List<String> details, List<String> warnings) {

  private static final IndexPlan NOTHING = new IndexPlan(List.of(), List.of());

  /** For so many vectors of a dimension. */
  public static IndexPlan of(KnowledgeTarget target, int dimension, long vectors) {
    Indexes indexes = target.store().indexes();
    try (Connection connection = target.store().database().reader()) {
      if (indexes.extension(connection).isEmpty()) {
        return NOTHING;
      }
      Optional<SpaceIndex> index = SpaceIndex.of(0, dimension);
      return index
          .map(space -> of(space, vectors, lent(indexes, connection)))
          .orElseGet(() -> tooLong(dimension));
    } catch (SQLException e) {
      return NOTHING; // whether the target answers is not this one's question
    }
  }

  private static long lent(Indexes indexes, Connection connection) {
    try {
      return indexes.memoryBytes(connection);
    } catch (SQLException e) {
      return Long.MAX_VALUE;
    }
  }

  static IndexPlan of(SpaceIndex index, long vectors, long lent) {
    long wanted = index.memoryBytes(vectors);
    String detail =
        "then an HNSW index over "
            + vectors
            + " vectors"
            + (index.half() ? " in half precision" : "")
            + ", about "
            + shown(wanted)
            + " of the server's memory while it is built";
    return new IndexPlan(
        List.of(detail),
        wanted <= lent
            ? List.of()
            : List.of(
                "the index wants about "
                    + shown(wanted)
                    + " while it is built and the server lends "
                    + shown(lent)
                    + " (maintenance_work_mem): the build will take many times as long; give it"
                    + " more with index: { memory: … } of the target"));
  }

  private static IndexPlan tooLong(int dimension) {
    return new IndexPlan(
        List.of(),
        List.of(
            "vectors of dimension "
                + dimension
                + " are too long for any index of pgvector (4000 at most): every search is exact"));
  }

  private static String shown(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }
}
