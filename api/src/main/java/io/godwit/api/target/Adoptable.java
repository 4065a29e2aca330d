package io.godwit.api.target;

import java.util.List;

/** A target that another tool may have managed before, and that can tell what that one did. */
public interface Adoptable {

  /**
   * The histories that other tools have left; none if nobody did. Changes nothing.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  List<ForeignHistory> histories();
}
