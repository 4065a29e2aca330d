package io.godwit.cli.progress;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.RunEvent;
import io.godwit.api.step.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events as the engine makes them. */
final class Events {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static final RunId RUN =
      new RunId(UUID.fromString("22222222-0000-4000-8000-000000000002"));

  private Events() {}

  static RunEvent state(String message) {
    return event(NOON, RunEvent.Kind.STATE_CHANGED, Optional.empty(), List.of(), message);
  }

  static RunEvent started(String step) {
    return event(
        NOON, RunEvent.Kind.STEP_STARTED, Optional.of(step), List.of(), "intends to apply");
  }

  static RunEvent progressed(String step, Tally tally) {
    return progressed(NOON, step, tally);
  }

  static RunEvent progressed(Instant at, String step, Tally tally) {
    return event(
        at, RunEvent.Kind.STEP_PROGRESSED, Optional.of(step), List.of(tally), "went on with apply");
  }

  static RunEvent completed(String step, Tally tally) {
    return event(
        NOON, RunEvent.Kind.STEP_COMPLETED, Optional.of(step), List.of(tally), "completed apply");
  }

  static RunEvent failed(String step, String message) {
    return event(NOON, RunEvent.Kind.ATTEMPT_FAILED, Optional.of(step), List.of(), message);
  }

  static RunEvent warning(String message) {
    return event(NOON, RunEvent.Kind.WARNING, Optional.empty(), List.of(), message);
  }

  private static RunEvent event(
      Instant at, RunEvent.Kind kind, Optional<String> step, List<Tally> tallies, String message) {
    return new RunEvent(
        at, RUN, new MigrationId("switch-embedder"), kind, step.map(StepId::new), tallies, message);
  }
}
