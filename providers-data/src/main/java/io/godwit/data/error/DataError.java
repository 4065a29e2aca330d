package io.godwit.data.error;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can go wrong with scripts and data targets; {@code docs/errors.md} explains each. */
public enum DataError implements ErrorCode {
  /** A quote, comment, parenthesis or body that has no end. */
  UNTERMINATED("GW-340", ErrorKind.USER),
  /** A file with content in which there is no statement. */
  NO_STATEMENT("GW-341", ErrorKind.USER),
  /** A command of psql or of the sqlite3 shell, which no server understands. */
  SHELL_COMMAND("GW-342", ErrorKind.USER),
  /** A character that no script can hold. */
  ENCODING("GW-343", ErrorKind.USER),
  /** BEGIN, COMMIT or a statement that refuses a transaction, where it cannot stand. */
  TRANSACTION_CONTROL("GW-344", ErrorKind.USER),
  /** A directive comment that says something unknown. */
  DIRECTIVE("GW-345", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  DataError(String id, ErrorKind kind) {
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
