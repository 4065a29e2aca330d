package io.godwit.engine.run;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.target.StepCall;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.TargetSnapshots;
import io.godwit.engine.target.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps on the providers. Whatever a provider throws is an outcome that is not known: a
 * provider that knows that nothing changed says so with its attempt.
 */
public final class ProviderSteps implements Steps {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderSteps.class);

  private final Targets targets;
  private final StepSupport support;
  private final Alarms alarms;
  private final TargetSnapshots snapshots;
  private final UnaryOperator<Fault> redaction;

  /**
   * Steps on these targets.
   *
   * @param snapshots captures targets before the first effect
   * @param alarms ends what takes too long
   * @param redaction hides secrets in what providers say
   */
  public ProviderSteps(
      Targets targets,
      StepSupport support,
      TargetSnapshots snapshots,
      Alarms alarms,
      UnaryOperator<Fault> redaction) {
    this.targets = targets;
    this.support = support;
    this.snapshots = snapshots;
    this.alarms = alarms;
    this.redaction = redaction;
  }

  @Override
  public Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input) {
    boolean whole = input.equals(TargetSnapshots.INPUT);
    TargetName target = run.plan().step(step).target();
    StagedArtifact content;
    Change change = Change.none();
    try {
      content = whole ? snapshots.take(target) : file(run, input);
      if (whole) {
        change = change.add(snapshots.id(target, run.id()), content);
      }
    } catch (GodwitException e) {
      Fault fault = e.faults().get(0);
      return fault.code().kind() == ErrorKind.EXTERNAL
          ? new Attempt.Retryable<>(fault)
          : new Attempt.Rejected<>(fault);
    }
    List<ManifestRef> all = new ArrayList<>(List.of(content.manifest()));
    for (StepRecord other : run.steps()) {
      other.inputs().values().forEach(kept -> all.add(kept.manifest()));
    }
    return support.artifacts().publish(change.pin("run/" + run.id(), all)).map(catalog -> content);
  }

  private StagedArtifact file(RunRecord run, Input input) {
    return support
        .artifacts()
        .stage(StageRequest.of(support.files().apply(run.plan().folder()).tree(input.path())));
  }

  @Override
  public Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline) {
    FrozenStep step = run.plan().step(effect.step());
    try (Alarms.Watch watch = alarms.at(deadline)) {
      Attempt<Progress> attempt =
          attempt(step, run, effect, new RunningStep.Time(deadline, watch::calling));
      return watch.rang() ? late(step, effect, attempt) : attempt;
    }
  }

  private Attempt<Progress> attempt(
      FrozenStep step, RunRecord run, Effect effect, RunningStep.Time time) {
    try {
      return call(step)
          .perform(step.frozen(), new RunningStep(run, effect, support, time))
          .fold(
              Attempt::done,
              fault -> new Attempt.Rejected<>(redaction.apply(fault)),
              fault -> retryable(redaction.apply(fault)),
              fault -> new Attempt.Unknown<>(redaction.apply(fault)));
    } catch (RuntimeException e) {
      return new Attempt.Unknown<>(fault(step, effect.verb(), e));
    }
  }

  /** What was ended because its time was up is not tried again. */
  private static Attempt<Progress> late(FrozenStep step, Effect effect, Attempt<Progress> attempt) {
    return attempt.fold(
        Attempt::done,
        fault -> new Attempt.Rejected<>(late(step, effect, fault)),
        fault -> new Attempt.Rejected<>(late(step, effect, fault)),
        fault -> new Attempt.Unknown<>(late(step, effect, fault)));
  }

  private static Fault late(FrozenStep step, Effect effect, Fault fault) {
    return Fault.of(
        EngineError.TIME_IS_UP,
        "Step "
            + step.id()
            + " was ended, for its "
            + effect.verb().name().toLowerCase(Locale.ROOT)
            + " was not done within "
            + step.terms().limit()
            + ": "
            + fault);
  }

  /** Bytes that are broken stay broken, however often they are read. */
  private static <T> Attempt<T> retryable(Fault fault) {
    return fault.code() == ArtifactError.DAMAGED
        ? new Attempt.Rejected<>(fault)
        : new Attempt.Retryable<>(fault);
  }

  @Override
  public Sighting look(RunRecord run, Effect effect) {
    FrozenStep step = run.plan().step(effect.step());
    try {
      return call(step)
          .look(step.frozen(), new RunningStep(run, effect, support, RunningStep.Time.UNLIMITED));
    } catch (RuntimeException e) {
      return Sighting.unreachable(fault(step, effect.verb(), e));
    }
  }

  @Override
  public List<Finding> verify(RunRecord run, StepId id) {
    FrozenStep step = run.plan().step(id);
    Effect effect = Keys.effect(run, id, Verb.APPLY, 0);
    try {
      return call(step)
          .verify(step.frozen(), new RunningStep(run, effect, support, RunningStep.Time.UNLIMITED));
    } catch (GodwitException e) {
      if (e.code().kind() == ErrorKind.EXTERNAL && e.code() != ArtifactError.DAMAGED) {
        throw new GodwitException(List.of(fault(step, Verb.APPLY, e)), e);
      }
      return unseen(step, e);
    } catch (RuntimeException e) {
      return unseen(step, e);
    }
  }

  private List<Finding> unseen(FrozenStep step, RuntimeException e) {
    return List.of(
        Finding.error(
            "its change could not be looked at: " + fault(step, Verb.APPLY, e),
            "mend the target and run `godwit up` again"));
  }

  private StepCall<?, ?, ?> call(FrozenStep step) {
    return targets.call(step.use().type(), step.target());
  }

  private Fault fault(FrozenStep step, Verb verb, RuntimeException e) {
    if (e instanceof GodwitException known) {
      return redaction.apply(known.faults().get(0));
    }
    LOG.warn("Step type {} failed in {}", step.use().type(), verb, e);
    return Fault.of(
        EngineError.PROVIDER_FAILED,
        "Step type "
            + step.use().type()
            + " of provider "
            + step.use().provider()
            + " "
            + step.use().providerVersion()
            + " failed in a way that it should not: "
            + e);
  }
}
