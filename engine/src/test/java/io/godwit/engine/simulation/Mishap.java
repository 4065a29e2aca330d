package io.godwit.engine.simulation;

/** What goes wrong in one call that leaves the engine. */
enum Mishap {
  /** The process dies before the call does anything. */
  CRASH_BEFORE,
  /** The process dies after the call has done its work. */
  CRASH_AFTER,
  /** The call does its work, and its answer is lost. */
  LOSE_ANSWER,
  /** The call does nothing and says so. */
  FAIL,
  /** The call takes twenty seconds. */
  SLOW,
  /**
   * The process stands still before the call until its lease has expired, and another engine works
   * meanwhile.
   */
  STAND_STILL
}
