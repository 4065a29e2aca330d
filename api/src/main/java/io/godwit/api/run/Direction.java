package io.godwit.api.run;

/** What a run does with a migration. */
public enum Direction {
  /** Applies it. */
  UP,
  /** Takes it back. */
  DOWN,
  /**
   * Brings targets back to what was captured, and takes back by it all migrations that were applied
   * since.
   */
  RESTORE,
  /**
   * Frees what only its return needed, or what it left when it was taken back. Moves no release.
   */
  RETIRE;

  /** Whether its steps are applied, and are undone when the run fails; else the other way. */
  public boolean appliesSteps() {
    return this == UP || this == RESTORE;
  }
}
