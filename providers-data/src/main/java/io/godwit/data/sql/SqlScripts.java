package io.godwit.data.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * What the plan keeps of a step {@code data.sql}.
 *
 * @param up what moves the database up
 * @param down what brings it back, if the author gave it
 */
public record SqlScripts(FrozenScript up, Optional<FrozenScript> down) {

  /** Checks that nothing is null. */
  public SqlScripts {
    Objects.requireNonNull(up, "up");
    Objects.requireNonNull(down, "down");
  }
}
