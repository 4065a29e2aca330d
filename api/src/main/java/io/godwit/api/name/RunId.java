package io.godwit.api.name;

import java.util.Objects;
import java.util.UUID;

/** The id of one run. */
public record RunId(UUID value) {

  /** Checks that there is a value. */
  public RunId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * Reads the canonical form of a UUID.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static RunId parse(String text) {
    return new RunId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
