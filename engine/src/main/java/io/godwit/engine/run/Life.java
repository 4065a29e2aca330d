package io.godwit.engine.run;

import io.godwit.api.name.StepId;
import io.godwit.api.run.Direction;
import io.godwit.api.run.RunState;
import io.godwit.api.run.StepState;
import io.godwit.api.step.Input;
import io.godwit.api.step.Verb;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state machine of a run: what comes next is a function of the run alone. What the outcome of
 * an action changes is {@link RunRecord#after}; how an action is carried out is {@link RunEngine}.
 *
 * <pre>
 * PENDING ─ VALIDATING ─ PREPARING ─ EXECUTING ─ VERIFYING ─ COMMITTING ─(pivot)→ COMPLETED
 *               │            └───────────┴──────────┴────────────┴─→ ROLLING_BACK → ROLLED_BACK
 *             FAILED                                                      └─────→ NEEDS_ATTENTION
 * </pre>
 *
 * <p>A run up applies its steps in order, side by side where they do not wait for one another, and
 * takes them back in reverse, as {@link FrozenPlan#backward} has it; a run down undoes them so and,
 * when that fails, applies and publishes them again in order. Both leave a step that they have not
 * touched alone. A run that retires has no way back and no pivot: when it cannot go on, it fails,
 * and the next one goes on where it was.
 */
final class Life {

  private Life() {}

  static Action next(RunRecord run) {
    return switch (run.state()) {
      case PENDING, VALIDATING -> new Action.Validate();
      case PREPARING -> capture(run).orElseGet(() -> new Action.Enter(RunState.EXECUTING));
      case EXECUTING -> forward(run).orElseGet(() -> new Action.Enter(afterwards(run)));
      case VERIFYING -> verify(run);
      case COMMITTING -> publish(run).orElseGet(Action.Pivot::new);
      case ROLLING_BACK -> backward(run).orElseGet(() -> settle(run));
      case COMPLETED, FAILED, ROLLED_BACK, NEEDS_ATTENTION -> new Action.Rest();
    };
  }

  private static Optional<Action> capture(RunRecord run) {
    if (!run.direction().appliesSteps()) {
      return Optional.empty();
    }
    for (FrozenStep step : run.plan().steps()) {
      for (Input input : step.inputs()) {
        if (!run.step(step.id()).inputs().containsKey(input.name())) {
          return Optional.of(new Action.Capture(step.id(), input));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Action> forward(RunRecord run) {
    return switch (run.direction()) {
      case UP, RESTORE ->
          ready(run).stream().findFirst().map(id -> new Action.Perform(id, Verb.APPLY));
      case DOWN -> first(backwards(run), StepState.UNDONE, Verb.UNDO);
      case RETIRE -> first(run.steps(), StepState.RETIRED, Verb.RETIRE);
    };
  }

  /** The steps of a run up that can be applied now: they wait for nothing that is not applied. */
  static List<StepId> ready(RunRecord run) {
    Set<StepId> applied = new HashSet<>();
    for (StepRecord step : run.steps()) {
      if (step.state() == StepState.APPLIED) {
        applied.add(step.id());
      }
    }
    return run.plan().steps().stream()
        .filter(step -> !applied.contains(step.id()))
        .filter(step -> applied.containsAll(step.terms().after()))
        .map(FrozenStep::id)
        .toList();
  }

  /** The steps to which the same can be done meanwhile, that one among them. */
  static List<StepId> beside(RunRecord run, Action.Perform perform) {
    return run.state() == RunState.EXECUTING && run.direction() == Direction.UP
        ? ready(run)
        : List.of(perform.step());
  }

  private static Optional<Action> first(List<StepRecord> steps, StepState done, Verb verb) {
    return steps.stream()
        .filter(step -> step.state() != done)
        .findFirst()
        .map(step -> new Action.Perform(step.id(), verb));
  }

  private static RunState afterwards(RunRecord run) {
    return run.direction() == Direction.RETIRE ? RunState.COMPLETED : RunState.VERIFYING;
  }

  private static Action verify(RunRecord run) {
    if (run.direction() == Direction.DOWN) {
      return new Action.CheckAfter();
    }
    return run.steps().stream()
        .filter(step -> !step.flags().verified())
        .findFirst()
        .<Action>map(step -> new Action.Verify(step.id()))
        .orElseGet(Action.CheckAfter::new);
  }

  private static Optional<Action> publish(RunRecord run) {
    if (run.direction() == Direction.DOWN) {
      return Optional.empty();
    }
    return run.plan().steps().stream()
        .filter(step -> step.conduct().publishes())
        .map(step -> run.step(step.id()))
        .filter(step -> step.state() != StepState.PUBLISHED)
        .findFirst()
        .map(step -> new Action.Perform(step.id(), Verb.PUBLISH));
  }

  private static Optional<Action> backward(RunRecord run) {
    return run.direction().appliesSteps() ? takeBack(run) : bringBack(run);
  }

  private static Optional<Action> takeBack(RunRecord run) {
    return backwards(run).stream()
        .filter(step -> step.state() != StepState.PENDING)
        .filter(step -> step.state() != StepState.UNDONE && step.state() != StepState.STUCK)
        .findFirst()
        .map(step -> new Action.Perform(step.id(), Verb.UNDO));
  }

  private static Optional<Action> bringBack(RunRecord run) {
    for (FrozenStep step : run.plan().steps()) {
      StepState state = run.step(step.id()).state();
      if (state != run.untouched(step) && state != StepState.STUCK) {
        boolean applied = state == StepState.APPLIED || state == StepState.PUBLISHING;
        return Optional.of(new Action.Perform(step.id(), applied ? Verb.PUBLISH : Verb.APPLY));
      }
    }
    return Optional.empty();
  }

  private static Action settle(RunRecord run) {
    List<StepId> stuck =
        run.steps().stream()
            .filter(step -> step.state() == StepState.STUCK)
            .map(StepRecord::id)
            .toList();
    if (stuck.isEmpty()) {
      return new Action.Enter(RunState.ROLLED_BACK);
    }
    String names = stuck.stream().map(StepId::value).collect(Collectors.joining(", "));
    return new Action.Enter(
        RunState.NEEDS_ATTENTION,
        Optional.of(new Failure("GW-213", "These steps could not be taken back: " + names)));
  }

  private static List<StepRecord> backwards(RunRecord run) {
    return run.plan().backward().stream().map(step -> run.step(step.id())).toList();
  }
}
