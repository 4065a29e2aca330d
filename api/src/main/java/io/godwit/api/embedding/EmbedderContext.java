package io.godwit.api.embedding;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What an embedder provider gets to open an embedder with.
 *
 * @param directory the project's folder, against which relative paths in the settings are resolved
 * @param clock the time, for pacing
 */
public record EmbedderContext(Path directory, InstantSource clock) {

  /** Checks that nothing is null. */
  public EmbedderContext {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(clock, "clock");
  }
}
