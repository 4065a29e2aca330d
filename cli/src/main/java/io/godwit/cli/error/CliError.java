package io.godwit.cli.error;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can be wrong on the command line; {@code docs/errors.md} says what to do about each. */
public enum CliError implements ErrorCode {
  /** Godwit itself failed in a way that nobody foresaw. */
  UNEXPECTED("GW-700", ErrorKind.INTERNAL),
  /** The command line says what no command understands. */
  USAGE("GW-701", ErrorKind.USER),
  /** A step needs a person's word and nobody was there to give it, or they said no. */
  CONSENT_MISSING("GW-702", ErrorKind.USER),
  /** A run was named by a beginning that fits none, or several. */
  RUN_UNCLEAR("GW-703", ErrorKind.USER),
  /** The result could not be written to standard output. */
  OUTPUT_LOST("GW-704", ErrorKind.EXTERNAL),
  /** The process had too little memory. */
  OUT_OF_MEMORY("GW-705", ErrorKind.RESOURCES);

  private final String id;
  private final ErrorKind kind;

  CliError(String id, ErrorKind kind) {
    this.id = id;
    this.kind = kind;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }
}
