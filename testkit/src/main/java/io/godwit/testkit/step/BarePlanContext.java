package io.godwit.testkit.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.step.PlanContext;

/**
 * What a step is planned with in a test that gives it nothing: no step comes before it, its folder
 * is empty, and what it asks for is refused. A test overrides what its step needs.
 */
public interface BarePlanContext extends PlanContext {

  @Override
  default ProjectFiles files() {
    return NoFiles.INSTANCE;
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
  default boolean preceded() {
    return false;
  }
}
