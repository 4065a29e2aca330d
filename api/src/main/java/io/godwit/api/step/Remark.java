package io.godwit.api.step;

import io.godwit.api.error.Place;
import io.godwit.api.step.Finding.Severity;
import java.util.Objects;

/**
 * What is to be said about how a step is written, before it runs: it may be right, and harmful
 * nevertheless.
 *
 * @param code stable, such as {@code LK101}, so that an author can silence it
 * @param severity how bad it is, as the target's settings have it
 * @param place where it stands
 * @param message what it does to whom, and what to write instead
 */
public record Remark(String code, Severity severity, Place place, String message) {

  /** Checks that nothing is null. */
  public Remark {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(message, "message");
  }

  /** One line for a person: {@code migrations/002.up.sql:7:1 LK101: …}. */
  @Override
  public String toString() {
    return place + " " + code + ": " + message;
  }
}
