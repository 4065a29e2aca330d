package io.godwit.engine.run;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.TargetName;
import io.godwit.api.row.RowTransform;
import io.godwit.api.step.Alarm;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Target;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.target.StepSupport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** A step of a run as its provider sees it. */
final class RunningStep implements StepContext {

  private final RunRecord run;
  private final FrozenStep plan;
  private final StepRecord step;
  private final Effect effect;
  private final StepSupport support;
  private final Time time;

  /** When its time is up, and who watches over that. */
  record Time(Instant deadline, Function<Runnable, Alarm> alarm) {
    /** For what only looks. */
    static final Time UNLIMITED = new Time(Instant.MAX, cancel -> () -> {});
  }

  RunningStep(RunRecord run, Effect effect, StepSupport support, Time time) {
    this.run = run;
    this.plan = run.plan().step(effect.step());
    this.step = run.step(effect.step());
    this.effect = effect;
    this.support = support;
    this.time = time;
  }

  @Override
  public Effect effect() {
    return effect;
  }

  @Override
  public Checkpoint checkpoint() {
    return step.checkpoint(effect.verb());
  }

  @Override
  public Checkpoint applied() {
    return run.direction().appliesSteps() ? step.checkpoint(Verb.APPLY) : plan.before().applied();
  }

  @Override
  public FileTree input(String name) {
    return support.artifacts().contents(staged(name).manifest());
  }

  @Override
  public StagedArtifact staged(String name) {
    Map<String, StagedArtifact> inputs =
        run.direction().appliesSteps() ? step.inputs() : plan.before().inputs();
    StagedArtifact content = inputs.get(name);
    if (content == null) {
      throw new GodwitException(
          EngineError.PROVIDER_FAILED,
          "Step type "
              + plan.use().type()
              + " asks for an input '"
              + name
              + "' that its plan did not name; report this to its author");
    }
    return content;
  }

  @Override
  public Artifacts artifacts() {
    return support.artifacts();
  }

  @Override
  public Embedders embedders() {
    return support.embedders();
  }

  @Override
  public ContentTransform transform(String name) {
    return support.transforms().content().apply(name);
  }

  @Override
  public RowTransform rowTransform(String name) {
    return support.transforms().rows().apply(name);
  }

  @Override
  public Artifacts artifacts(String environment) {
    return support.elsewhere().apply(environment);
  }

  @Override
  public Target target(TargetName name) {
    return support.targets().apply(name);
  }

  @Override
  public InstantSource clock() {
    return support.clock();
  }

  @Override
  public boolean stopRequested() {
    return support.stopRequested().getAsBoolean();
  }

  @Override
  public void rest(Duration duration) {
    support.rest().accept(duration);
  }

  @Override
  public Instant deadline() {
    return time.deadline();
  }

  @Override
  public Alarm whenTimeIsUp(Runnable cancel) {
    return time.alarm().apply(cancel);
  }
}
