package io.godwit.engine.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that an author probably meant. */
public final class Nearest {

  private static final int LONGEST = 128;

  private Nearest() {}

  /** The nearest of the known words, when one is near enough to be meant. */
  public static Optional<String> of(String word, Collection<String> known) {
    String wanted = folded(word);
    if (wanted.length() > LONGEST) {
      return Optional.empty();
    }
    int allowed = Math.max(1, wanted.length() / 3);
    return known.stream()
        .filter(candidate -> distance(wanted, folded(candidate)) <= allowed)
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, folded(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A sentence about it, to follow a message: {@code did you mean 'batch-size'?}, or all words. */
  public static String hint(String word, Collection<String> known) {
    return of(word, known)
        .map(nearest -> "did you mean '" + nearest + "'?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "none is known here."
                    : "known here: " + String.join(", ", known.stream().sorted().toList()) + ".");
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Levenshtein's distance, with a change of places counted as one (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, rows);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] rows) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
    best = Math.min(best, rows[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
