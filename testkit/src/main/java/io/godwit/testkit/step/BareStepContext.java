package io.godwit.testkit.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.StepContext;
import java.time.InstantSource;

/**
 * What a step gets in a test that gives it nothing but an effect: it begins at the beginning, is
 * not asked to stop, and what else it asks for is refused. A test overrides what its step needs.
 */
public interface BareStepContext extends StepContext {

  @Override
  default Checkpoint checkpoint() {
    return Checkpoint.NONE;
  }

  @Override
  default Checkpoint applied() {
    return Checkpoint.NONE;
  }

  @Override
  default FileTree input(String name) {
    throw new UnsupportedOperationException("this test has no input " + name);
  }

  @Override
  default StagedArtifact staged(String name) {
    throw new UnsupportedOperationException("this test has staged no " + name);
  }

  @Override
  default Artifacts artifacts() {
    throw new UnsupportedOperationException("this test has no repository");
  }

  @Override
  default Embedders embedders() {
    throw new UnsupportedOperationException("this test has no embedders");
  }

  @Override
  default InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  default boolean stopRequested() {
    return false;
  }
}
