package io.godwit.data.config.step;

import io.godwit.api.config.Doc;
import io.godwit.config.change.FileChange;
import java.util.List;

/**
 * What an author writes under {@code with:}.
 *
 * @param files the files that are changed, with what is to become of them
 */
public record MigrateConfig(
    @Doc("The files that are changed, each with what is to become of it.") List<FileChange> files) {

  /** Checks that there is a file. */
  public MigrateConfig {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("at least one file has to be named under files:");
    }
  }
}
