package io.godwit.api.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the structure of targets changes from version to version (A3).
 *
 * @param from the version from which it was looked at; empty for the very beginning
 * @param to the version up to which
 * @param compatible whether who reads what there is at {@code from} finds it at {@code to}
 * @param stages what each migration does to the structure, in order
 * @param lost what a reader of {@code from} does not find at {@code to}, or finds of another type
 */
public record EvolutionView(
    Optional<String> from,
    Optional<String> to,
    boolean compatible,
    List<Stage> stages,
    List<String> lost) {

  /**
   * What a migration does.
   *
   * @param migration its id
   * @param version the version to which it leads
   * @param changes what it changes
   * @param lost what a reader of the version before it does not find any more
   */
  public record Stage(String migration, String version, List<Change> changes, List<String> lost) {
    /** Copies the lists. */
    public Stage {
      Objects.requireNonNull(migration, "migration");
      Objects.requireNonNull(version, "version");
      changes = List.copyOf(changes);
      lost = List.copyOf(lost);
    }
  }

  /**
   * A change of one object.
   *
   * @param target the target
   * @param object its kind and name, such as {@code table public.ticket}
   * @param change added, removed or changed
   */
  public record Change(String target, String object, String change) {
    /** Checks that nothing is null. */
    public Change {
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(object, "object");
      Objects.requireNonNull(change, "change");
    }
  }

  /** Copies the lists. */
  public EvolutionView {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    stages = List.copyOf(stages);
    lost = List.copyOf(lost);
  }
}
