package io.godwit.api.target;

import io.godwit.api.name.Digest;

/** A target whose whole content can be put into one digest. */
public interface Digestible {

  /**
   * A digest of everything that the target holds for its readers, equal when and only when the
   * content is. Godwit's own tables, version counters and times are left out. Reads everything,
   * with bounded memory; changes nothing.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  Digest digest();
}
