package io.godwit.api.run;

import java.util.List;
import java.util.Objects;

/**
 * How the structure of targets differs from what their applied migrations make of an empty one.
 *
 * @param drift whether any differs
 * @param targets one for each target that was looked at, by name
 */
public record DriftView(boolean drift, List<TargetDrift> targets) {

  /**
   * A target.
   *
   * @param target its name
   * @param migrations how many of the applied migrations touch it
   * @param differences what differs, by kind and name
   */
  public record TargetDrift(String target, int migrations, List<Difference> differences) {
    /** Copies the list. */
    public TargetDrift {
      Objects.requireNonNull(target, "target");
      differences = List.copyOf(differences);
    }
  }

  /**
   * An object that is not as it should be.
   *
   * @param object its kind and name, such as {@code table public.ticket}
   * @param change seen from how it should be: added, removed, changed
   * @param diff its definition as a unified diff, without the lines that name files
   */
  public record Difference(String object, String change, String diff) {
    /** Checks that nothing is null. */
    public Difference {
      Objects.requireNonNull(object, "object");
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(diff, "diff");
    }
  }

  /** Copies the list. */
  public DriftView {
    targets = List.copyOf(targets);
  }
}
