package io.godwit.api.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.ProjectFiles;

/** What a step may use while it is planned. */
public interface PlanContext {

  /** The author's files. */
  ProjectFiles files();

  /** The repository. */
  Artifacts artifacts();

  /** The embedders that the project configures. */
  Embedders embedders();

  /**
   * Whether steps that have not run yet will change the same target first. Then what the target
   * holds now is not what the step will find: a thing that is missing is no error, and counts are
   * estimates.
   */
  boolean preceded();
}
