package io.godwit.api.artifact;

import io.godwit.api.error.Fault;
import java.util.List;

/**
 * What a verification found.
 *
 * @param objects how many packs, manifests and catalogs were looked at
 * @param chunks how many chunks were read and hashed
 * @param bytes how many plain bytes that came to
 * @param faults what is broken or missing, with the object and, where known, the files that need
 *     it; empty if all is well
 */
public record Verification(long objects, long chunks, long bytes, List<Fault> faults) {

  /** Copies the list. */
  public Verification {
    faults = List.copyOf(faults);
  }

  /** Whether nothing was found broken. */
  public boolean clean() {
    return faults.isEmpty();
  }
}
