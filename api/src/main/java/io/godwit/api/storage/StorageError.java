package io.godwit.api.storage;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What goes wrong between the repository and the store that holds its bytes. */
public enum StorageError implements ErrorCode {
  /** The address of a storage cannot be right. */
  BAD_LOCATION("GW-601", ErrorKind.USER),
  /** There is no object under this key. */
  NOT_FOUND("GW-602", ErrorKind.EXTERNAL),
  /** There is an object under this key already. */
  KEY_EXISTS("GW-603", ErrorKind.CONFLICT),
  /** The register holds another value than the one that was read. */
  REGISTER_MOVED("GW-604", ErrorKind.CONFLICT),
  /** The store does not answer, or answers with an error. */
  UNAVAILABLE("GW-605", ErrorKind.EXTERNAL),
  /** The store does not let us. */
  DENIED("GW-606", ErrorKind.EXTERNAL),
  /** There is no room left. */
  FULL("GW-607", ErrorKind.RESOURCES),
  /** The answer was lost: it may have happened. */
  UNKNOWN("GW-608", ErrorKind.EXTERNAL),
  /** The store holds what it must not, for example a link in place of a folder. */
  UNSAFE("GW-609", ErrorKind.EXTERNAL),
  /** The store cannot swap a register safely, and no other register is configured. */
  NO_REGISTER("GW-610", ErrorKind.EXTERNAL);

  private final String id;
  private final ErrorKind kind;

  StorageError(String id, ErrorKind kind) {
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
