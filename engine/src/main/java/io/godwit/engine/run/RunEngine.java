package io.godwit.engine.run;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Effect;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
 * <p><b>Side by side.</b> Steps that do not wait for one another are begun one tick after the
 * other, and a tick that finds nothing to begin waits for the next outcome. Everything but the
 * effects themselves stays on one thread. When one of them fails for good, the others are waited
 * for before the run goes back.
 *
 * <p><b>Forward or back.</b> Before the pivot, what is rejected or fails too often sends the run
 * back. Going back, what fails too often leaves its step stuck, and the others are still taken
 * back.
 */
public final class RunEngine {

  private static final Duration LOOKING = Duration.ofSeconds(1);

  private final StateStore store;
  private final Steps steps;
  private final Gates gates;
  private final Listener listener;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final RetryPolicy retries;
  private final Crew crew;
  private final RunId id;
  private final long token;
  private final Hands hands = new Hands();

  private @Nullable RunRecord known;
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
   * @param crew carries out effects that run side by side
   */
  public record Surroundings(
      InstantSource clock, RandomGenerator random, RetryPolicy retries, Crew crew) {}

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
    this.crew = surroundings.crew();
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
    if (isSideBySide(run)) {
      return sideBySide(run);
    }
    Action action = Life.next(run);
    if (action instanceof Action.Enter enter) {
      return commit(run, new Entry.Entered(enter.state(), enter.why()));
    } else if (action instanceof Action.Validate) {
      return validate(run);
    } else if (action instanceof Action.Capture capture) {
      return capture(run, capture);
    } else if (action instanceof Action.Perform perform) {
      return perform(run, perform.step(), perform.verb());
    } else if (action instanceof Action.Verify) {
      return verify(run);
    } else if (action instanceof Action.CheckAfter) {
      return checkAfter(run);
    } else if (action instanceof Action.Pivot) {
      return pivot(run);
    }
    return new Tick(run);
  }

  /** Begins nothing more beside what is under way: a person wants to stop. */
  public void hold() {
    hands.hold();
  }

  /** Waits for what is under way, whatever comes of it: the engine has failed. */
  public void letEnd() {
    while (hands.underWay() > 0) {
      hands.end(crew.next().effect().step());
    }
  }

  private boolean isSideBySide(RunRecord run) {
    return run.state() == RunState.EXECUTING
        && run.direction() == Direction.UP
        && (hands.underWay() > 0 || hands.ending().isPresent() || Life.ready(run).size() > 1);
  }

  private Tick sideBySide(RunRecord run) {
    Instant now = clock.instant();
    List<StepId> idle =
        hands.mayBegin()
            ? Life.ready(run).stream().filter(step -> !hands.isUnderWay(step)).toList()
            : List.of();
    Optional<StepId> next =
        idle.stream().filter(step -> !hands.rest(step).orElse(now).isAfter(now)).findFirst();
    if (next.isPresent()) {
      return begin(run, next.get());
    }
    if (hands.underWay() > 0) {
      Crew.Outcome outcome = crew.next();
      hands.end(outcome.effect().step());
      return ended(run, outcome.effect(), outcome.attempt());
    }
    if (hands.ending().isPresent()) {
      return commit(run, hands.ending().get());
    }
    return new Tick(
        run,
        idle.stream()
            .map(step -> Duration.between(now, hands.rest(step).orElse(now)))
            .min(Comparator.naturalOrder())
            .orElse(Duration.ZERO),
        0);
  }

  private Tick begin(RunRecord run, StepId step) {
    if (!intends(run, step, Verb.APPLY)) {
      return commit(run, new Entry.Intended(step, Verb.APPLY));
    }
    Effect effect = Keys.effect(run, step, Verb.APPLY, token);
    if (!hands.isArmed(step)) {
      return look(run, effect);
    }
    Instant now = clock.instant();
    Instant deadline = hands.deadline(run, step, Verb.APPLY, now);
    if (!now.isBefore(deadline)) {
      return failed(run, effect, Ending.REJECTED, tooLate(run, effect));
    }
    hands.begin(step);
    crew.begin(effect, () -> steps.perform(run, effect, deadline));
    return new Tick(run, Duration.ZERO, hands.underWay());
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
      hands.disarmAll();
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
    if (gateFailures >= retries.attempts()) {
      return back(run, Failure.of(fault));
    }
    Tick tick =
        gateFailures == 1
            ? commit(run, new Entry.Warned(fault + "; it is tried again"))
            : new Tick(run);
    return new Tick(tick.run(), delay(run, gateFailures, fault.code().kind()), 0);
  }

  private Tick back(RunRecord run, Failure why) {
    return commit(run, new Entry.Entered(RunState.ROLLING_BACK, Optional.of(why)));
  }

  private Tick perform(RunRecord run, StepId step, Verb verb) {
    if (!intends(run, step, verb)) {
      return commit(run, new Entry.Intended(step, verb));
    }
    Effect effect = Keys.effect(run, step, verb, token);
    if (!hands.isArmed(step)) {
      return look(run, effect);
    }
    Instant now = clock.instant();
    Instant deadline = hands.deadline(run, step, verb, now);
    if (!now.isBefore(deadline)) {
      return failed(run, effect, Ending.REJECTED, tooLate(run, effect));
    }
    hands.disarm(step);
    return ended(run, effect, steps.perform(run, effect, deadline));
  }

  private static Fault tooLate(RunRecord run, Effect effect) {
    StepRecord step = run.step(effect.step());
    return Fault.of(
        EngineError.TIME_IS_UP,
        "Step "
            + effect.step()
            + " did not end its "
            + word(effect.verb())
            + " within "
            + run.plan().step(effect.step()).terms().timeout()
            + step.flags().failure().map(last -> "; at last: " + last).orElse(""));
  }

  private Tick ended(RunRecord run, Effect effect, Attempt<Progress> attempt) {
    return attempt.fold(
        progress ->
            commit(run, new Entry.Progressed(effect.step(), effect.verb(), progress, false)),
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
    hands.arm(effect.step());
    return tick;
  }

  private Tick unclear(RunRecord run, Effect effect, Failure failure, boolean lookAgain) {
    Entry looked = new Entry.Looked(effect.step(), effect.verb(), Optional.of(failure));
    int failures = failures(run.step(effect.step())) + 1;
    if (lookAgain && failures < retries.attempts()) {
      return wait(commit(run, looked), effect, delay(run, failures, ErrorKind.EXTERNAL));
    }
    Failure why =
        new Failure(
            EngineError.OUTCOME_UNDECIDABLE.id(),
            "Whether step "
                + effect.step()
                + " did its "
                + word(effect.verb())
                + " cannot be found out: "
                + failure);
    RunState end = run.direction() == Direction.RETIRE ? RunState.FAILED : RunState.NEEDS_ATTENTION;
    return end(run, List.of(looked), new Entry.Entered(end, Optional.of(why)));
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
    if (ending != Ending.UNKNOWN) {
      hands.arm(effect.step());
    }
    return wait(tick, effect, delay(run, failures, fault.code().kind()));
  }

  private Tick giveUp(RunRecord run, Effect effect, Failure failure, List<Entry> before) {
    if (run.state() == RunState.ROLLING_BACK) {
      return end(run, before, new Entry.Stuck(effect.step(), failure));
    }
    RunState next = run.direction() == Direction.RETIRE ? RunState.FAILED : RunState.ROLLING_BACK;
    return end(run, before, new Entry.Entered(next, Optional.of(failure)));
  }

  /** Records the last entry when nothing is under way any more. */
  private Tick end(RunRecord run, List<Entry> before, Entry last) {
    if (hands.underWay() == 0) {
      List<Entry> entries = new ArrayList<>(before);
      entries.add(last);
      return commit(run, entries, Optional.empty());
    }
    hands.endWith(last);
    return before.isEmpty()
        ? new Tick(run, Duration.ZERO, hands.underWay())
        : commit(run, before, Optional.empty());
  }

  private static int failures(StepRecord step) {
    return step.intent().map(StepRecord.Intent::failures).orElse(0);
  }

  private int limit(RunRecord run) {
    return run.state() == RunState.ROLLING_BACK ? retries.rollbackAttempts() : retries.attempts();
  }

  private Duration delay(RunRecord run, int failures, ErrorKind kind) {
    return retries.delay(failures, run.state() == RunState.ROLLING_BACK, kind, random);
  }

  /** Among several, one that has to wait keeps nobody else waiting. */
  private Tick wait(Tick tick, Effect effect, Duration pause) {
    if (!isSideBySide(tick.run())) {
      return new Tick(tick.run(), pause, 0);
    }
    hands.restUntil(effect.step(), clock.instant().plus(pause));
    return tick;
  }

  private static String word(Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Verifies steps until a second has passed, and records that in one go: to verify is to look, so
   * that nothing is lost when it has to be done again.
   */
  private Tick verify(RunRecord run) {
    List<Entry> entries = new ArrayList<>();
    Instant until = clock.instant().plus(LOOKING);
    RunRecord next = run;
    Optional<Fault> silence = Optional.empty();
    while (silence.isEmpty()
        && Life.next(next) instanceof Action.Verify look
        && (entries.isEmpty() || clock.instant().isBefore(until))) {
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
        : commit(run, entries, Optional.empty());
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
    boolean onward = next.state() != RunState.EXECUTING || hands.mayBegin();
    for (Optional<Entry> more = follows(next); onward && more.isPresent(); more = follows(next)) {
      entries.add(more.get());
      next = next.after(more.get(), at);
    }
    known = null;
    RunRecord recorded = store.commit(new Commit(run, entries, at, token, pivot));
    known = recorded;
    hands.arm(entries);
    if (entries.get(entries.size() - 1) instanceof Entry.Intended) {
      gateFailures = 0;
    }
    listener.recorded(recorded, entries, at);
    return new Tick(recorded, Duration.ZERO, hands.underWay());
  }

  private static Optional<Entry> follows(RunRecord run) {
    Action action = Life.next(run);
    if (action instanceof Action.Enter enter) {
      return Optional.of(new Entry.Entered(enter.state(), enter.why()));
    }
    return action instanceof Action.Perform perform
        ? Life.beside(run, perform).stream()
            .filter(step -> !intends(run, step, perform.verb()))
            .findFirst()
            .map(step -> new Entry.Intended(step, perform.verb()))
        : Optional.empty();
  }
}
