package io.godwit.sql.receipt;

import io.godwit.api.step.Progress;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands in the database about one effect.
 *
 * @param progress how far it came; empty if it never happened
 * @param takenBack whether it has been taken back, so that a late attempt is refused
 * @param token the fencing token under which it was last written
 */
public record Receipt(Optional<Progress> progress, boolean takenBack, long token) {

  /** Checks that nothing is null. */
  public Receipt {
    Objects.requireNonNull(progress, "progress");
  }
}
