package io.godwit.config.document;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can be wrong with a configuration file; {@code docs/errors.md} explains each. */
public enum ConfigFileError implements ErrorCode {
  /** A configuration file is not of its format. */
  CONFIG_SYNTAX("GW-370", ErrorKind.USER),
  /** A configuration file is larger or deeper than may be. */
  CONFIG_TOO_LARGE("GW-371", ErrorKind.USER),
  /** A key of a configuration file is written twice. */
  CONFIG_DUPLICATE_KEY("GW-372", ErrorKind.USER),
  /** A change that cannot be made to this file. */
  CONFIG_CHANGE("GW-373", ErrorKind.USER),
  /** A key has a value of another kind than was asked for. */
  CONFIG_TYPE("GW-374", ErrorKind.USER),
  /** A file whose format is not known, or a value for which a format has no form. */
  CONFIG_FORMAT("GW-375", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  ConfigFileError(String id, ErrorKind kind) {
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
