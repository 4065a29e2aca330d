package io.godwit.sql.file;

/** Which way a script moves the database. */
public enum Direction {
  /** To the next version. */
  UP,
  /** Back to the version before. */
  DOWN
}
