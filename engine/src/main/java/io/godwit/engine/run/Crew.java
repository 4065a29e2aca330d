package io.godwit.engine.run;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import java.util.function.Supplier;

/** Carries out effects of one run beside one another. */
public interface Crew {

  /**
   * What came of an effect.
   *
   * @param effect which one
   * @param attempt how it ended
   */
  record Outcome(Effect effect, Attempt<Progress> attempt) {}

  /** Begins an effect and returns without waiting for it. */
  void begin(Effect effect, Supplier<Attempt<Progress>> work);

  /** Waits until one of those that were begun has ended; to be called once for each. */
  Outcome next();
}
