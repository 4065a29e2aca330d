package io.godwit.engine.run;

import io.godwit.api.name.StepId;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Input;
import io.godwit.api.step.Verb;
import io.godwit.engine.journal.Failure;
import java.util.Optional;

/** What a run does next: see {@link Life}. */
sealed interface Action {

  /** Go on to another state; nothing but a record of it. */
  record Enter(RunState state, Optional<Failure> why) implements Action {
    Enter(RunState state) {
      this(state, Optional.empty());
    }
  }

  /** Look whether the run can be done at all. */
  record Validate() implements Action {}

  /** Bring an input of a step into the repository. */
  record Capture(StepId step, Input input) implements Action {}

  /** Let a step do something to its target. */
  record Perform(StepId step, Verb verb) implements Action {}

  /** Prove that a step's change holds. */
  record Verify(StepId step) implements Action {}

  /** Ask the checks after. */
  record CheckAfter() implements Action {}

  /** Make the run's release current. */
  record Pivot() implements Action {}

  /** Nothing: the run is settled. */
  record Rest() implements Action {}
}
