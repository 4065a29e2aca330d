package io.godwit.knowledge.rest;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can go wrong with a vector store; {@code docs/errors.md} says what to do about each. */
public enum RestError implements ErrorCode {
  /** The store refuses: the key, the settings, the request. */
  STORE_REFUSED("GW-480", ErrorKind.USER),
  /** The store does not answer, or fails. */
  STORE_UNAVAILABLE("GW-481", ErrorKind.EXTERNAL),
  /** The store asks to be left alone for a while. */
  STORE_BUSY("GW-482", ErrorKind.RESOURCES),
  /** The store gave an answer that cannot be right, or has lost rows. */
  STORE_ANSWER("GW-483", ErrorKind.EXTERNAL),
  /** A store of this kind cannot hold such a collection. */
  CANNOT_HOLD("GW-484", ErrorKind.USER),
  /** The alias is not where the step left or expected it. */
  ALIAS_MOVED("GW-485", ErrorKind.CONFLICT),
  /** An answer was lost: whether the store did what it was asked is not known. */
  ANSWER_LOST("GW-486", ErrorKind.EXTERNAL),
  /** What a step needs of an earlier version is not in the store any more. */
  COPY_GONE("GW-487", ErrorKind.CONFLICT);

  private final String id;
  private final ErrorKind kind;

  RestError(String id, ErrorKind kind) {
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
