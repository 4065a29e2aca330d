package io.godwit.api.run;

import java.util.List;
import java.util.Optional;

/**
 * What {@code up} or {@code down} would do.
 *
 * @param from the current version; empty before the first release
 * @param to the version after all of it; empty when that is before the first release
 * @param runs what would run, in order
 */
public record PlanView(Optional<String> from, Optional<String> to, List<PlannedRun> runs) {

  /**
   * One run.
   *
   * @param migration the migration
   * @param direction up or down
   * @param risk the highest of its steps
   * @param downtime whether any step needs the application to stand still
   * @param steps its steps in the order in which they would run
   * @param checks the names of the checks, with when they are asked
   */
  public record PlannedRun(
      MigrationView migration,
      String direction,
      String risk,
      boolean downtime,
      List<PlannedStep> steps,
      List<String> checks) {
    /** Copies the lists. */
    public PlannedRun {
      steps = List.copyOf(steps);
      checks = List.copyOf(checks);
    }
  }

  /**
   * One step.
   *
   * @param id its id
   * @param type its type
   * @param target its target
   * @param summary what it would do, in one line
   * @param details more lines: statements with their places, files, counts
   * @param warnings what to know before
   * @param work how much, for example {@code 412 rows}
   * @param undo {@code inverse}, {@code snapshot} or {@code none}
   * @param landing how an unknown outcome is decided: {@code state}, {@code receipt}, {@code look}
   *     or {@code blind}
   * @param risk {@code low} to {@code critical}
   */
  public record PlannedStep(
      String id,
      String type,
      String target,
      String summary,
      List<String> details,
      List<String> warnings,
      List<String> work,
      String undo,
      String landing,
      String risk) {
    /** Copies the lists. */
    public PlannedStep {
      details = List.copyOf(details);
      warnings = List.copyOf(warnings);
      work = List.copyOf(work);
    }
  }

  /** Copies the list. */
  public PlanView {
    runs = List.copyOf(runs);
  }
}
