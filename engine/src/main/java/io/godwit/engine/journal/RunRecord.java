package io.godwit.engine.journal;

import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.Direction;
import io.godwit.api.run.RunState;
import io.godwit.api.run.StepState;
import io.godwit.api.step.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A run: its plan, and what the journal has made of it.
 *
 * @param head what never changes
 * @param version how many entries the journal has; a commit names the version that it goes on from,
 *     so that two writers cannot both go on from the same
 * @param state where it is in its life
 * @param times when it began and when it was settled
 * @param steps its steps, in the plan's order
 * @param outcome why it failed, what was noticed, which release it made
 */
public record RunRecord(
    Head head, long version, RunState state, Times times, List<StepRecord> steps, Outcome outcome) {

  /**
   * What never changes in a run.
   *
   * @param id its id
   * @param plan what it executes
   * @param planHash the digest of the plan's text
   * @param engine who began it: user, host, process
   * @param createdAt when it was planned
   */
  public record Head(
      RunId id, FrozenPlan plan, Digest planHash, String engine, Instant createdAt) {}

  /** When a run left PENDING, and when it was settled. */
  public record Times(Optional<Instant> startedAt, Optional<Instant> settledAt) {}

  /** Why a run failed, what was noticed on the way, and the release that it made. */
  public record Outcome(
      Optional<Failure> failure, List<String> warnings, Optional<ReleaseId> release) {
    /** Copies the list. */
    public Outcome {
      warnings = List.copyOf(warnings);
    }
  }

  /** Copies the list. */
  public RunRecord {
    steps = List.copyOf(steps);
  }

  /** A run that has only been planned. */
  public static RunRecord planned(Head head) {
    List<StepRecord> steps = new ArrayList<>();
    for (FrozenStep step : head.plan().steps()) {
      steps.add(StepRecord.fresh(step.id(), untouched(head.plan(), step)));
    }
    return new RunRecord(
        head,
        0,
        RunState.PENDING,
        new Times(Optional.empty(), Optional.empty()),
        steps,
        new Outcome(Optional.empty(), List.of(), Optional.empty()));
  }

  /** The state of a step to which this run has done nothing. */
  public StepState untouched(FrozenStep step) {
    return untouched(head.plan(), step);
  }

  private static StepState untouched(FrozenPlan plan, FrozenStep step) {
    if (plan.route().direction() != Direction.DOWN) {
      return StepState.PENDING;
    }
    return step.conduct().publishes() ? StepState.PUBLISHED : StepState.APPLIED;
  }

  /** The run's id. */
  public RunId id() {
    return head.id();
  }

  /** The run's plan. */
  public FrozenPlan plan() {
    return head.plan();
  }

  /** Which way the run goes. */
  public Direction direction() {
    return head.plan().route().direction();
  }

  /** For a run that retires: the run whose return it makes impossible. */
  public Optional<RunId> retires() {
    return direction() == Direction.RETIRE
        ? plan().route().origin().map(FrozenPlan.Origin::run)
        : Optional.empty();
  }

  /** What is not applied any more once the run has made its release. */
  public List<MigrationId> takesBack() {
    return switch (direction()) {
      case DOWN -> List.of(plan().migration());
      case RESTORE -> restored().map(FrozenPlan.Lost::migration).toList();
      case UP, RETIRE -> List.of();
    };
  }

  /** For a run that restores: the runs whose migrations it takes back. */
  public Stream<FrozenPlan.Lost> restored() {
    return plan().route().restored().stream().flatMap(to -> to.takesBack().stream());
  }

  /** The step of that id. */
  public StepRecord step(StepId id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the run has no step " + id));
  }

  /** The run after all of these entries, which were written at that moment. */
  public RunRecord after(List<Entry> entries, Instant at) {
    RunRecord run = this;
    for (Entry entry : entries) {
      run = run.after(entry, at);
    }
    return run;
  }

  /** The run after one more entry. */
  public RunRecord after(Entry entry, Instant at) {
    RunRecord next = new RunRecord(head, version + 1, state, times, steps, outcome);
    if (entry instanceof Entry.Entered entered) {
      return next.entered(entered, at);
    } else if (entry instanceof Entry.Captured captured) {
      return next.with(captured.step(), s -> s.captured(captured.input(), captured.content()));
    } else if (entry instanceof Entry.Intended intended) {
      return next.with(intended.step(), s -> s.intending(intended.verb()));
    } else if (entry instanceof Entry.Progressed gone) {
      return next.with(gone.step(), s -> s.progressed(gone.verb(), gone.progress()));
    } else if (entry instanceof Entry.Failed failed) {
      return next.with(failed.step(), s -> s.failed(failed.failure()));
    } else if (entry instanceof Entry.Looked looked) {
      return looked.unclear().map(f -> next.with(looked.step(), s -> s.failed(f))).orElse(next);
    } else if (entry instanceof Entry.Verified verified) {
      return next.with(verified.step(), StepRecord::verified);
    } else if (entry instanceof Entry.Stuck stuck) {
      return next.with(stuck.step(), s -> s.stuck(stuck.failure()));
    } else if (entry instanceof Entry.Resolved resolved) {
      return next.resolved(resolved);
    } else if (entry instanceof Entry.Reopened reopened) {
      return next.reopened(reopened.state());
    } else if (entry instanceof Entry.Accepted) {
      return next;
    } else if (entry instanceof Entry.Warned warned) {
      List<String> warnings = new ArrayList<>(outcome.warnings());
      warnings.add(warned.message());
      return next.with(new Outcome(outcome.failure(), warnings, outcome.release()));
    } else if (entry instanceof Entry.Pivoted pivoted) {
      return next.with(
          new Outcome(outcome.failure(), outcome.warnings(), Optional.of(pivoted.release())));
    }
    throw new IllegalArgumentException("no run follows from " + entry);
  }

  private RunRecord entered(Entry.Entered entered, Instant at) {
    Times then =
        new Times(
            times.startedAt().or(() -> Optional.of(at)),
            entered.state().isSettled() ? Optional.of(at) : Optional.empty());
    Outcome out =
        new Outcome(outcome.failure().or(entered::why), outcome.warnings(), outcome.release());
    return new RunRecord(head, version, entered.state(), then, steps, out);
  }

  private RunRecord reopened(RunState to) {
    StepState trying = direction().appliesSteps() ? StepState.UNDOING : StepState.APPLYING;
    return new RunRecord(
        head,
        version,
        to,
        new Times(times.startedAt(), Optional.empty()),
        steps.stream().map(step -> step.retried(trying)).toList(),
        outcome);
  }

  /** A person's word is as good as a look at the target. */
  private RunRecord resolved(Entry.Resolved resolved) {
    StepId id = resolved.step();
    Verb verb = step(id).intent().map(StepRecord.Intent::verb).orElse(stuckIn());
    StepState untouched = untouched(plan().step(id));
    return with(
        id,
        s ->
            resolved.happened()
                ? s.done(verb, verb == Verb.APPLY && direction() == Direction.DOWN, untouched)
                : s.notBegun(verb));
  }

  /** What a stuck step could not do. */
  private Verb stuckIn() {
    return direction().appliesSteps() ? Verb.UNDO : Verb.APPLY;
  }

  private RunRecord with(StepId id, UnaryOperator<StepRecord> change) {
    List<StepRecord> all = new ArrayList<>(steps);
    all.replaceAll(step -> step.id().equals(id) ? change.apply(step) : step);
    return new RunRecord(head, version, state, times, all, outcome);
  }

  private RunRecord with(Outcome other) {
    return new RunRecord(head, version, state, times, steps, other);
  }
}
