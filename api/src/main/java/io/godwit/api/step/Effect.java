package io.godwit.api.step;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import java.util.Objects;
import java.util.Optional;

/**
 * What the engine is about to let a step do, with all that a target needs to make it happen once.
 *
 * @param verb what is done
 * @param run the run that does it
 * @param step the step
 * @param keys what to write into receipts
 * @param token the fencing token of the lease under which this happens; it only ever rises. A
 *     target that can, refuses a token below the highest it has seen
 */
public record Effect(Verb verb, RunId run, StepId step, Keys keys, long token) {

  /** Checks that nothing is null. */
  public Effect {
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(keys, "keys");
  }

  /**
   * The digests that name an effect. None contains the number of the attempt: a repeated attempt
   * finds the receipt of the first.
   *
   * @param key names this effect: digest of plan, run, step and verb. It is the key of the receipt
   * @param origin names the step in the run that first applied it; the same for its apply, publish,
   *     undo and retire, also when they belong to a later run. What a step builds is named by it
   * @param counterpart the key of the effect that this one takes back: for UNDO the key of the
   *     APPLY, for an APPLY that takes back an UNDO the key of that. A target that can, refuses a
   *     late attempt under it from now on
   */
  public record Keys(Digest key, Digest origin, Optional<Digest> counterpart) {

    /** Checks that nothing is null. */
    public Keys {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(counterpart, "counterpart");
    }
  }
}
