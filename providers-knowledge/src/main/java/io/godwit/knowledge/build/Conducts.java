package io.godwit.knowledge.build;

import io.godwit.api.step.Conduct;

/** How the steps of this package behave. */
public final class Conducts {

  /** Builds beside what is there, then swaps a pointer, and swaps it back. */
  public static final Conduct BESIDE =
      new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.RECEIPT, Conduct.Risk.LOW, false, true);

  private Conducts() {}
}
