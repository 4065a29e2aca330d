package io.godwit.engine.repository.repair;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.engine.repository.object.Reference;
import java.util.List;
import java.util.Optional;

/**
 * What became of content that was broken.
 *
 * @param manifest where it was
 * @param stored where it is now; empty if some of it is nowhere to be found
 * @param lost the files that are nowhere to be found; empty where not even their names are known
 */
public record Repaired(Reference manifest, Optional<StagedArtifact> stored, List<String> lost) {

  public Repaired {
    lost = List.copyOf(lost);
  }
}
