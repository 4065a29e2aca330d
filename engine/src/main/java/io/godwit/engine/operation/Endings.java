package io.godwit.engine.operation;

import io.godwit.api.run.Direction;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.target.TargetSnapshots;
import java.util.Optional;

/** Says how a run ended: what happened, what state everything is in, what to do next. */
final class Endings {

  private Endings() {}

  /**
   * The words; none for a run that has done what it should.
   *
   * @param version the version that is current now
   */
  static String message(RunRecord run, Optional<String> version) {
    String what = subject(run);
    String why = run.outcome().failure().map(Failure::toString).orElse("");
    String at =
        version.map(v -> "version " + v).orElse("no release, as before the first migration");
    return switch (run.state()) {
      case COMPLETED -> "";
      case FAILED -> failed(run, what, why, at);
      case ROLLED_BACK ->
          what
              + " failed: "
              + failedStep(run)
              + why
              + "\nAll targets are back as they were: "
              + at
              + ". Mend the cause and run the command again; `godwit show "
              + run.id()
              + "` tells the whole story.";
      case NEEDS_ATTENTION ->
          what
              + " needs your decision: "
              + why
              + "\nNothing else runs until then. `godwit show "
              + run.id()
              + "` tells what each target holds. Mend what is in the way and run `godwit resume`; or"
              + " do by hand what it could not do, and say so with `godwit resolve "
              + run.id()
              + " STEP --done`."
              + backup(run, version);
      default ->
          paused(run, what)
              .orElse(
                  what
                      + " was asked to stop and has stopped ("
                      + run.state().wire()
                      + "); run `godwit resume` to go on.");
    };
  }

  /** What a step has met that it could not get past; it may have been stopped while it tried. */
  private static Optional<String> paused(RunRecord run, String what) {
    return run.steps().stream()
        .filter(step -> step.intent().isPresent())
        .flatMap(step -> step.flags().failure().map(why -> step(run, step) + why).stream())
        .findFirst()
        .map(
            why ->
                what
                    + " has paused ("
                    + run.state().wire()
                    + "): "
                    + why
                    + "\nNothing was taken back, what is done is kept, and readers see the version"
                    + " before. Mend the cause, then run `godwit resume` to go on.");
  }

  /** What was captured first is a way out when nothing else is. */
  private static String backup(RunRecord run, Optional<String> version) {
    boolean captured =
        run.steps().stream()
            .anyMatch(step -> step.inputs().containsKey(TargetSnapshots.INPUT.name()));
    return captured
        ? " What it captured first can be brought back once you have: `godwit rollback --to "
            + version.orElse(Return.START)
            + " --strategy restore`."
        : "";
  }

  private static String failed(RunRecord run, String what, String why, String at) {
    return run.direction() == Direction.RETIRE
        ? what
            + " could not be finished: "
            + why
            + "\nNothing that is in use was touched: "
            + at
            + ". There is no way back behind it any more; run `godwit retire` again to free the"
            + " rest."
        : what + " was refused: " + why + "\nNothing was touched: " + at + ".";
  }

  private static String subject(RunRecord run) {
    String migration = run.plan().migration().value();
    return switch (run.direction()) {
      case UP -> "Migration " + migration;
      case DOWN -> "Going back from migration " + migration;
      case RESTORE -> "Restoring what was captured";
      case RETIRE -> "Retiring migration " + migration;
    };
  }

  private static String failedStep(RunRecord run) {
    return run.steps().stream()
        .filter(step -> step.flags().failure().equals(run.outcome().failure()))
        .filter(step -> step.flags().failure().isPresent())
        .findFirst()
        .map(step -> step(run, step))
        .orElse("");
  }

  private static String step(RunRecord run, StepRecord step) {
    return "step "
        + step.id()
        + " ("
        + run.plan().step(step.id()).use().type()
        + " on "
        + run.plan().step(step.id()).target()
        + "): ";
  }
}
