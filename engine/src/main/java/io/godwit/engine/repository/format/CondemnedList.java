package io.godwit.engine.repository.format;

import io.godwit.api.storage.ObjectKey;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedSet;

/**
 * A list under {@code gc/}: keys that are about to be deleted.
 *
 * @param format the version of the format
 * @param made when, by the clock of the collector
 * @param keys what is to be deleted, sorted
 */
public record CondemnedList(int format, Instant made, SortedSet<ObjectKey> keys) {

  public CondemnedList {
    Objects.requireNonNull(made, "made");
    if (keys.contains(Descriptor.KEY) || keys.contains(Root.KEY)) {
      throw new IllegalArgumentException("the descriptor and the root are never deleted");
    }
  }
}
