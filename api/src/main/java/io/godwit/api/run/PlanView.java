package io.godwit.api.run;

import java.time.Duration;
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
   * @param forecast what it will need
   * @param steps its steps in the order in which they would run
   * @param checks the names of the checks, with when they are asked
   */
  public record PlannedRun(
      MigrationView migration,
      String direction,
      String risk,
      boolean downtime,
      Forecast forecast,
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
   * @param after the steps that it waits for
   * @param work how much, for example {@code 412 rows}
   * @param duration how long applying it will take, by earlier runs
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
      List<String> after,
      List<String> work,
      Optional<Duration> duration,
      String undo,
      String landing,
      String risk) {
    /** Copies the lists. */
    public PlannedStep {
      details = List.copyOf(details);
      warnings = List.copyOf(warnings);
      after = List.copyOf(after);
      work = List.copyOf(work);
    }
  }

  /** Copies the list. */
  public PlanView {
    runs = List.copyOf(runs);
  }
}
