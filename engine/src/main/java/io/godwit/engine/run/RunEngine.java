package io.godwit.engine.run;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.run.RunState;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

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

  private final Ledger ledger;
  private final EffectLife effects;
  private final Passage passage;

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
    this(new Ledger(id, token, parts, surroundings.clock()), parts, surroundings);
  }

  private RunEngine(Ledger ledger, Parts parts, Surroundings surroundings) {
    this.ledger = ledger;
    this.passage = new Passage(ledger, parts, surroundings);
    this.effects = new EffectLife(ledger, passage, parts.steps(), surroundings);
  }

  /**
   * An engine for a run that was just read, and is not read again.
   *
   * @param token the fencing token of the lease under which it works
   */
  public static RunEngine goingOn(
      RunRecord run, long token, Parts parts, Surroundings surroundings) {
    Ledger ledger = Ledger.read(run, token, parts, surroundings.clock());
    return new RunEngine(ledger, parts, surroundings);
  }

  /**
   * An engine for a run that has only been planned. It is stored together with what is seen of it
   * first.
   *
   * @param token the fencing token of the lease under which it works
   */
  public static RunEngine beginning(
      RunRecord planned, long token, Parts parts, Surroundings surroundings) {
    Ledger ledger = Ledger.planned(planned, token, parts, surroundings.clock());
    return new RunEngine(ledger, parts, surroundings);
  }

  /**
   * Does the next thing.
   *
   * @throws GodwitException with LEASE_LOST when another engine has taken over; with
   *     STATE_UNREACHABLE when the state store does not answer: call again later, it reads what
   *     became of the last write
   */
  public Tick tick() {
    RunRecord run = ledger.run();
    if (effects.isSideBySide(run)) {
      return effects.sideBySide(run);
    }
    Action action = Life.next(run);
    if (action instanceof Action.Enter enter) {
      return ledger.commit(run, new Entry.Entered(enter.state(), enter.why()));
    } else if (action instanceof Action.Validate) {
      return passage.validate(run);
    } else if (action instanceof Action.Capture capture) {
      return passage.capture(run, capture);
    } else if (action instanceof Action.Perform perform) {
      return effects.perform(run, perform.step(), perform.verb());
    } else if (Passage.isLook(action)) {
      return passage.look(run);
    }
    return new Tick(run);
  }

  /** Begins nothing more beside what is under way: a person wants to stop. */
  public void hold() {
    ledger.hands().hold();
  }

  /** Whether nothing more is begun: a person wants to stop, or only a person can mend a step. */
  boolean isHeld() {
    return ledger.hands().isHolding();
  }

  /** Waits for what is under way, whatever comes of it: the engine has failed. */
  public void letEnd() {
    effects.letEnd();
  }

  /**
   * Takes up a run: reads its journal, and goes on only if it is whole and says what the run says.
   * One that needed attention goes back to the state in which it was before: a person has
   * presumably mended what was in the way.
   *
   * @throws GodwitException with STATE_DAMAGED if another hand has been at journal or run
   */
  public void reopen() {
    RunRecord run = ledger.run();
    List<JournalLine> journal = ledger.journal();
    demandTold(run, journal);
    if (run.state() == RunState.NEEDS_ATTENTION) {
      RunState before = RunState.ROLLING_BACK;
      for (JournalLine line : journal) {
        if (line.entry() instanceof Entry.Entered entered && !entered.state().isSettled()) {
          before = entered.state();
        }
      }
      var unused = ledger.commit(run, new Entry.Reopened(before));
    }
  }

  private static void demandTold(RunRecord run, List<JournalLine> journal) {
    if (!JournalLine.tell(run, journal)) {
      throw new GodwitException(
          EngineError.STATE_DAMAGED,
          "Run "
              + run.id()
              + " is not what its journal tells: another hand has been at the state; nothing is"
              + " run from it. Restore the state store from a backup");
    }
  }
}
