package io.godwit.api.run;

/** Where a step of a run is in its life. */
public enum StepState {
  /** Nothing has been tried. */
  PENDING("pending"),
  /** Its apply has begun. */
  APPLYING("applying"),
  /** Its apply is complete. */
  APPLIED("applied"),
  /** Its publish has begun. */
  PUBLISHING("publishing"),
  /** Readers see it, or will with the pivot. */
  PUBLISHED("published"),
  /** Its undo has begun. */
  UNDOING("undoing"),
  /** Its target is as it was before. */
  UNDONE("undone"),
  /** What it kept is being freed. */
  RETIRING("retiring"),
  /** What it kept is gone: there is no way back behind it. */
  RETIRED("retired"),
  /** It could not be done, and a person must look. */
  STUCK("stuck");

  private final String wire;

  StepState(String wire) {
    this.wire = wire;
  }

  /** The word that JSON and the history use. */
  public String wire() {
    return wire;
  }
}
