package io.godwit.api.storage;

import java.time.Instant;
import java.util.Objects;

/**
 * What a storage knows of an object without reading it.
 *
 * @param key its key
 * @param sizeBytes its size
 * @param lastModified when it was made, by the storage's own clock
 */
public record ObjectHead(ObjectKey key, long sizeBytes, Instant lastModified) {

  /** Checks that the size is not negative. */
  public ObjectHead {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(lastModified, "lastModified");
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + sizeBytes);
    }
  }
}
