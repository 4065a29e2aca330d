package io.godwit.engine.journal;

import io.godwit.api.error.Fault;

/**
 * A fault as it is kept: the code's text survives a version that does not know it any more.
 *
 * @param code for example {@code GW-301}
 * @param message with its place, without secrets
 */
public record Failure(String code, String message) {

  /** A fault, to be kept. */
  public static Failure of(Fault fault) {
    return new Failure(
        fault.code().id(), fault.place().map(place -> place + ": ").orElse("") + fault.message());
  }

  @Override
  public String toString() {
    return code + " " + message;
  }
}
