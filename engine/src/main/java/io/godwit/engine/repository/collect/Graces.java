package io.godwit.engine.repository.collect;

import java.time.Duration;

/**
 * How long things are kept that nothing refers to. None of it is needed for safety but {@code
 * readers}: commits check what was condemned, readers do not.
 *
 * @param uploads how old garbage must be: what is younger may be part of a commit to come
 * @param readers how long after condemnation bytes stay, for those who began to read before it
 * @param catalogs how many catalogs are kept at least, with all that they refer to
 * @param history how long catalogs are kept at least
 */
public record Graces(Duration uploads, Duration readers, int catalogs, Duration history) {

  /** Three days for uploads, one for readers, 50 catalogs, 30 days. */
  public static final Graces USUAL =
      new Graces(Duration.ofDays(3), Duration.ofDays(1), 50, Duration.ofDays(30));

  public Graces {
    if (uploads.isNegative() || readers.isNegative() || history.isNegative() || catalogs < 1) {
      throw new IllegalArgumentException("graces are not negative, and one catalog is kept");
    }
  }
}
