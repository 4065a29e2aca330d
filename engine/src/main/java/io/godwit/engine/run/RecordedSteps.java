package io.godwit.engine.run;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.target.Targets;
import java.time.Instant;
import java.util.List;

/**
 * Steps of runs that only record what somebody else has done (P3): nothing is sent to a target.
 * Whether a run is one stands in its plan, so that an engine that takes it up after a crash does
 * not run it either.
 */
public final class RecordedSteps implements Steps {

  private final Steps real;
  private final Targets targets;

  /**
   * Steps beside the real ones.
   *
   * @param real what all other runs ask
   */
  public RecordedSteps(Steps real, Targets targets) {
    this.real = real;
    this.targets = targets;
  }

  private static boolean isRecord(RunRecord run) {
    return run.plan().recordedOnly().isPresent();
  }

  @Override
  public Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input) {
    return real.capture(run, step, input);
  }

  @Override
  public Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline) {
    if (!isRecord(run)) {
      return real.perform(run, effect, deadline);
    }
    return effect.verb() == Verb.APPLY
        ? adopted(run.plan().step(effect.step()))
        : Attempt.done(Progress.nothing());
  }

  private Attempt<Progress> adopted(FrozenStep step) {
    try {
      Checkpoint there =
          targets
              .call(step.use().type(), step.target())
              .adopted(step.frozen())
              .orElse(Checkpoint.NONE);
      return Attempt.done(Progress.complete(there));
    } catch (GodwitException e) {
      return new Attempt.Rejected<>(e.faults().get(0));
    }
  }

  @Override
  public Sighting look(RunRecord run, Effect effect) {
    return isRecord(run) ? Sighting.absent() : real.look(run, effect);
  }

  @Override
  public List<Finding> verify(RunRecord run, StepId step) {
    return isRecord(run) ? List.of() : real.verify(run, step);
  }
}
