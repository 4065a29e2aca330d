package io.godwit.api.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The migration object (F4): what the REST API, {@code --json} and the history show. JSON writes
 * the component names in snake case, instants as ISO 8601 in UTC, and leaves out what is empty.
 *
 * @param id names the migration in its system; the same before, during and after its runs
 * @param name the migration's id as its author wrote it
 * @param type {@code knowledge}, {@code model}, {@code data}, or {@code hybrid} for several
 * @param sourceVersion the version from which it leads; empty when it goes on from whatever is
 *     there
 * @param targetVersion the version to which it leads
 * @param status {@link RunState#wire}
 * @param steps its steps in the order in which they run
 * @param createdAt when it was first seen or its run was planned
 * @param startedAt when its run began
 * @param completedAt when its run was settled
 * @param error why it failed
 * @param run the run that this tells of, when there is one
 */
public record MigrationView(
    UUID id,
    String name,
    String type,
    Optional<String> sourceVersion,
    String targetVersion,
    String status,
    List<StepView> steps,
    Optional<Instant> createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<String> error,
    Optional<UUID> run) {

  /**
   * One step of it.
   *
   * @param id unique in the migration
   * @param name what a person reads
   * @param type the step type
   * @param target the target
   * @param status {@link StepState#wire}
   * @param moved what it has moved so far, for example {@code 412 rows}
   * @param error why it failed
   */
  public record StepView(
      String id,
      String name,
      String type,
      String target,
      String status,
      List<String> moved,
      Optional<String> error) {
    /** Copies the list. */
    public StepView {
      moved = List.copyOf(moved);
    }
  }

  /** Copies the list. */
  public MigrationView {
    steps = List.copyOf(steps);
  }
}
