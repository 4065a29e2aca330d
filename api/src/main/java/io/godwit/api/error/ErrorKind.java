package io.godwit.api.error;

/** Whose move it is when an error is reported. */
public enum ErrorKind {
  /** The person who wrote the input or gave the command: mend it and repeat. */
  USER,
  /** Somebody else holds or changed the thing: look at the present state, then repeat. */
  CONFLICT,
  /** A database, server or file system did not do its part: mend it, then repeat or resume. */
  EXTERNAL,
  /** Disk, memory, connections or time ran out: make room, then repeat or resume. */
  RESOURCES,
  /** Godwit itself is wrong: report it. */
  INTERNAL
}
