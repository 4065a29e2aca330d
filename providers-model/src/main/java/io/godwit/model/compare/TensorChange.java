package io.godwit.model.compare;

import java.util.Optional;

/**
 * How a tensor differs between two versions.
 *
 * @param before type and shape in the first version; empty if it is not there
 * @param after type and shape in the second version; empty if it is not there
 * @param distance how far the values are apart; empty where they cannot be subtracted
 */
public record TensorChange(
    String tensor,
    Kind kind,
    Optional<String> before,
    Optional<String> after,
    Optional<Distance> distance) {

  /** What has changed, the first that applies. */
  public enum Kind {
    /** It is only in the second version. */
    ADDED,
    /** It is only in the first version. */
    GONE,
    /** It has another shape. */
    SHAPE,
    /** It has another type; {@code distance} says what became of the values. */
    TYPE,
    /** It has other values. */
    VALUES
  }
}
