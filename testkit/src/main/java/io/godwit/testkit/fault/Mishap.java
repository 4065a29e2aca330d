package io.godwit.testkit.fault;

/** What becomes of an effect. */
public enum Mishap {
  /** The process stops before the effect; nothing that it does afterwards reaches anything. */
  STOP_BEFORE,
  /** The effect happens, and the process stops before it hears of it. */
  STOP_AFTER,
  /** The effect does not happen, and says so; the next attempt succeeds. */
  FAIL,
  /** The effect happens, and the connection breaks before the answer comes. */
  LOSE_ANSWER,
  /** Something else happens before the effect: see {@link Effects#meanwhile}. */
  DELAY
}
