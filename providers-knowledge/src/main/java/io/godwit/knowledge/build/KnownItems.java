package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.step.Finding;
import io.godwit.knowledge.embedding.EmbedderCalls;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.ExactSearch.Hit;
import io.godwit.knowledge.store.Headings.Item;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Known-item search: what stands above a text in its document is asked for as a reader would, and
 * the text's document ought to be among the ten nearest, by exact search. It needs nobody who has
 * said what is right, and so it is a lower bound for an embedder, not a measure of quality.
 *
 * <p>The interval is Wilson's (1927) for a share, at 95 %.
 *
 * @param asked how many were asked for
 * @param found how many were found
 * @param slices the same for each folder of documents: asked, found
 */
public record KnownItems(int asked, int found, Map<String, int[]> slices) {

  private static final int QUERIES = 200;
  private static final int NEAREST = 10;
  private static final double Z = 1.959964;
  private static final int SLICES_SHOWN = 5;

  /** Asks an embedder; empty when no document has a heading, or the embedder does not answer. */
  static Optional<KnownItems> of(StoreSession session, CollectionVersion version, Embedder embedder)
      throws SQLException {
    List<Item> items = session.headings(version).sample(QUERIES);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<float[]>> queries =
        new EmbedderCalls(embedder)
            .embed(items.stream().map(Item::heading).toList(), TextRole.QUERY)
            .fold(
                Optional::of, f -> Optional.empty(), f -> Optional.empty(), f -> Optional.empty());
    return queries.isEmpty()
        ? Optional.empty()
        : Optional.of(judge(session, version, items, queries.get()));
  }

  private static KnownItems judge(
      StoreSession session, CollectionVersion version, List<Item> items, List<float[]> queries)
      throws SQLException {
    List<List<Hit>> hits = session.search(version).nearest(queries, NEAREST);
    Map<String, int[]> slices = new TreeMap<>();
    int found = 0;
    for (int i = 0; i < items.size(); i++) {
      Set<String> paths = new HashSet<>();
      for (Hit hit : hits.get(i)) {
        paths.addAll(session.headings(version).paths(hit.text()));
      }
      boolean hit = paths.contains(items.get(i).path());
      found += hit ? 1 : 0;
      int[] slice = slices.computeIfAbsent(folder(items.get(i).path()), folder -> new int[2]);
      slice[0]++;
      slice[1] += hit ? 1 : 0;
    }
    return new KnownItems(items.size(), found, slices);
  }

  private static String folder(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }

  /** The share that was found. */
  double share() {
    return (double) found / asked;
  }

  /** The finding: a report, or an error where even the upper end of the interval is too low. */
  Finding finding(double least) {
    double[] interval = interval(found, asked);
    String message =
        String.format(
            Locale.ROOT,
            "of %d headings that were asked for, %d have their document among the ten nearest:"
                + " %.2f (95 %%: %.2f to %.2f)%s",
            asked,
            found,
            share(),
            interval[0],
            interval[1],
            worst());
    return share() >= least
        ? Finding.info(message)
        : Finding.error(
            message + "; min-known-item-hit-at-10 is " + least,
            "look at the new embedder with queries of your own, then lower"
                + " min-known-item-hit-at-10");
  }

  private String worst() {
    if (slices.size() < 2) {
      return "";
    }
    List<String> shown = new ArrayList<>();
    slices.entrySet().stream()
        .sorted(
            (a, b) ->
                Double.compare(
                    (double) a.getValue()[1] / a.getValue()[0],
                    (double) b.getValue()[1] / b.getValue()[0]))
        .limit(SLICES_SHOWN)
        .forEach(
            slice ->
                shown.add(slice.getKey() + " " + slice.getValue()[1] + "/" + slice.getValue()[0]));
    return "; the lowest by folder: " + String.join(", ", shown);
  }

  /** Wilson's interval for a share. */
  static double[] interval(int found, int asked) {
    double share = (double) found / asked;
    double square = Z * Z;
    double middle = share + square / (2 * asked);
    double half = Z * Math.sqrt(share * (1 - share) / asked + square / (4.0 * asked * asked));
    double by = 1 + square / asked;
    return new double[] {Math.max(0, (middle - half) / by), Math.min(1, (middle + half) / by)};
  }
}
