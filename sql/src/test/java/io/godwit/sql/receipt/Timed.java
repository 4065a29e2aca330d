package io.godwit.sql.receipt;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Alarm;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.StepContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A step whose time is up, or which has all the time in the world. */
record Timed(Effect effect, boolean isLate) implements StepContext {

  @Override
  public Instant deadline() {
    return isLate ? Instant.EPOCH : Instant.MAX;
  }

  @Override
  public Alarm whenTimeIsUp(Runnable cancel) {
    if (!isLate) {
      return () -> {};
    }
    ScheduledExecutorService bell = Executors.newSingleThreadScheduledExecutor();
    var unused = bell.scheduleWithFixedDelay(cancel, 0, 20, TimeUnit.MILLISECONDS);
    return bell::shutdownNow;
  }

  @Override
  public Checkpoint checkpoint() {
    return Checkpoint.NONE;
  }

  @Override
  public Checkpoint applied() {
    return Checkpoint.NONE;
  }

  @Override
  public FileTree input(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public StagedArtifact staged(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public Artifacts artifacts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Embedders embedders() {
    throw new UnsupportedOperationException();
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
