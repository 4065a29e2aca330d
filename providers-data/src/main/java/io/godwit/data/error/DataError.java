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
  DIRECTIVE("GW-345", ErrorKind.USER),
  /** Settings of a step that name no script, or two. */
  WHICH_SCRIPT("GW-346", ErrorKind.USER),
  /** What is asked of a database is not one query. */
  NOT_A_QUESTION("GW-347", ErrorKind.USER),
  /** A statement without transaction whose outcome cannot be seen. */
  NO_TRACE("GW-348", ErrorKind.EXTERNAL),
  /** A script has to be taken back and there is none that does. */
  NO_WAY_BACK("GW-349", ErrorKind.USER),
  /** Somebody has changed what a script is about to take back. */
  CHANGED_SINCE("GW-350", ErrorKind.CONFLICT),
  /** A file with both ways whose marks are missing, doubled or in the wrong order. */
  PARTS("GW-351", ErrorKind.USER),
  /** Rows have no key by which they could be read in order. */
  NO_ORDER("GW-352", ErrorKind.USER),
  /** Settings of a step that moves rows do not fit, or tables and columns are not there. */
  ROUTE("GW-353", ErrorKind.USER),
  /** A row cannot be transformed or written. */
  ROW_REFUSED("GW-354", ErrorKind.USER),
  /** A change of a table in two shapes cannot be meant, or another is under way. */
  CHANGE("GW-355", ErrorKind.USER),
  /** How fast rows are to go cannot be meant. */
  PACE("GW-356", ErrorKind.USER),
  /** A step waited, because it was told to, until its time was up. */
  HELD("GW-357", ErrorKind.RESOURCES),
  /** What transforms rows fails, or gives what is no row. */
  TRANSFORM_FAILED("GW-358", ErrorKind.USER),
  /** What transforms rows is not what the plan was made with. */
  TRANSFORM_CHANGED("GW-359", ErrorKind.CONFLICT),
  /** A command that transforms rows takes too long, or asks to come later. */
  TRANSFORM_UNAVAILABLE("GW-360", ErrorKind.EXTERNAL),
  /** A snapshot that is not there, or is there already, or does not say what comes back. */
  WHICH_SNAPSHOT("GW-361", ErrorKind.USER),
  /** A path that leads out of the project, or to what is no plain file. */
  FILE_REFUSED("GW-376", ErrorKind.USER),
  /** A file cannot be read. */
  FILE_UNREADABLE("GW-377", ErrorKind.EXTERNAL),
  /** A file cannot be written. */
  FILE_UNWRITABLE("GW-378", ErrorKind.EXTERNAL),
  /** Somebody else has changed a file. */
  FILE_CHANGED("GW-379", ErrorKind.CONFLICT),
  /** Another engine is changing the same files. */
  FILES_BUSY("GW-380", ErrorKind.CONFLICT),
  /** An engine that has lost its lease. */
  STALE_ENGINE("GW-381", ErrorKind.CONFLICT),
  /** A change that comes after it was taken back. */
  TAKEN_BACK("GW-382", ErrorKind.CONFLICT),
  /** Files that are no snapshot of configuration files. */
  NO_CONFIG_SNAPSHOT("GW-383", ErrorKind.USER),
  /** A command has failed. */
  COMMAND_FAILED("GW-384", ErrorKind.EXTERNAL),
  /** It is not known whether a command has run to its end. */
  COMMAND_UNKNOWN("GW-385", ErrorKind.EXTERNAL),
  /** A program that cannot be started. */
  NO_PROGRAM("GW-386", ErrorKind.USER),
  /** A service that the target does not have. */
  NO_SERVICE("GW-387", ErrorKind.USER),
  /** A pattern that means no files, or too many. */
  BAD_PATTERN("GW-388", ErrorKind.USER);

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
