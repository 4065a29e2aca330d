package io.godwit.engine.run;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Verb;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Commit;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run as one engine knows it, and the one place where that engine writes of it. */
final class Ledger {

  private final StateStore store;
  private final RunEngine.Listener listener;
  private final InstantSource clock;
  private final RunId id;
  private final long token;
  private final Hands hands = new Hands();

  private @Nullable RunRecord known;

  /** The run as it was planned, until it is certain that it has been stored. */
  private @Nullable RunRecord planned;

  /** A ledger that knows nothing of the run yet. */
  Ledger(RunId id, long token, RunEngine.Parts parts, InstantSource clock) {
    this.id = id;
    this.token = token;
    this.store = parts.store();
    this.listener = parts.listener();
    this.clock = clock;
  }

  /** A ledger of a run that was just read; nothing of it is in hand. */
  static Ledger read(RunRecord run, long token, RunEngine.Parts parts, InstantSource clock) {
    Ledger ledger = new Ledger(run.id(), token, parts, clock);
    ledger.known = run;
    return ledger;
  }

  /** A ledger of a run that is stored with the first entry of its journal. */
  static Ledger planned(RunRecord run, long token, RunEngine.Parts parts, InstantSource clock) {
    Ledger ledger = read(run, token, parts, clock);
    ledger.planned = run;
    return ledger;
  }

  /** What the engine has in hand. */
  Hands hands() {
    return hands;
  }

  /** The time. */
  Instant now() {
    return clock.instant();
  }

  /** An effect of a step under the engine's lease. */
  Effect effect(RunRecord run, StepId step, Verb verb) {
    return Keys.effect(run, step, verb, token);
  }

  /** Whether it is on record that a verb of a step has begun. */
  static boolean intends(RunRecord run, StepId step, Verb verb) {
    return run.step(step).intent().filter(intent -> intent.verb() == verb).isPresent();
  }

  List<JournalLine> journal() {
    return store.journal(id);
  }

  /** The run, read again if it is not known what was written last. */
  RunRecord run() {
    RunRecord run = known;
    if (run == null) {
      Optional<RunRecord> stored = store.run(id);
      run =
          stored
              .or(() -> Optional.ofNullable(planned))
              .orElseThrow(
                  () -> new GodwitException(EngineError.NO_SUCH_RUN, "There is no run " + id));
      planned = stored.isPresent() ? null : planned;
      known = run;
      hands.disarmAll();
    }
    return run;
  }

  Tick commit(RunRecord run, Entry entry) {
    return commit(run, List.of(entry), Optional.empty());
  }

  /** Records the entries, and with them whatever follows from them without an effect. */
  Tick commit(RunRecord run, List<Entry> first, Optional<Commit.Pivot> pivot) {
    Instant at = clock.instant();
    List<Entry> entries = withFollowing(run, first, at);
    known = null;
    Commit commit = new Commit(run, entries, at, token, pivot);
    RunRecord recorded = planned == null ? store.commit(commit) : store.begin(commit);
    known = recorded;
    planned = null;
    hands.arm(entries);
    listener.recorded(recorded, entries, at);
    return new Tick(recorded, Duration.ZERO, hands.underWay());
  }

  /** The entries, and whatever follows from them without an effect. */
  List<Entry> withFollowing(RunRecord run, List<Entry> first, Instant at) {
    List<Entry> entries = new ArrayList<>(first);
    RunRecord next = run.after(first, at);
    boolean onward = next.state() != RunState.EXECUTING || hands.mayBegin();
    for (Optional<Entry> more = follows(next); onward && more.isPresent(); more = follows(next)) {
      entries.add(more.get());
      next = next.after(more.get(), at);
    }
    return entries;
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
