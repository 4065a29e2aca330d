package io.godwit.engine.run;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.Direction;
import io.godwit.api.run.RunState;
import io.godwit.api.run.StepState;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.Entry.Ending;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How effects begin and end: intent, attempt, outcome; what is not known is looked at, what failed
 * is tried again or given up.
 */
final class EffectLife {

  private final Ledger ledger;
  private final Hands hands;
  private final Passage passage;
  private final Steps steps;
  private final RandomGenerator random;
  private final RetryPolicy retries;
  private final Crew crew;

  EffectLife(Ledger ledger, Passage passage, Steps steps, RunEngine.Surroundings surroundings) {
    this.ledger = ledger;
    this.passage = passage;
    this.hands = ledger.hands();
    this.steps = steps;
    this.random = surroundings.random();
    this.retries = surroundings.retries();
    this.crew = surroundings.crew();
  }

  /** Waits for what is under way, whatever comes of it: the engine has failed. */
  void letEnd() {
    while (hands.underWay() > 0) {
      hands.end(crew.next().effect().step());
    }
  }

  boolean isSideBySide(RunRecord run) {
    return run.state() == RunState.EXECUTING
        && run.direction() == Direction.UP
        && (hands.underWay() > 0 || hands.ending().isPresent() || Life.ready(run).size() > 1);
  }

  Tick sideBySide(RunRecord run) {
    Instant now = ledger.now();
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
      return ledger.commit(run, hands.ending().get());
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
    if (!Ledger.intends(run, step, Verb.APPLY)) {
      return ledger.commit(run, new Entry.Intended(step, Verb.APPLY));
    }
    Effect effect = ledger.effect(run, step, Verb.APPLY);
    if (!hands.isArmed(step)) {
      return look(run, effect);
    }
    Instant now = ledger.now();
    Instant deadline = hands.deadline(run, step, Verb.APPLY, now);
    if (!now.isBefore(deadline)) {
      return failed(run, effect, Ending.REJECTED, tooLate(run, effect));
    }
    hands.begin(step);
    crew.begin(effect, () -> steps.perform(run, effect, deadline));
    return new Tick(run, Duration.ZERO, hands.underWay());
  }

  Tick perform(RunRecord run, StepId step, Verb verb) {
    if (!Ledger.intends(run, step, verb)) {
      return ledger.commit(run, new Entry.Intended(step, verb));
    }
    Effect effect = ledger.effect(run, step, verb);
    if (!hands.isArmed(step)) {
      return look(run, effect);
    }
    Instant now = ledger.now();
    Instant deadline = hands.deadline(run, step, verb, now);
    if (!now.isBefore(deadline)) {
      return failed(run, effect, Ending.REJECTED, tooLate(run, effect));
    }
    hands.disarm(step);
    Attempt<Progress> attempt = steps.perform(run, effect, deadline);
    return attempt instanceof Attempt.Done<Progress> done && isCertain(run, effect)
        ? passage.onward(run, progressed(effect, done.value(), false), now)
        : ended(run, effect, attempt);
  }

  /** Whether what became of the effect can be read at its target at any time. */
  private static boolean isCertain(RunRecord run, Effect effect) {
    return switch (run.plan().step(effect.step()).conduct().landing()) {
      case STATE, RECEIPT -> true;
      case LOOK, BLIND -> false;
    };
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
            + run.plan().step(effect.step()).terms().limit()
            + step.flags().failure().map(last -> "; at last: " + last).orElse(""));
  }

  private Tick ended(RunRecord run, Effect effect, Attempt<Progress> attempt) {
    return attempt.fold(
        progress -> ledger.commit(run, progressed(effect, progress, false)),
        fault -> failed(run, effect, Ending.REJECTED, fault),
        fault -> failed(run, effect, Ending.RETRYABLE, fault),
        fault -> failed(run, effect, Ending.UNKNOWN, fault));
  }

  private Tick look(RunRecord run, Effect effect) {
    return steps
        .look(run, effect)
        .fold(
            absent -> nothingHappened(run, effect),
            present -> ledger.commit(run, progressed(effect, present.progress(), true)),
            unclear -> unclear(run, effect, Failure.of(unclear.fault()), unclear.lookAgain()));
  }

  private static Entry progressed(Effect effect, Progress progress, boolean found) {
    return new Entry.Progressed(effect.step(), effect.verb(), progress, found);
  }

  private Tick nothingHappened(RunRecord run, Effect effect) {
    StepRecord step = run.step(effect.step());
    Optional<Failure> last = step.flags().failure();
    if (failures(step) >= limit(run) && last.isPresent()) {
      return giveUp(run, effect, last.get(), List.of());
    }
    Tick tick =
        ledger.commit(run, new Entry.Looked(effect.step(), effect.verb(), Optional.empty()));
    hands.arm(effect.step());
    return tick;
  }

  private Tick unclear(RunRecord run, Effect effect, Failure failure, boolean lookAgain) {
    Entry looked = new Entry.Looked(effect.step(), effect.verb(), Optional.of(failure));
    int failures = failures(run.step(effect.step())) + 1;
    if (lookAgain && failures < retries.attempts()) {
      return wait(ledger.commit(run, looked), effect, delay(run, failures, ErrorKind.EXTERNAL));
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
    if (fault.code().pauses() && mayPause(run) && failures < limit(run)) {
      hands.hold();
      return ledger.commit(run, entry);
    }
    boolean useless =
        ending == Ending.REJECTED && (!goingBack || fault.code().kind() == ErrorKind.CONFLICT);
    boolean often = ending != Ending.UNKNOWN && failures >= limit(run);
    if (useless || often) {
      return giveUp(run, effect, failure, List.of(entry));
    }
    Tick tick = ledger.commit(run, entry);
    if (ending != Ending.UNKNOWN) {
      hands.arm(effect.step());
    }
    return wait(tick, effect, delay(run, failures, fault.code().kind()));
  }

  /** While readers see all of the version before: once a step is published, only part of it. */
  private static boolean mayPause(RunRecord run) {
    boolean hidden =
        run.state() == RunState.COMMITTING
            && run.steps().stream().noneMatch(step -> step.state() == StepState.PUBLISHED);
    return run.state() == RunState.EXECUTING || hidden;
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
      return ledger.commit(run, entries, Optional.empty());
    }
    hands.endWith(last);
    return before.isEmpty()
        ? new Tick(run, Duration.ZERO, hands.underWay())
        : ledger.commit(run, before, Optional.empty());
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
    hands.restUntil(effect.step(), ledger.now().plus(pause));
    return tick;
  }

  private static String word(Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }
}
