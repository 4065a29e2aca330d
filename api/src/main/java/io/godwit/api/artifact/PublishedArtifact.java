package io.godwit.api.artifact;

import java.time.Instant;
import java.util.Objects;

/**
 * One version as the catalog lists it.
 *
 * @param id its name and version
 * @param content its content
 * @param publishedAt when, by the clock of who published it
 */
public record PublishedArtifact(ArtifactId id, StagedArtifact content, Instant publishedAt) {

  /** Checks that nothing is null. */
  public PublishedArtifact {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(publishedAt, "publishedAt");
  }

  /** Points at its content. */
  public ManifestRef manifest() {
    return content.manifest();
  }
}
