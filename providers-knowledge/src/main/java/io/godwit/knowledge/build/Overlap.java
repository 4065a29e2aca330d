package io.godwit.knowledge.build;

import io.godwit.api.step.Finding;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.ExactSearch.Hit;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.VectorAudit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How far two versions agree on what is near: texts of both are looked up among all others, by
 * exact search, and the ten nearest compared.
 *
 * @param queries how many texts were looked up
 * @param mean the mean share of the ten nearest that both have
 * @param error the standard error of the mean
 * @param least the least share
 */
public record Overlap(int queries, double mean, double error, double least) {

  private static final int QUERIES = 50;
  private static final int NEAREST = 10;

  /** Empty when there are too few texts to say anything. */
  public static Optional<Overlap> of(
      StoreSession session, CollectionVersion before, CollectionVersion after) throws SQLException {
    List<Long> texts = new ArrayList<>();
    List<float[]> old = new ArrayList<>();
    List<float[]> young = new ArrayList<>();
    for (VectorAudit.Sample sample : VectorAudit.sample(session.scan(after), QUERIES)) {
      Optional<float[]> vector = session.vectors(before).of(sample.text());
      if (vector.isPresent()) {
        texts.add(sample.text());
        old.add(vector.get());
        young.add(sample.vector());
      }
    }
    if (session.scan(after).count() <= NEAREST || texts.isEmpty()) {
      return Optional.empty();
    }
    List<List<Hit>> oldHits = session.search(before).nearest(old, NEAREST + 1);
    List<List<Hit>> youngHits = session.search(after).nearest(young, NEAREST + 1);
    double[] shares = new double[texts.size()];
    for (int i = 0; i < shares.length; i++) {
      Set<Long> both = others(oldHits.get(i), texts.get(i));
      both.retainAll(others(youngHits.get(i), texts.get(i)));
      shares[i] = (double) both.size() / NEAREST;
    }
    Shares all = Shares.of(shares);
    return Optional.of(new Overlap(shares.length, all.mean(), all.error(), all.least()));
  }

  /** The finding: a report, or an error below the least share that is allowed. */
  public Finding finding(double min) {
    String message =
        String.format(
            Locale.ROOT,
            "old and new vectors agree on %.2f ± %.2f of the ten nearest texts (%d texts looked up,"
                + " at least %.2f)",
            mean,
            error,
            queries,
            least);
    return mean >= min
        ? Finding.info(message)
        : Finding.error(
            message + "; min-overlap-at-10 is " + min,
            "look at the new embedder with queries of your own, then lower min-overlap-at-10");
  }

  private static Set<Long> others(List<Hit> hits, long text) {
    Set<Long> others = new HashSet<>();
    for (Hit hit : hits) {
      if (hit.text() != text && others.size() < NEAREST) {
        others.add(hit.text());
      }
    }
    return others;
  }
}
