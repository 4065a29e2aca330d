package io.godwit.data.file;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import java.util.Map;
import java.util.Optional;

/** Content of the repository as a checkpoint keeps it. */
public final class Kept {

  private Kept() {}

  /** A checkpoint that keeps this content. */
  public static Checkpoint checkpoint(StagedArtifact content) {
    return new Checkpoint(
        Map.of(
            "kept.manifest", content.manifest().toString(),
            "kept.digest", content.contentDigest().toString(),
            "kept.bytes", Long.toString(content.sizeBytes()),
            "kept.files", Integer.toString(content.files())));
  }

  /** The content that a checkpoint keeps. */
  public static Optional<StagedArtifact> in(Checkpoint checkpoint) {
    return checkpoint
        .get("kept.manifest")
        .map(
            manifest ->
                new StagedArtifact(
                    ManifestRef.parse(manifest),
                    Digest.parse(checkpoint.get("kept.digest").orElseThrow()),
                    Long.parseLong(checkpoint.get("kept.bytes").orElseThrow()),
                    Integer.parseInt(checkpoint.get("kept.files").orElseThrow())));
  }
}
