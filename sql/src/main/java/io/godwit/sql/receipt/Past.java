package io.godwit.sql.receipt;

import io.godwit.api.step.Progress;
import java.util.Objects;
import java.util.Optional;

/**
 * What the receipts say when an effect begins.
 *
 * @param own how far this effect has come by earlier attempts
 * @param counterpart how far the effect has come that this one takes back
 */
public record Past(Optional<Progress> own, Optional<Progress> counterpart) {

  /** Checks that nothing is null. */
  public Past {
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(counterpart, "counterpart");
  }
}
