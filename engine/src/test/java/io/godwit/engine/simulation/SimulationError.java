package io.godwit.engine.simulation;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;
import io.godwit.engine.journal.Failure;

/** What goes wrong in a play. */
enum SimulationError implements ErrorCode {
  FENCED(ErrorKind.CONFLICT),
  REFUSED(ErrorKind.CONFLICT),
  BROKEN(ErrorKind.EXTERNAL),
  LOST(ErrorKind.EXTERNAL);

  private final ErrorKind kind;

  SimulationError(ErrorKind kind) {
    this.kind = kind;
  }

  static Failure moved() {
    return new Failure("GW-216", "the release has moved");
  }

  @Override
  public String id() {
    return "GW-9-" + name();
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }
}
