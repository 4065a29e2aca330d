package io.godwit.api.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of running pending migrations on the real content of their targets and taking them back
 * at once.
 *
 * @param good whether nothing failed
 * @param steps in the order in which they were run; the last is the one that failed, if one did
 */
public record RehearsalView(boolean good, List<Rehearsed> steps) {

  /**
   * A step.
   *
   * @param migration the id of its migration
   * @param step its id
   * @param target its target
   * @param manner where it was run; empty if nothing of it could be
   * @param notTried what of it was not run, and why
   * @param code the error code, if it failed
   * @param message why it failed, with file, line and column
   */
  public record Rehearsed(
      String migration,
      String step,
      String target,
      Optional<String> manner,
      List<String> notTried,
      Optional<String> code,
      Optional<String> message) {
    /** Copies the list. */
    public Rehearsed {
      Objects.requireNonNull(migration, "migration");
      Objects.requireNonNull(step, "step");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(manner, "manner");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
      notTried = List.copyOf(notTried);
    }
  }

  /** Copies the list. */
  public RehearsalView {
    steps = List.copyOf(steps);
  }
}
