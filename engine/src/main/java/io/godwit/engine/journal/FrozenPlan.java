package io.godwit.engine.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.api.migration.Check;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.step.Conduct;
import io.godwit.engine.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a run needs, as data. A run executes this and never reads the author's files again, so
 * that neither an edit nor a newer program changes what it does half-way. It is stored as the JSON
 * text whose digest is the plan's hash; {@code docs/formats/state.md} describes it.
 *
 * @param format 1
 * @param migration which migration
 * @param checksum of its files when it was planned
 * @param folder against which its inputs are resolved
 * @param route from where to where
 * @param steps in the order in which they are applied, also for a run that takes them back
 * @param checks what is asked before and after
 * @param recordedOnly why nothing is run and it is only recorded that somebody else has done it;
 *     empty for a plan that is run
 */
public record FrozenPlan(
    int format,
    MigrationId migration,
    Digest checksum,
    String folder,
    Route route,
    List<FrozenStep> steps,
    Migration.Checks checks,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> recordedOnly) {

  /**
   * From where to where a run leads.
   *
   * @param direction up or down
   * @param basis the release that must be current when the run begins; empty for none
   * @param from its version
   * @param to the version of the release that the run makes; empty when that is before the first
   * @param origin for a run down: the run that it takes back
   * @param restored for a run that restores: to what
   */
  public record Route(
      Direction direction,
      Optional<ReleaseId> basis,
      Optional<Version> from,
      Optional<Version> to,
      Optional<Origin> origin,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Restored> restored) {

    /** A route of a run that does not restore. */
    public Route(
        Direction direction,
        Optional<ReleaseId> basis,
        Optional<Version> from,
        Optional<Version> to,
        Optional<Origin> origin) {
      this(direction, basis, from, to, origin, Optional.empty());
    }
  }

  /**
   * To what a run restores.
   *
   * @param point the release of which the targets hold the content then; empty before the first
   * @param takesBack what is not applied any more then, the latest first
   */
  public record Restored(Optional<ReleaseId> point, List<Lost> takesBack) {
    /** Copies the list. */
    public Restored {
      takesBack = List.copyOf(takesBack);
    }
  }

  /** A migration that a restore takes back, and the run that had applied it. */
  public record Lost(MigrationId migration, RunId run) {}

  /** The run that first applied the steps, and the hash of its plan. */
  public record Origin(RunId run, Digest planHash) {}

  /** Copies the list. */
  public FrozenPlan {
    steps = List.copyOf(steps);
  }

  /** A plan that is run. */
  public FrozenPlan(
      int format,
      MigrationId migration,
      Digest checksum,
      String folder,
      Route route,
      List<FrozenStep> steps,
      Migration.Checks checks) {
    this(format, migration, checksum, folder, route, steps, checks, Optional.empty());
  }

  /** The same without its checks. */
  public FrozenPlan withoutChecks() {
    return new FrozenPlan(
        format, migration, checksum, folder, route, steps, Migration.Checks.NONE, recordedOnly);
  }

  /** The same with other steps. */
  public FrozenPlan withSteps(List<FrozenStep> others) {
    return new FrozenPlan(format, migration, checksum, folder, route, others, checks, recordedOnly);
  }

  /** The same as a plan of which nothing is run, because somebody else has done it. */
  public FrozenPlan recordedOnly(String why) {
    return new FrozenPlan(
        format, migration, checksum, folder, route, steps, Migration.Checks.NONE, Optional.of(why));
  }

  /** The plan as it is stored. */
  public String text() {
    return Json.write(this);
  }

  /**
   * The steps in the order in which they are undone: the last one first; those that only repeat
   * what they did come when all others are, in their own order.
   */
  public List<FrozenStep> backward() {
    List<FrozenStep> backward = new ArrayList<>();
    List<FrozenStep> repeated = new ArrayList<>();
    for (FrozenStep step : steps) {
      if (step.conduct().undo() == Conduct.Undo.REPEAT) {
        repeated.add(step);
      } else {
        backward.add(0, step);
      }
    }
    backward.addAll(repeated);
    return backward;
  }

  /** The step of that id. */
  public FrozenStep step(StepId id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan has no step " + id));
  }

  /** The checks that are asked before the first effect. */
  public List<Check> before() {
    return checks.before();
  }

  /** The checks that are asked after the last. */
  public List<Check> after() {
    return checks.after();
  }
}
