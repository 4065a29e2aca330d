package io.godwit.knowledge.index;

import java.util.Optional;

/**
 * The index over the vectors of one space: an HNSW graph for cosine, over the part of the table
 * that has them. The vectors themselves stay as they were given; only what the graph holds of them
 * is in half precision where pgvector can index no more than that.
 *
 * @param space the key of the space
 * @param dimension how many numbers its vectors have
 */
public record SpaceIndex(long space, int dimension) {

  /** With what the names of all these indexes begin. */
  static final String PREFIX = "knowledge_nearest_";

  private static final int LARGEST_VECTOR = 2_000;
  private static final int LARGEST_HALFVEC = 4_000;
  private static final double GRAPH = 1.3;
  private static final int POINTER = 8;

  /** Empty where vectors are too long for any index. */
  public static Optional<SpaceIndex> of(long space, int dimension) {
    return dimension <= LARGEST_HALFVEC
        ? Optional.of(new SpaceIndex(space, dimension))
        : Optional.empty();
  }

  /** Its name in the database. */
  public String name() {
    return PREFIX + space;
  }

  /** Whether it holds vectors in half precision. */
  public boolean half() {
    return dimension > LARGEST_VECTOR;
  }

  /** The type of what it holds. */
  public String type() {
    return (half() ? "halfvec(" : "vector(") + dimension + ")";
  }

  /** What it holds of a row, as a query has to write it. */
  public String expression() {
    return "vector::" + type();
  }

  /** How much memory its build wants: Kane's estimate, 1.3 · vectors · (8 + bytes of each). */
  public long memoryBytes(long vectors) {
    long bytes = (long) dimension * (half() ? Short.BYTES : Float.BYTES);
    return (long) (GRAPH * vectors * (POINTER + bytes));
  }

  String definition(IndexSettings settings) {
    return "CREATE INDEX CONCURRENTLY "
        + name()
        + " ON knowledge_embedding USING hnsw (("
        + expression()
        + ") "
        + (half() ? "halfvec_cosine_ops" : "vector_cosine_ops")
        + ") WITH (m = "
        + settings.m()
        + ", ef_construction = "
        + settings.efConstruction()
        + ") WHERE space_id = "
        + space;
  }
}
