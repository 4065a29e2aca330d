package io.godwit.api.embedding;

import io.godwit.api.name.Digest;
import java.util.Objects;

/**
 * The SHA-256 of an embedder's canonical identity: what a collection's version is bound to. Two
 * embedders with the same fingerprint give vectors that can be compared; see {@link
 * EmbedderIdentity}.
 */
public record EmbedderFingerprint(Digest digest) {

  /** Checks that there is a digest. */
  public EmbedderFingerprint {
    Objects.requireNonNull(digest, "digest");
  }

  /**
   * Reads {@code sha256:<hex>}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static EmbedderFingerprint parse(String text) {
    return new EmbedderFingerprint(Digest.parse(text));
  }

  /** {@code sha256:<hex>}. */
  @Override
  public String toString() {
    return digest.toString();
  }
}
