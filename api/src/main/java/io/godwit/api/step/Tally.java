package io.godwit.api.step;

import java.util.Objects;

/**
 * How many of something: rows, documents, bytes, statements.
 *
 * @param what the plural word that is shown, for example {@code rows}
 * @param done how many were done, or are there
 * @param total how many there are in all; -1 when that is not known
 */
public record Tally(String what, long done, long total) {

  /** Checks the numbers. */
  public Tally {
    Objects.requireNonNull(what, "what");
    if (done < 0 || total < -1) {
      throw new IllegalArgumentException("a tally counts: " + done + " of " + total);
    }
  }

  /** All of them. */
  public static Tally of(String what, long count) {
    return new Tally(what, count, count);
  }
}
