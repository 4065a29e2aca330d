package io.godwit.api.run;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.step.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a run (A8), told after it was recorded. Listeners are called on the
 * engine's thread: they return quickly and do not throw.
 *
 * @param at when, in UTC
 * @param run which run
 * @param migration of which migration
 * @param kind what happened
 * @param step in which step, when it is of one
 * @param tallies how far the step has come
 * @param message one line for a person
 */
public record RunEvent(
    Instant at,
    RunId run,
    MigrationId migration,
    Kind kind,
    Optional<StepId> step,
    List<Tally> tallies,
    String message) {

  /** What happened. */
  public enum Kind {
    /** A run has begun or is taken up again. */
    RUN_STARTED,
    /** A run has come to another state. */
    STATE_CHANGED,
    /** A step's verb has begun. */
    STEP_STARTED,
    /** A step's verb has done a batch. */
    STEP_PROGRESSED,
    /** A step's verb is complete. */
    STEP_COMPLETED,
    /** An attempt failed and will be repeated, looked at, or taken back. */
    ATTEMPT_FAILED,
    /** Something a person should know. */
    WARNING,
    /** The run's release is current. */
    PIVOTED,
    /** The run is settled. */
    RUN_SETTLED
  }

  /** Copies the list. */
  public RunEvent {
    tallies = List.copyOf(tallies);
  }
}
