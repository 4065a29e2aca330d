package io.godwit.engine.run;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.run.RunState;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a run passes between its effects: the gates, the captures, the verification, the pivot. */
final class Passage {

  private static final Duration LOOKING = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Steps steps;
  private final Gates gates;
  private final RandomGenerator random;
  private final RetryPolicy retries;
  private int failures;

  Passage(Ledger ledger, RunEngine.Parts parts, RunEngine.Surroundings surroundings) {
    this.ledger = ledger;
    this.steps = parts.steps();
    this.gates = parts.gates();
    this.random = surroundings.random();
    this.retries = surroundings.retries();
  }

  /** Looks whether the run can be done; that it looks is on record together with what it saw. */
  Tick validate(RunRecord run) {
    List<Entry> entries = new ArrayList<>();
    if (run.state() == RunState.PENDING) {
      entries.add(new Entry.Entered(RunState.VALIDATING, Optional.empty()));
    }
    Gates.Verdict verdict = gates.before(run);
    RunState next = verdict.failure().isPresent() ? RunState.FAILED : RunState.PREPARING;
    entries.addAll(passed(verdict, next));
    return through(run, entries, Optional.empty());
  }

  private List<Entry> checkAfter(RunRecord run) {
    Gates.Verdict verdict = gates.after(run);
    boolean failed = verdict.failure().isPresent();
    return passed(verdict, failed ? RunState.ROLLING_BACK : RunState.COMMITTING);
  }

  private static List<Entry> passed(Gates.Verdict verdict, RunState next) {
    List<Entry> entries = new ArrayList<>();
    verdict.warnings().forEach(warning -> entries.add(new Entry.Warned(warning)));
    entries.add(new Entry.Entered(next, verdict.failure()));
    return entries;
  }

  private Tick through(RunRecord run, List<Entry> entries, Optional<Commit.Pivot> pivot) {
    failures = 0;
    return ledger.commit(run, entries, pivot);
  }

  Tick capture(RunRecord run, Action.Capture capture) {
    return steps
        .capture(run, capture.step(), capture.input())
        .fold(
            content ->
                through(
                    run,
                    List.of(new Entry.Captured(capture.step(), capture.input().name(), content)),
                    Optional.empty()),
            fault -> back(run, Failure.of(fault)),
            fault -> tryGateAgain(run, fault),
            fault -> tryGateAgain(run, fault));
  }

  /**
   * What has no intent of its own, because repeating it is safe, is tried again from where it was.
   */
  private Tick tryGateAgain(RunRecord run, Fault fault) {
    failures++;
    if (failures >= retries.attempts()) {
      return back(run, Failure.of(fault));
    }
    Tick tick =
        failures == 1
            ? ledger.commit(run, new Entry.Warned(fault + "; it is tried again"))
            : new Tick(run);
    return new Tick(tick.run(), retries.delay(failures, false, fault.code().kind(), random), 0);
  }

  private Tick back(RunRecord run, Failure why) {
    return ledger.commit(run, new Entry.Entered(RunState.ROLLING_BACK, Optional.of(why)));
  }

  /**
   * Looks at what was done until a second has passed: verifies the steps, asks the checks after,
   * and what the targets hold now; and records that in one go, with the pivot if the way to it is
   * free. To look is no effect, so that nothing is lost when it has to be done again.
   */
  Tick look(RunRecord run) {
    return look(run, List.of(), ledger.now());
  }

  /**
   * Records what came of an effect. If there is nothing more to do than to look at it, and the
   * effect took less than a second, so does that, and all is recorded in one go: should the process
   * die meanwhile, the receipt of the effect says what this entry would have said.
   *
   * @param begun when the effect was begun
   */
  Tick onward(RunRecord run, Entry outcome, Instant begun) {
    List<Entry> entries = ledger.withFollowing(run, List.of(outcome), begun);
    return isLook(Life.next(run.after(entries, begun))) && isShort(begun)
        ? look(run, entries, begun)
        : ledger.commit(run, outcome);
  }

  private boolean isShort(Instant begun) {
    return ledger.now().isBefore(begun.plus(LOOKING));
  }

  private Tick look(RunRecord run, List<Entry> first, Instant begun) {
    List<Entry> entries = new ArrayList<>(first);
    Optional<Commit.Pivot> pivot = Optional.empty();
    RunRecord next = run.after(first, begun);
    try {
      do {
        pivot = pivot(next);
        List<Entry> found = pivot.isPresent() ? pivoted(pivot.get()) : seen(next);
        entries.addAll(found);
        next = next.after(found, begun);
      } while (isLook(Life.next(next)) && isShort(begun));
    } catch (GodwitException e) {
      if (entries.isEmpty()) {
        return tryGateAgain(run, e.faults().get(0));
      }
    }
    return through(run, entries, pivot);
  }

  /** Whether it is to look at something, or to record what was seen as the release. */
  static boolean isLook(Action action) {
    return action instanceof Action.Verify
        || action instanceof Action.CheckAfter
        || action instanceof Action.Pivot;
  }

  private List<Entry> seen(RunRecord run) {
    return Life.next(run) instanceof Action.Verify verify
        ? Findings.entries(verify.step(), steps.verify(run, verify.step()))
        : checkAfter(run);
  }

  private Optional<Commit.Pivot> pivot(RunRecord run) {
    return Life.next(run) instanceof Action.Pivot
        ? Optional.of(
            new Commit.Pivot(gates.release(run, ledger.now()), run.plan().route().basis()))
        : Optional.empty();
  }

  private static List<Entry> pivoted(Commit.Pivot pivot) {
    return List.of(
        new Entry.Pivoted(pivot.release().id()),
        new Entry.Entered(RunState.COMPLETED, Optional.empty()));
  }
}
