package io.godwit.engine.target;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Target;
import java.util.List;
import java.util.Optional;

/**
 * The engine's own step: a target holds again what was captured of it. It is taken back with what
 * the run has captured before it.
 */
public final class RestoreStep
    implements StepType<Target, RestoreStep.Nothing, RestoreStep.Captured> {

  /** Its name, which no author writes. */
  public static final StepTypeName NAME = new StepTypeName("godwit.restore");

  private final ScratchFolder scratch;

  /** No author writes one, so there is nothing to say. */
  public record Nothing() {}

  /**
   * What comes back.
   *
   * @param content of the snapshot
   */
  public record Captured(ManifestRef content) {}

  /** A step that lays snapshots out there. */
  public RestoreStep(ScratchFolder scratch) {
    this.scratch = scratch;
  }

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Brings a target back to what was captured of it.";
  }

  @Override
  public Class<Nothing> configType() {
    return Nothing.class;
  }

  @Override
  public Class<Captured> frozenType() {
    return Captured.class;
  }

  @Override
  public StepPlan<Captured> plan(Target target, Nothing config, PlanContext context) {
    throw new UnsupportedOperationException("restores are planned by the engine");
  }

  @Override
  public Attempt<Progress> apply(Target target, Captured step, StepContext context) {
    return restore(target, step.content(), context);
  }

  private Attempt<Progress> restore(Target target, ManifestRef content, StepContext context) {
    return scratch.use(
        folder ->
            restorable(target)
                .restore(context.artifacts().contents(content), context.effect(), folder));
  }

  private static Restorable restorable(Target target) {
    if (target instanceof Restorable restorable) {
      return restorable;
    }
    throw new IllegalArgumentException(target.getClass() + " cannot be restored");
  }

  /** What came back was compared in its transaction; what had no place is told. */
  @Override
  public List<Finding> verify(Target target, Captured step, StepContext context) {
    return context
        .applied()
        .get(Restorable.LEFT_OUT)
        .map(
            names ->
                List.of(
                    Finding.warning(
                        "these did not come back, because the store has no place for them: "
                            + names,
                        "make what they name, and do them by hand")))
        .orElse(List.of());
  }

  /** What nobody has touched keeps what was written since it was captured. */
  @Override
  public Attempt<Progress> undo(Target target, Captured step, StepContext context) {
    Effect undo = context.effect();
    Effect apply =
        new Effect(
            Verb.APPLY,
            undo.run(),
            undo.step(),
            new Effect.Keys(
                undo.keys().counterpart().orElseThrow(), undo.keys().origin(), Optional.empty()),
            undo.token());
    return restorable(target)
        .look(context.artifacts().contents(step.content()), apply)
        .fold(
            absent -> Attempt.done(Progress.complete(Checkpoint.NONE)),
            present ->
                restore(target, context.staged(TargetSnapshots.INPUT.name()).manifest(), context),
            unclear -> new Attempt.Retryable<>(unclear.fault()));
  }

  @Override
  public Sighting look(Target target, Captured step, StepContext context) {
    ManifestRef content =
        context.effect().verb() == Verb.UNDO
            ? context.staged(TargetSnapshots.INPUT.name()).manifest()
            : step.content();
    return restorable(target).look(context.artifacts().contents(content), context.effect());
  }
}
