package io.godwit.knowledge.build;

import io.godwit.api.step.Finding;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.ExactSearch.Hit;
import io.godwit.knowledge.store.IndexSearch;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.VectorAudit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How much of what is nearest the index finds: vectors of the version are looked up by the index
 * and by exact search, with the same model, so that nothing but the index can be the reason for a
 * difference. A text that is as near as the tenth counts as one of the ten.
 *
 * @param queries how many were looked up
 * @param mean the mean share
 * @param error the standard error of the mean
 * @param least the least share
 */
public record IndexRecall(int queries, double mean, double error, double least) {

  /** How many vectors are looked up. */
  public static final int QUERIES = 50;

  /** How many of the nearest are compared. */
  public static final int NEAREST = 10;

  /** Above the rounding of half precision, below what a person would call another distance. */
  private static final double TIE = 1e-3;

  /** Of the index over the vectors of a version; empty when there is none. */
  static Optional<IndexRecall> of(StoreSession session, CollectionVersion version, int candidates)
      throws SQLException {
    Optional<IndexSearch> index = session.indexSearch(version, candidates);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    List<float[]> queries = new ArrayList<>();
    for (VectorAudit.Sample sample : VectorAudit.sample(session.scan(version), QUERIES)) {
      queries.add(sample.vector());
    }
    if (queries.isEmpty()) {
      return Optional.empty();
    }
    List<List<Hit>> exact = session.search(version).nearest(queries, NEAREST);
    List<Set<Long>> found = index.get().nearest(queries, NEAREST);
    List<List<float[]>> vectors = new ArrayList<>();
    for (Set<Long> texts : found) {
      List<float[]> of = new ArrayList<>();
      for (long text : texts) {
        of.add(session.vectors(version).of(text).orElseThrow());
      }
      vectors.add(of);
    }
    return Optional.of(of(queries, exact, vectors));
  }

  /**
   * Of what an index has found.
   *
   * @param queries what was looked up; something
   * @param exact to each, what is nearest
   * @param found to each, the vectors that the index takes for the nearest
   */
  public static IndexRecall of(
      List<float[]> queries, List<List<Hit>> exact, List<List<float[]>> found) {
    double[] shares = new double[queries.size()];
    for (int i = 0; i < shares.length; i++) {
      float[] query = queries.get(i);
      double tenth = exact.get(i).get(exact.get(i).size() - 1).score();
      long hits =
          found.get(i).stream()
              .filter(vector -> VectorAudit.cosine(query, vector) >= tenth - TIE)
              .count();
      shares[i] = (double) hits / exact.get(i).size();
    }
    Shares all = Shares.of(shares);
    return new IndexRecall(shares.length, all.mean(), all.error(), all.least());
  }

  /** The finding: a report, or an error below the least share that is allowed. */
  public Finding finding(double min) {
    String message =
        String.format(
            Locale.ROOT,
            "the index finds %.3f ± %.3f of the ten nearest texts that exact search finds (%d"
                + " looked up, at least %.2f)",
            mean,
            error,
            queries,
            least);
    return mean >= min
        ? Finding.info(message)
        : Finding.error(
            message + "; min-recall-at-10 is " + min,
            "raise ef-search, ef-construction or m under index of the target, and run the"
                + " migration again");
  }
}
