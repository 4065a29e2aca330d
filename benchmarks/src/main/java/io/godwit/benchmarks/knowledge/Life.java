package io.godwit.benchmarks.knowledge;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Target;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Leads one step through its life as an engine would, with receipts and checkpoints. */
final class Life<F extends Record> {

  private final Bench bench;
  private final KnowledgeTarget target;
  private final StepType<KnowledgeTarget, ?, F> type;
  private final F step;
  private final RunId run = new RunId(UUID.randomUUID());
  private Checkpoint applied = Checkpoint.NONE;

  Life(Bench bench, KnowledgeTarget target, StepType<KnowledgeTarget, ?, F> type, F step) {
    this.bench = bench;
    this.target = target;
    this.type = type;
    this.step = step;
  }

  static <C extends Record, F extends Record> Life<F> of(
      Bench bench, KnowledgeTarget target, StepType<KnowledgeTarget, C, F> type, C config) {
    return new Life<>(bench, target, type, type.plan(target, config, bench).frozen());
  }

  /** Gives how long it took, in seconds. */
  double apply() {
    long start = System.nanoTime();
    Progress progress = Progress.more(Checkpoint.NONE);
    while (!progress.complete()) {
      progress = done(type.apply(target, step, context(Verb.APPLY, progress.checkpoint())));
    }
    applied = progress.checkpoint();
    return (System.nanoTime() - start) / 1e9;
  }

  double publish() {
    long start = System.nanoTime();
    done(type.publish(target, step, context(Verb.PUBLISH, Checkpoint.NONE)));
    return (System.nanoTime() - start) / 1e9;
  }

  double undo() {
    long start = System.nanoTime();
    done(type.undo(target, step, context(Verb.UNDO, Checkpoint.NONE)));
    return (System.nanoTime() - start) / 1e9;
  }

  private static Progress done(Attempt<Progress> attempt) {
    return attempt.fold(
        progress -> progress,
        fault -> fail(fault.toString()),
        fault -> fail(fault.toString()),
        fault -> fail(fault.toString()));
  }

  private static Progress fail(String fault) {
    throw new IllegalStateException(fault);
  }

  private StepContext context(Verb verb, Checkpoint checkpoint) {
    Digest origin = Digest.ofParts(run.toString());
    Digest key = Digest.ofParts(run.toString(), verb.name());
    Optional<Digest> counterpart =
        verb == Verb.UNDO
            ? Optional.of(Digest.ofParts(run.toString(), Verb.APPLY.name()))
            : Optional.empty();
    Effect effect =
        new Effect(verb, run, new StepId("step"), new Effect.Keys(key, origin, counterpart), 1);
    return new Context(bench, effect, checkpoint, applied);
  }

  private record Context(Bench bench, Effect effect, Checkpoint checkpoint, Checkpoint applied)
      implements StepContext {

    @Override
    public FileTree input(String name) {
      return bench.corpus();
    }

    @Override
    public StagedArtifact staged(String name) {
      throw new UnsupportedOperationException("nothing is staged");
    }

    @Override
    public Artifacts artifacts() {
      return bench.artifacts();
    }

    @Override
    public Embedders embedders() {
      return bench;
    }

    @Override
    public Target target(TargetName name) {
      return bench.target(name);
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}
