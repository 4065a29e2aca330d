package io.godwit.sql;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can go wrong with a database; {@code docs/errors.md} explains each. */
public enum SqlError implements ErrorCode {
  /** A database URL that cannot be right. */
  BAD_URL("GW-301", ErrorKind.USER),
  /** No connection can be made. */
  UNREACHABLE("GW-302", ErrorKind.EXTERNAL),
  /** The database refused a statement; nothing of its transaction happened. */
  STATEMENT_REFUSED("GW-303", ErrorKind.USER),
  /** Somebody else holds a lock, or a transaction lost against another. */
  CONTENTION("GW-304", ErrorKind.CONFLICT),
  /** The connection broke before anything was committed. */
  CONNECTION_LOST("GW-305", ErrorKind.EXTERNAL),
  /** The answer to a commit, or to a statement without transaction, was lost. */
  OUTCOME_UNKNOWN("GW-306", ErrorKind.EXTERNAL),
  /** The database has no room: disk, memory, connections. */
  NO_ROOM("GW-307", ErrorKind.RESOURCES),
  /** Another engine has worked on the target under a later lease. */
  FENCED("GW-308", ErrorKind.CONFLICT),
  /** The effect has been taken back, and so may not happen any more. */
  TAKEN_BACK("GW-309", ErrorKind.CONFLICT),
  /** The file is damaged, or is no database. */
  DAMAGED("GW-310", ErrorKind.EXTERNAL),
  /** The database does not allow it to this user, or to anyone. */
  NOT_ALLOWED("GW-311", ErrorKind.USER),
  /** A statement took longer than it may. */
  TOO_SLOW("GW-312", ErrorKind.RESOURCES),
  /** A receipt that this version of Godwit cannot read. */
  BAD_RECEIPT("GW-313", ErrorKind.EXTERNAL),
  /** A database holds what a snapshot could not bring back. */
  NOT_CAPTURABLE("GW-314", ErrorKind.USER),
  /** Files that are no snapshot of such a database, or of another version. */
  NO_SNAPSHOT("GW-315", ErrorKind.USER),
  /** What a snapshot would make is not what was captured. */
  RESTORED_OTHERWISE("GW-316", ErrorKind.INTERNAL),
  /** A database for trying things cannot be made, or not be removed. */
  NO_SCRATCH_DATABASE("GW-317", ErrorKind.EXTERNAL),
  /** A table is named that is not there, or cannot be captured by itself. */
  NO_SUCH_TABLE("GW-318", ErrorKind.USER),
  /** A table that is to get the rows of a snapshot has other columns. */
  TABLE_DIFFERS("GW-319", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  SqlError(String id, ErrorKind kind) {
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
