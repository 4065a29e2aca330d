package io.godwit.engine.run;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Release;
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

  Tick validate(RunRecord run) {
    Gates.Verdict verdict = gates.before(run);
    RunState next = verdict.failure().isPresent() ? RunState.FAILED : RunState.PREPARING;
    return passed(run, verdict, next);
  }

  Tick checkAfter(RunRecord run) {
    Gates.Verdict verdict;
    try {
      verdict = gates.after(run);
    } catch (GodwitException e) {
      return tryGateAgain(run, e.faults().get(0));
    }
    RunState next = verdict.failure().isPresent() ? RunState.ROLLING_BACK : RunState.COMMITTING;
    return passed(run, verdict, next);
  }

  private Tick passed(RunRecord run, Gates.Verdict verdict, RunState next) {
    List<Entry> entries = new ArrayList<>();
    verdict.warnings().forEach(warning -> entries.add(new Entry.Warned(warning)));
    entries.add(new Entry.Entered(next, verdict.failure()));
    return through(run, entries, Optional.empty());
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
   * Verifies steps until a second has passed, and records that in one go: to verify is to look, so
   * that nothing is lost when it has to be done again.
   */
  Tick verify(RunRecord run) {
    List<Entry> entries = new ArrayList<>();
    Instant until = ledger.now().plus(LOOKING);
    RunRecord next = run;
    Optional<Fault> silence = Optional.empty();
    while (silence.isEmpty()
        && Life.next(next) instanceof Action.Verify look
        && (entries.isEmpty() || ledger.now().isBefore(until))) {
      try {
        List<Entry> found = Findings.entries(look.step(), steps.verify(run, look.step()));
        entries.addAll(found);
        next = next.after(found, until);
      } catch (GodwitException e) {
        silence = Optional.of(e.faults().get(0));
      }
    }
    return silence.isPresent() && entries.isEmpty()
        ? tryGateAgain(run, silence.get())
        : through(run, entries, Optional.empty());
  }

  Tick pivot(RunRecord run) {
    Release release;
    Instant at = ledger.now();
    try {
      release = gates.release(run, at);
    } catch (GodwitException e) {
      return tryGateAgain(run, e.faults().get(0));
    }
    List<Entry> entries =
        List.of(
            new Entry.Pivoted(release.id()),
            new Entry.Entered(RunState.COMPLETED, Optional.empty()));
    return through(
        run, entries, Optional.of(new Commit.Pivot(release, run.plan().route().basis())));
  }
}
