package io.godwit.engine.run;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;

/**
 * What a run asks of the providers; nothing here throws but what makes the engine itself stop, and
 * {@link #verify}.
 */
public interface Steps {

  /** Brings an input of a step into the repository and protects it there; repeating is safe. */
  Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input);

  /**
   * Carries out one effect; may be called for several at once.
   *
   * @param deadline when its time is up
   */
  Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline);

  /** Finds out what became of an effect. */
  Sighting look(RunRecord run, Effect effect);

  /**
   * Proves that a step's change holds.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer; ask again
   */
  List<Finding> verify(RunRecord run, StepId step);
}
