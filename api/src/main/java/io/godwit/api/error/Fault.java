package io.godwit.api.error;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong. Configuration and validation collect all of them before they fail, so
 * that an author mends a file once.
 *
 * @param code what kind of error it is
 * @param message the thing, the value and the next action, in one or two sentences, without secrets
 * @param place where it stands, when it stands in a file
 */
public record Fault(ErrorCode code, String message, Optional<Place> place) {

  /** Checks that nothing is null. */
  public Fault {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(place, "place");
  }

  /** A fault that stands nowhere in particular. */
  public static Fault of(ErrorCode code, String message) {
    return new Fault(code, message, Optional.empty());
  }

  /** A fault at a place in a file. */
  public static Fault at(Place place, ErrorCode code, String message) {
    return new Fault(code, message, Optional.of(place));
  }

  /** One line for a person: {@code GW-104 migrations/002/migration.yaml:7:5: …}. */
  @Override
  public String toString() {
    return code.id() + " " + place.map(p -> p + ": ").orElse("") + message;
  }
}
