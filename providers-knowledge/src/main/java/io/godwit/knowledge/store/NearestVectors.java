package io.godwit.knowledge.store;

import io.godwit.knowledge.store.ExactSearch.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The nearest vectors to some queries by cosine, of those that it is shown: exact, in one pass for
 * any number of queries, with memory for what is nearest alone. Ties go to the lower key, so that
 * the answer is always the same.
 */
public final class NearestVectors implements VectorScan.Visitor {

  private static final Comparator<Hit> WORST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .thenComparing(Comparator.comparingLong(Hit::text).reversed());

  private final List<float[]> queries;
  private final int most;
  private final double[] lengths;
  private final List<PriorityQueue<Hit>> found = new ArrayList<>();

  /** Of so many to each query. */
  public NearestVectors(List<float[]> queries, int most) {
    this.queries = queries;
    this.most = most;
    this.lengths = new double[queries.size()];
    for (int q = 0; q < lengths.length; q++) {
      found.add(new PriorityQueue<>(WORST_FIRST));
      lengths[q] = Math.sqrt(ExactSearch.dot(queries.get(q), queries.get(q)));
    }
  }

  @Override
  public void visit(long text, float[] vector) {
    double length = Math.sqrt(ExactSearch.dot(vector, vector));
    for (int q = 0; q < lengths.length; q++) {
      double score = ExactSearch.dot(queries.get(q), vector) / (lengths[q] * length);
      keep(found.get(q), new Hit(text, score));
    }
  }

  private void keep(PriorityQueue<Hit> best, Hit hit) {
    if (best.size() < most) {
      best.add(hit);
    } else if (WORST_FIRST.compare(hit, best.element()) > 0) {
      best.remove();
      best.add(hit);
    }
  }

  /** To each query, the nearest of what was shown, nearest first. */
  public List<List<Hit>> found() {
    return found.stream()
        .map(best -> best.stream().sorted(WORST_FIRST.reversed()).toList())
        .toList();
  }
}
