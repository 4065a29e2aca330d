package io.godwit.engine.repository.repair;

import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.file.FileTree;
import java.util.Objects;
import java.util.Optional;

/**
 * A copy from which files can be taken that are broken in the repository. It is believed as far as
 * its digests are right.
 *
 * @param files its files
 * @param facts what is recorded beside them; empty where nothing is, as in a folder
 */
public record Spare(FileTree files, Optional<ArtifactFacts> facts) {

  public Spare {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(facts, "facts");
  }
}
