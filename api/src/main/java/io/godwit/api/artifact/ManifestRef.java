package io.godwit.api.artifact;

import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import java.util.Objects;

/**
 * Points at the content of one artifact, published or not. What a journal keeps to find it again.
 *
 * @param key where its manifest is in the storage
 * @param sha256 the digest of the manifest's own bytes
 * @param sizeBytes the manifest's own size
 */
public record ManifestRef(ObjectKey key, Digest sha256, long sizeBytes) {

  /** Checks that the size is not negative. */
  public ManifestRef {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(sha256, "sha256");
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + sizeBytes);
    }
  }

  /**
   * Reads what {@link #toString} gives.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static ManifestRef parse(String text) {
    String[] parts = text.split("#", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a manifest reference has the form key#digest#size");
    }
    return new ManifestRef(
        new ObjectKey(parts[0]), Digest.parse(parts[1]), Long.parseLong(parts[2]));
  }

  /** {@code key#digest#size}, which {@link #parse} reads. */
  @Override
  public String toString() {
    return key + "#" + sha256 + "#" + sizeBytes;
  }
}
