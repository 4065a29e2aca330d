package io.godwit.api.run;

/** Where a run is in its life (DESIGN.md, "A run's life"). The wire form is {@link #wire}. */
public enum RunState {
  /** Planned, nothing else. */
  PENDING("pending"),
  /** Looking whether it can be done; nothing is touched. */
  VALIDATING("validating"),
  /** Freezing the plan and capturing what undo needs. */
  PREPARING("preparing"),
  /** Applying the steps. */
  EXECUTING("executing"),
  /** Proving that the changes hold. */
  VERIFYING("verifying"),
  /** Publishing the steps; the pivot is the end of it. */
  COMMITTING("committing"),
  /** The pivot has happened: the run's release is current. */
  COMPLETED("completed"),
  /** Refused before anything was touched. */
  FAILED("failed"),
  /** Taking back what was done. */
  ROLLING_BACK("rolling_back"),
  /** Everything is as it was before. */
  ROLLED_BACK("rolled_back"),
  /** A person must decide. */
  NEEDS_ATTENTION("needs_attention");

  private final String wire;

  RunState(String wire) {
    this.wire = wire;
  }

  /** The word that JSON and the history use. */
  public String wire() {
    return wire;
  }

  /** Whether a person must decide before anything else can run. */
  public boolean needsAttention() {
    return this == NEEDS_ATTENTION;
  }

  /** Whether the engine has nothing more to do with the run by itself. */
  public boolean isSettled() {
    return this == COMPLETED || this == FAILED || this == ROLLED_BACK || this == NEEDS_ATTENTION;
  }
}
