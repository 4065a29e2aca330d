package io.godwit.engine.repository.object;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import java.util.Objects;

/** Points at an object and says what it must be. The components are the keys of its JSON form. */
public record Reference(ObjectKey key, Digest sha256, long size) {

  public Reference {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(sha256, "sha256");
    if (size < 0) {
      throw new IllegalArgumentException("a size is not negative: " + size);
    }
  }

  public static Reference of(ManifestRef manifest) {
    return new Reference(manifest.key(), manifest.sha256(), manifest.sizeBytes());
  }

  public ManifestRef toManifestRef() {
    return new ManifestRef(key, sha256, size);
  }
}
