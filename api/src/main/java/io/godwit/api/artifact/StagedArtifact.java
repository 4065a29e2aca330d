package io.godwit.api.artifact;

import io.godwit.api.name.Digest;
import java.util.Objects;

/**
 * Content that is in the repository, whether or not it is published.
 *
 * @param manifest points at it
 * @param contentDigest what it is, as {@link ContentDigest} says
 * @param sizeBytes the sum of the sizes of its files
 * @param files how many files there are
 */
public record StagedArtifact(
    ManifestRef manifest, Digest contentDigest, long sizeBytes, int files) {

  /** Checks that the numbers are not negative. */
  public StagedArtifact {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(contentDigest, "contentDigest");
    if (sizeBytes < 0 || files < 0) {
      throw new IllegalArgumentException("sizes are not negative: " + sizeBytes + ", " + files);
    }
  }
}
