package io.godwit.engine.run;

import io.godwit.api.name.StepId;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Finding.Severity;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the journal says of a verification. */
final class Findings {

  private Findings() {}

  /** A warning for each, and that the step is verified, or goes back with the first error. */
  static List<Entry> entries(StepId step, List<Finding> findings) {
    List<Entry> entries = new ArrayList<>();
    findings.stream()
        .filter(finding -> finding.severity() == Severity.WARNING)
        .forEach(finding -> entries.add(new Entry.Warned("step " + step + ": " + said(finding))));
    Optional<Finding> error =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).findFirst();
    entries.add(
        error
            .<Entry>map(finding -> new Entry.Entered(RunState.ROLLING_BACK, why(step, finding)))
            .orElseGet(() -> new Entry.Verified(step)));
    return entries;
  }

  private static Optional<Failure> why(StepId step, Finding finding) {
    return Optional.of(
        new Failure(
            EngineError.VERIFICATION_FAILED.id(),
            "Step " + step + " does not hold: " + said(finding)));
  }

  private static String said(Finding finding) {
    return finding.suggestion().isEmpty()
        ? finding.message()
        : finding.message() + "; " + finding.suggestion();
  }
}
