package io.godwit.api.run;

/** What a run does with a migration. */
public enum Direction {
  /** Applies it. */
  UP,
  /** Takes it back. */
  DOWN,
  /**
   * Frees what only its return needed, or what it left when it was taken back. Moves no release.
   */
  RETIRE
}
