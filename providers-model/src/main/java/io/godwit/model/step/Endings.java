package io.godwit.model.step;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import java.util.List;
import java.util.stream.Collectors;

/** How an attempt ends before it has reached the catalog, when nothing has changed. */
public final class Endings {

  private Endings() {}

  /** How it ends with this error. */
  public static Attempt<Progress> of(GodwitException e) {
    Fault fault = together(e.faults());
    boolean later =
        fault.code().kind() == ErrorKind.EXTERNAL || fault.code().kind() == ErrorKind.CONFLICT;
    return later ? new Attempt.Retryable<>(fault) : new Attempt.Rejected<>(fault);
  }

  /** It is rejected, with all faults in one. */
  public static Attempt<Progress> rejected(List<Fault> faults) {
    return new Attempt.Rejected<>(together(faults));
  }

  private static Fault together(List<Fault> faults) {
    Fault first = faults.get(0);
    if (faults.size() == 1) {
      return first;
    }
    return Fault.of(
        first.code(), faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }
}
