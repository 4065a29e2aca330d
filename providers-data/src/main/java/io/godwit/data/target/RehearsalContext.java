package io.godwit.data.target;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Verb;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * What a step gets that is rehearsed: it is applied from the beginning, and asked to stop after so
 * many batches. Its time stands still, so that what is tried does not depend on how fast it is.
 */
final class RehearsalContext implements StepContext {

  private final Effect effect;
  private final int batches;
  private int asked;

  /**
   * A context.
   *
   * @param number tells the step from others of the rehearsal
   * @param batches after how many the step is to stop
   */
  RehearsalContext(int number, int batches) {
    Digest key = Digest.of("rehearsal " + number);
    this.effect =
        new Effect(
            Verb.APPLY,
            new RunId(new UUID(0, 0)),
            new StepId("rehearsal"),
            new Effect.Keys(key, key, Optional.empty()),
            0);
    this.batches = batches;
  }

  @Override
  public Effect effect() {
    return effect;
  }

  @Override
  public Checkpoint checkpoint() {
    return Checkpoint.NONE;
  }

  @Override
  public Checkpoint applied() {
    return Checkpoint.NONE;
  }

  /** A step that moves batches asks after each. */
  @Override
  public boolean stopRequested() {
    return ++asked >= batches;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.EPOCH);
  }

  @Override
  public FileTree input(String name) {
    throw missing(name);
  }

  @Override
  public StagedArtifact staged(String name) {
    throw missing(name);
  }

  @Override
  public Artifacts artifacts() {
    throw missing("repository");
  }

  @Override
  public Embedders embedders() {
    throw missing("embedders");
  }

  private static UnsupportedOperationException missing(String what) {
    return new UnsupportedOperationException("a rehearsal has no " + what);
  }
}
