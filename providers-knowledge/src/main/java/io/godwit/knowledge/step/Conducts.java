package io.godwit.knowledge.step;

import io.godwit.api.step.Conduct;

/** How the steps of this package behave. */
final class Conducts {

  /** Builds beside what is there, then swaps a pointer, and swaps it back. */
  static final Conduct BESIDE =
      new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.RECEIPT, Conduct.Risk.LOW, false, true);

  private Conducts() {}
}
