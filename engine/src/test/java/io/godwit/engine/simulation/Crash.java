package io.godwit.engine.simulation;

/** The process is dead: nothing in it may catch this. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("crash", null, false, false);
  }
}
