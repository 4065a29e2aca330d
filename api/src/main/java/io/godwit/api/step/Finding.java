package io.godwit.api.step;

import java.util.Objects;

/**
 * One result of a verification.
 *
 * @param severity how bad it is; an {@link Severity#ERROR} fails the step
 * @param message what was found, with the values
 * @param suggestion what to do about it; empty when there is nothing to do
 */
public record Finding(Severity severity, String message, String suggestion) {

  /** How bad a finding is. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Worth a look; the run goes on. */
    WARNING,
    /** The change does not hold; the run goes back. */
    ERROR
  }

  /** Checks that nothing is null. */
  public Finding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(suggestion, "suggestion");
  }

  /** Worth knowing. */
  public static Finding info(String message) {
    return new Finding(Severity.INFO, message, "");
  }

  /** Worth a look. */
  public static Finding warning(String message, String suggestion) {
    return new Finding(Severity.WARNING, message, suggestion);
  }

  /** The change does not hold. */
  public static Finding error(String message, String suggestion) {
    return new Finding(Severity.ERROR, message, suggestion);
  }
}
