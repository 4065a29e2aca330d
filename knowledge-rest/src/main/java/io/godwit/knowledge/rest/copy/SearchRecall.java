package io.godwit.knowledge.rest.copy;

import io.godwit.api.name.Digest;
import io.godwit.api.step.Finding;
import io.godwit.knowledge.build.IndexRecall;
import io.godwit.knowledge.rest.store.ApproximateSearch;
import io.godwit.knowledge.rest.store.CopiedRows;
import io.godwit.knowledge.rest.store.Row;
import io.godwit.knowledge.store.NearestVectors;
import io.godwit.knowledge.store.SourceRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Holds the search of a store to exact search over the rows that are read back from it: some of
 * them are looked up, drawn by the number of the step, so that whoever verifies again draws the
 * same.
 */
final class SearchRecall implements SourceRows.Visitor {

  private static final int DIGITS = 15;

  private final ApproximateSearch search;
  private final String name;
  private final List<float[]> queries;
  private final NearestVectors exact;
  private long at;

  private SearchRecall(ApproximateSearch search, String name, List<float[]> queries) {
    this.search = search;
    this.name = name;
    this.queries = queries;
    this.exact = new NearestVectors(queries, IndexRecall.NEAREST);
  }

  /** Empty where there is nothing to look up. */
  static Optional<SearchRecall> of(
      ApproximateSearch search, String name, CopiedRows rows, Digest step) {
    if (rows.chunks() == 0) {
      return Optional.empty();
    }
    Random random = new Random(Long.parseLong(step.hex().substring(0, DIGITS), 16));
    List<float[]> queries =
        random
            .longs(0, rows.chunks())
            .distinct()
            .limit(Math.min(IndexRecall.QUERIES, rows.chunks()))
            .mapToObj(rows::vector)
            .toList();
    return Optional.of(new SearchRecall(search, name, queries));
  }

  @Override
  public void visit(SourceRows.Chunk chunk) {
    exact.visit(at++, chunk.text().vector());
  }

  /** After all rows have been shown. */
  Finding finding() {
    List<List<float[]>> found = new ArrayList<>();
    for (float[] query : queries) {
      found.add(nearest(query));
    }
    return IndexRecall.of(queries, exact.found(), found).finding(search.minRecallAt10());
  }

  /** A point that is given twice is found once. */
  private List<float[]> nearest(float[] query) {
    Set<Long> places = new HashSet<>();
    return search.lookup().nearest(name, query, IndexRecall.NEAREST).stream()
        .filter(row -> row.vector().length == query.length && places.add(row.at()))
        .map(Row::vector)
        .toList();
  }
}
