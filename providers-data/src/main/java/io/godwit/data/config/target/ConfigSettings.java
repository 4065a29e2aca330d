package io.godwit.data.config.target;

import io.godwit.api.config.Doc;
import java.util.HashSet;
import java.util.List;

/**
 * The settings of a target that is a set of configuration files.
 *
 * @param files the files, those among them that steps will make
 */
public record ConfigSettings(
    @Doc("The files, relative to the project, also those that steps will make.")
        List<String> files) {

  private static final int MOST = 100;

  /** Checks that there are files, each of them once. */
  public ConfigSettings {
    files = List.copyOf(files);
    if (files.isEmpty() || files.size() > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " files have to be named under files:");
    }
    if (new HashSet<>(files).size() < files.size()) {
      throw new IllegalArgumentException("a file is named twice under files:");
    }
  }
}
