package io.godwit.model.step;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import java.util.Map;
import java.util.Optional;

/** Content of the repository as a checkpoint keeps it. */
public final class Kept {

  private Kept() {}

  /** The values under which content is kept. */
  public static Map<String, String> values(String name, StagedArtifact content) {
    return Map.of(
        name + ".manifest", content.manifest().toString(),
        name + ".digest", content.contentDigest().toString(),
        name + ".bytes", Long.toString(content.sizeBytes()),
        name + ".files", Integer.toString(content.files()));
  }

  /** The content that is kept under a name. */
  public static Optional<StagedArtifact> in(Checkpoint checkpoint, String name) {
    return checkpoint
        .get(name + ".manifest")
        .map(
            manifest ->
                new StagedArtifact(
                    ManifestRef.parse(manifest),
                    Digest.parse(checkpoint.get(name + ".digest").orElseThrow()),
                    Long.parseLong(checkpoint.get(name + ".bytes").orElseThrow()),
                    Integer.parseInt(checkpoint.get(name + ".files").orElseThrow())));
  }
}
