package io.godwit.data.error;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;

/** How an attempt ends that was given up before its effect. */
public final class Endings {

  private Endings() {}

  /** What may pass is tried again; anything else is refused. */
  public static <T> Attempt<T> of(GodwitException e) {
    Fault fault = e.faults().get(0);
    return fault.code().kind() == ErrorKind.EXTERNAL
        ? new Attempt.Retryable<>(fault)
        : new Attempt.Rejected<>(fault);
  }
}
