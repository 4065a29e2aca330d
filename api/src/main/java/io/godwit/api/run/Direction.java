package io.godwit.api.run;

/** Which way a run goes. */
public enum Direction {
  /** To the version that the migration leads to. */
  UP,
  /** Back to the release before. */
  DOWN
}
