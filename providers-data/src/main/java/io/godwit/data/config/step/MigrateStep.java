package io.godwit.data.config.step;

import io.godwit.config.change.FrozenFile;
import java.util.List;

/**
 * What a plan keeps.
 *
 * @param files the files with their changes
 */
public record MigrateStep(List<FrozenFile> files) {

  /** Copies the list. */
  public MigrateStep {
    files = List.copyOf(files);
  }
}
