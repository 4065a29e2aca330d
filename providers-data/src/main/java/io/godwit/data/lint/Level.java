package io.godwit.data.lint;

/** How bad it is when a rule finds something. */
public enum Level {
  /** It is not said. */
  OFF,
  /** It is said. */
  WARNING,
  /** It is said, and {@code godwit lint} does not pass. */
  ERROR
}
