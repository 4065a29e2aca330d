package io.godwit.api.step;

import java.util.Objects;

/**
 * A file or folder of the project that a step reads when it is applied. The engine copies it into
 * the repository before the first effect, so that a run does not depend on the author's files any
 * more.
 *
 * @param name how the step asks for it: {@link StepContext#input}
 * @param path where it is, relative to the migration's folder
 */
public record Input(String name, String path) {

  /** Checks that nothing is null. */
  public Input {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
  }
}
