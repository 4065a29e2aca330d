package io.godwit.knowledge.rest.store;

import java.util.List;

/**
 * The search of a store by an index over its vectors, which may miss some of what is nearest.
 *
 * @param minRecallAt10 the least share of the ten nearest that it has to find before readers see a
 *     version
 * @param lookup the search
 */
public record ApproximateSearch(double minRecallAt10, Lookup lookup) {

  /** Looks a vector up. */
  @FunctionalInterface
  public interface Lookup {
    /** The points that are taken for the nearest, with their vectors: so many at most. */
    List<Row> nearest(String name, float[] query, int most);
  }
}
