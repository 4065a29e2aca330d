package io.godwit.engine.run;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Finding.Severity;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.Entry.Ending;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.state.Commit;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes one run through its life, a tick at a time. A tick does at most one effect and then at most
 * one journal transaction; it has no thread, no clock and no chance of its own. A process that dies
 * between two ticks, or inside one, loses nothing: the next engine starts from the journal.
 *
 * <p><b>Intent before effect.</b> The transaction that records an outcome also records the intent
 * of what comes next. An engine carries out an effect only if it has itself just written the intent
 * (it is <i>armed</i>); an open intent of any other origin is looked at first. So an effect whose
 * answer was lost, in this process or in a dead one, is found out and never guessed.
 *
 * <p><b>Forward or back.</b> Before the pivot, what is rejected or fails too often sends the run
 * back. Going back, what fails too often leaves its step stuck, and the others are still taken
 * back.
 */
public final class RunEngine {

  private final StateStore store;
  private final Steps steps;
  private final Gates gates;
  private final Listener listener;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final RetryPolicy retries;
  private final RunId id;
  private final long token;

  private @Nullable RunRecord known;
  private boolean armed;
  private int gateFailures;

  /** Told what was recorded, after it was. */
  public interface Listener {
    /** These entries were added, and the run is now this. */
    void recorded(RunRecord run, List<Entry> entries, Instant at);
  }

  /**
   * What an engine works with.
   *
   * @param store where the journal is
   * @param steps the providers
   * @param gates what must hold before and after
   * @param listener is told what was recorded
   */
  public record Parts(StateStore store, Steps steps, Gates gates, Listener listener) {}

  /**
   * What an engine gets from outside so that it can be repeated exactly.
   *
   * @param clock the time
   * @param random chance, for the delays between attempts
   * @param retries how often and after how long an attempt is repeated
   */
  public record Surroundings(InstantSource clock, RandomGenerator random, RetryPolicy retries) {}

  /**
   * An engine for one run.
   *
   * @param token the fencing token of the lease under which it works
   */
  public RunEngine(RunId id, long token, Parts parts, Surroundings surroundings) {
    this.id = id;
    this.token = token;
    this.store = parts.store();
    this.steps = parts.steps();
    this.gates = parts.gates();
    this.listener = parts.listener();
    this.clock = surroundings.clock();
    this.random = surroundings.random();
    this.retries = surroundings.retries();
  }

  /**
   * Does the next thing.
   *
   * @throws GodwitException with LEASE_LOST when another engine has taken over; with
   *     STATE_UNREACHABLE when the state store does not answer: call again later, it reads what
   *     became of the last write
   */
  public Tick tick() {
    RunRecord run = run();
    Action action = Life.next(run);
    if (action instanceof Action.Enter enter) {
      return commit(run, new Entry.Entered(enter.state(), enter.why()));
    } else if (action instanceof Action.Validate) {
      return validate(run);
    } else if (action instanceof Action.Capture capture) {
      return capture(run, capture);
    } else if (action instanceof Action.Perform perform) {
      return perform(run, perform.step(), perform.verb());
    } else if (action instanceof Action.Verify verify) {
      return verify(run, verify.step());
    } else if (action instanceof Action.CheckAfter) {
      return checkAfter(run);
    } else if (action instanceof Action.Pivot) {
      return pivot(run);
    }
    return new Tick(run, Duration.ZERO);
  }

  /**
   * Takes up a run: reads its journal, and goes on only if it is whole and says what the run says.
   * One that needed attention goes back to the state in which it was before: a person has
   * presumably mended what was in the way.
   *
   * @throws GodwitException with STATE_DAMAGED if another hand has been at journal or run
   */
  public void reopen() {
    RunRecord run = run();
    List<JournalLine> journal = store.journal(id);
    demandTold(run, journal);
    if (run.state() == RunState.NEEDS_ATTENTION) {
      RunState before = RunState.ROLLING_BACK;
      for (JournalLine line : journal) {
        if (line.entry() instanceof Entry.Entered entered && !entered.state().isSettled()) {
          before = entered.state();
        }
      }
      commit(run, new Entry.Reopened(before));
    }
  }

  private static void demandTold(RunRecord run, List<JournalLine> journal) {
    RunRecord told = RunRecord.planned(run.head());
    for (JournalLine line : journal) {
      told = told.after(line.entry(), line.at());
    }
    if (!told.equals(run)) {
      throw new GodwitException(
          EngineError.STATE_DAMAGED,
          "Run "
              + run.id()
              + " is not what its journal tells: another hand has been at the state; nothing is"
              + " run from it. Restore the state store from a backup");
    }
  }

  private RunRecord run() {
    RunRecord run = known;
    if (run == null) {
      run =
          store
              .run(id)
              .orElseThrow(
                  () -> new GodwitException(EngineError.NO_SUCH_RUN, "There is no run " + id));
      known = run;
      armed = false;
    }
    return run;
  }

  private Tick validate(RunRecord run) {
    Gates.Verdict verdict = gates.before(run);
    RunState next = verdict.failure().isPresent() ? RunState.FAILED : RunState.PREPARING;
    return commit(run, verdict, next);
  }

  private Tick checkAfter(RunRecord run) {
    Gates.Verdict verdict;
    try {
      verdict = gates.after(run);
    } catch (GodwitException e) {
      return tryGateAgain(run, e.faults().get(0));
    }
    RunState next = verdict.failure().isPresent() ? RunState.ROLLING_BACK : RunState.COMMITTING;
    return commit(run, verdict, next);
  }

  private Tick commit(RunRecord run, Gates.Verdict verdict, RunState next) {
    List<Entry> entries = new ArrayList<>();
    verdict.warnings().forEach(warning -> entries.add(new Entry.Warned(warning)));
    entries.add(new Entry.Entered(next, verdict.failure()));
    return commit(run, entries, Optional.empty());
  }

  private Tick capture(RunRecord run, Action.Capture capture) {
    return steps
        .capture(run, capture.step(), capture.input())
        .fold(
            content ->
                commit(run, new Entry.Captured(capture.step(), capture.input().name(), content)),
            fault -> back(run, Failure.of(fault)),
            fault -> tryGateAgain(run, fault),
            fault -> tryGateAgain(run, fault));
  }

  /**
   * What has no intent of its own, because repeating it is safe, is tried again from where it was.
   */
  private Tick tryGateAgain(RunRecord run, Fault fault) {
    gateFailures++;
    return gateFailures < retries.attempts()
        ? new Tick(run, retries.delay(gateFailures, random))
        : back(run, Failure.of(fault));
  }

  private Tick back(RunRecord run, Failure why) {
    return commit(run, new Entry.Entered(RunState.ROLLING_BACK, Optional.of(why)));
  }

  private Tick perform(RunRecord run, StepId step, Verb verb) {
    if (!intends(run, step, verb)) {
      return commit(run, new Entry.Intended(step, verb));
    }
    Effect effect = Keys.effect(run, step, verb, token);
    if (!armed) {
      return look(run, effect);
    }
    armed = false;
    return steps
        .perform(run, effect)
        .fold(
            progress -> commit(run, new Entry.Progressed(step, verb, progress, false)),
            fault -> failed(run, effect, Ending.REJECTED, fault),
            fault -> failed(run, effect, Ending.RETRYABLE, fault),
            fault -> failed(run, effect, Ending.UNKNOWN, fault));
  }

  private static boolean intends(RunRecord run, StepId step, Verb verb) {
    return run.step(step).intent().filter(intent -> intent.verb() == verb).isPresent();
  }

  private Tick look(RunRecord run, Effect effect) {
    return steps
        .look(run, effect)
        .fold(
            absent -> nothingHappened(run, effect),
            present -> commit(run, found(effect, present.progress())),
            unclear -> unclear(run, effect, Failure.of(unclear.fault()), unclear.lookAgain()));
  }

  private static Entry found(Effect effect, Progress progress) {
    return new Entry.Progressed(effect.step(), effect.verb(), progress, true);
  }

  private Tick nothingHappened(RunRecord run, Effect effect) {
    StepRecord step = run.step(effect.step());
    Optional<Failure> last = step.flags().failure();
    if (failures(step) >= limit(run) && last.isPresent()) {
      return giveUp(run, effect, last.get(), List.of());
    }
    Tick tick = commit(run, new Entry.Looked(effect.step(), effect.verb(), Optional.empty()));
    armed = known != null;
    return tick;
  }

  private Tick unclear(RunRecord run, Effect effect, Failure failure, boolean lookAgain) {
    Entry looked = new Entry.Looked(effect.step(), effect.verb(), Optional.of(failure));
    int failures = failures(run.step(effect.step())) + 1;
    if (lookAgain && failures < retries.attempts()) {
      return wait(commit(run, looked), failures);
    }
    Failure why =
        new Failure(
            EngineError.OUTCOME_UNDECIDABLE.id(),
            "Whether step "
                + effect.step()
                + " did its "
                + effect.verb().name().toLowerCase(java.util.Locale.ROOT)
                + " cannot be found out: "
                + failure);
    RunState end = run.direction() == Direction.RETIRE ? RunState.FAILED : RunState.NEEDS_ATTENTION;
    return commit(run, List.of(looked, new Entry.Entered(end, Optional.of(why))), Optional.empty());
  }

  private Tick failed(RunRecord run, Effect effect, Ending ending, Fault fault) {
    Failure failure = Failure.of(fault);
    Entry entry = new Entry.Failed(effect.step(), effect.verb(), ending, failure);
    int failures = failures(run.step(effect.step())) + 1;
    boolean goingBack = run.state() == RunState.ROLLING_BACK;
    boolean useless =
        ending == Ending.REJECTED && (!goingBack || fault.code().kind() == ErrorKind.CONFLICT);
    boolean often = ending != Ending.UNKNOWN && failures >= limit(run);
    if (useless || often) {
      return giveUp(run, effect, failure, List.of(entry));
    }
    Tick tick = commit(run, entry);
    armed = ending != Ending.UNKNOWN && known != null;
    return wait(tick, failures);
  }

  private Tick giveUp(RunRecord run, Effect effect, Failure failure, List<Entry> before) {
    List<Entry> entries = new ArrayList<>(before);
    if (run.state() == RunState.ROLLING_BACK) {
      entries.add(new Entry.Stuck(effect.step(), failure));
    } else if (run.direction() == Direction.RETIRE) {
      entries.add(new Entry.Entered(RunState.FAILED, Optional.of(failure)));
    } else {
      entries.add(new Entry.Entered(RunState.ROLLING_BACK, Optional.of(failure)));
    }
    return commit(run, entries, Optional.empty());
  }

  private static int failures(StepRecord step) {
    return step.intent().map(StepRecord.Intent::failures).orElse(0);
  }

  private int limit(RunRecord run) {
    return run.state() == RunState.ROLLING_BACK ? retries.rollbackAttempts() : retries.attempts();
  }

  private Tick wait(Tick tick, int failures) {
    return new Tick(tick.run(), retries.delay(failures, random));
  }

  private Tick verify(RunRecord run, StepId step) {
    List<Entry> entries = new ArrayList<>();
    List<Finding> findings;
    try {
      findings = steps.verify(run, step);
    } catch (GodwitException e) {
      return tryGateAgain(run, e.faults().get(0));
    }
    findings.stream()
        .filter(finding -> finding.severity() == Severity.WARNING)
        .forEach(finding -> entries.add(new Entry.Warned("step " + step + ": " + said(finding))));
    Optional<Finding> error =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).findFirst();
    entries.add(
        error
            .<Entry>map(finding -> new Entry.Entered(RunState.ROLLING_BACK, why(step, finding)))
            .orElseGet(() -> new Entry.Verified(step)));
    return commit(run, entries, Optional.empty());
  }

  private static Optional<Failure> why(StepId step, Finding finding) {
    return Optional.of(
        new Failure(
            EngineError.VERIFICATION_FAILED.id(),
            "Step " + step + " does not hold: " + said(finding)));
  }

  private static String said(Finding finding) {
    return finding.suggestion().isEmpty()
        ? finding.message()
        : finding.message() + "; " + finding.suggestion();
  }

  private Tick pivot(RunRecord run) {
    Release release;
    Instant at = clock.instant();
    try {
      release = gates.release(run, at);
    } catch (GodwitException e) {
      return tryGateAgain(run, e.faults().get(0));
    }
    List<Entry> entries =
        List.of(
            new Entry.Pivoted(release.id()),
            new Entry.Entered(RunState.COMPLETED, Optional.empty()));
    return commit(run, entries, Optional.of(new Commit.Pivot(release, run.plan().route().basis())));
  }

  private Tick commit(RunRecord run, Entry entry) {
    return commit(run, List.of(entry), Optional.empty());
  }

  /** Records the entries, and with them whatever follows from them without an effect. */
  private Tick commit(RunRecord run, List<Entry> first, Optional<Commit.Pivot> pivot) {
    Instant at = clock.instant();
    List<Entry> entries = new ArrayList<>(first);
    RunRecord next = run.after(first, at);
    for (Optional<Entry> more = follows(next); more.isPresent(); more = follows(next)) {
      entries.add(more.get());
      next = next.after(more.get(), at);
    }
    known = null;
    armed = false;
    RunRecord recorded = store.commit(new Commit(run, entries, at, token, pivot));
    known = recorded;
    armed = arms(entries.get(entries.size() - 1));
    if (armed) {
      gateFailures = 0;
    }
    listener.recorded(recorded, entries, at);
    return new Tick(recorded, Duration.ZERO);
  }

  private static Optional<Entry> follows(RunRecord run) {
    Action action = Life.next(run);
    if (action instanceof Action.Enter enter) {
      return Optional.of(new Entry.Entered(enter.state(), enter.why()));
    }
    if (action instanceof Action.Perform perform && !intends(run, perform.step(), perform.verb())) {
      return Optional.of(new Entry.Intended(perform.step(), perform.verb()));
    }
    return Optional.empty();
  }

  private static boolean arms(Entry last) {
    return last instanceof Entry.Intended
        || (last instanceof Entry.Progressed gone && !gone.progress().complete());
  }
}
