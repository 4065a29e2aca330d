package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.RunState;
import io.godwit.api.run.RunView;
import io.godwit.api.step.Conduct;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Commit;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs plans under the lease, one after the other, and reports what came of them. */
final class Execution {

  private final Operating parts;
  private final Views views;
  private final Archive archive;

  Execution(Operating parts, Views views, Archive archive) {
    this.parts = parts;
    this.views = views;
    this.archive = archive;
  }

  /** What is done while the lease is held. */
  interface Work {
    /** Runs what there is to run with this session. */
    void in(Session session);
  }

  /** A lease that is held, and the runs that were driven under it. */
  final class Session {
    private final StateStore store;
    private final Leases.Hold lease;
    private final Engines.Driver driver;
    private final List<RunRecord> done = new ArrayList<>();
    private final List<RunRecord> grown = new ArrayList<>();

    private Session(StateStore store, Leases.Hold lease) {
      this.store = store;
      this.lease = lease;
      this.driver = parts.engines().under(lease.token());
    }

    StateStore store() {
      return store;
    }

    long token() {
      return lease.token();
    }

    /**
     * Ends what an earlier process left; a run that needs attention is left as it is.
     *
     * @return the run that was open
     */
    Optional<RunRecord> finishOpen() {
      Optional<RunRecord> open = store.open();
      open.ifPresent(this::demandFold);
      open.map(run -> run.state().needsAttention() ? run : driver.drive(run)).ifPresent(done::add);
      return open;
    }

    /** Takes up what is open, also a run that needs attention. */
    void resumeOpen() {
      store.open().map(this::demandFold).map(run -> driver.resume(run.id())).ifPresent(done::add);
    }

    /** A run is the fold of its journal; one that is not was changed by another hand. */
    private RunRecord demandFold(RunRecord run) {
      if (!JournalLine.tell(run, store.journal(run.id()))) {
        throw new GodwitException(
            EngineError.STATE_DAMAGED,
            "Run "
                + run.id()
                + " is not what its journal says; nothing is run from it. Restore the state store"
                + " from a backup");
      }
      return run;
    }

    /** Runs a plan, and says whether all went well so that more may follow. */
    boolean run(FrozenPlan plan) {
      return run(plan, false);
    }

    /**
     * Runs a plan, and says whether all went well so that more may follow.
     *
     * @param followed whether more does follow then
     */
    boolean run(FrozenPlan plan, boolean followed) {
      RunRecord.Head head =
          new RunRecord.Head(
              parts.engines().newId(),
              plan,
              Digest.of(plan.text()),
              parts.engines().self(),
              parts.clock().instant());
      RunRecord end = driver.begin(RunRecord.planned(head), followed);
      done.add(end);
      return end.state() == RunState.COMPLETED;
    }

    /** Adds to the journal of a run that is settled. */
    void add(RunRecord settled, Entry word) {
      Commit commit =
          new Commit(
              settled, List.of(word), parts.clock().instant(), lease.token(), Optional.empty());
      grown.add(store.commit(commit));
    }

    /** Whether what was driven so far needs a person, or was asked to stop. */
    boolean inTrouble() {
      return done.stream()
          .anyMatch(run -> run.state().needsAttention() || !run.state().isSettled());
    }
  }

  /**
   * Takes the lease, works, and reports.
   *
   * @throws GodwitException with LEASE_HELD if another engine has the lease
   */
  RunReport under(Work work) {
    StateStore store = parts.stores().writing();
    demandState(store);
    Optional<String> from = version(store);
    try (Leases.Hold lease = parts.leases().take()) {
      Session session = new Session(store, lease);
      try {
        work.in(session);
      } finally {
        archive.keep(store, session.grown);
        if (!session.done.isEmpty()) {
          SchemaFile.of(parts).write();
        }
      }
      return report(store, from, session.done);
    }
  }

  /** Refuses to begin at the beginning where the repository remembers more than the state does. */
  private void demandState(StateStore store) {
    if (isEmpty(store) && archive.hasRuns()) {
      throw new GodwitException(
          EngineError.STATE_LOST,
          "The state store is empty, but the repository keeps runs of this system, so the state has"
              + " been lost; nothing was touched. `godwit recover` makes it again from the"
              + " repository. If this is a new system, give it a repository of its own");
    }
  }

  private static boolean isEmpty(StateStore store) {
    return store.current().isEmpty()
        && store.open().isEmpty()
        && store.nextRelease().equals(new ReleaseId(1))
        && store.runs().isEmpty();
  }

  /**
   * Makes a lost state again from the repository.
   *
   * @return how many runs came back; 0 if the state is not empty
   */
  int recover() {
    StateStore store = parts.stores().writing();
    return isEmpty(store) && archive.hasRuns() ? archive.restore(store) : 0;
  }

  /** Refuses a plan for which the person's word is needed and was not given. */
  static void demandConsent(FrozenPlan plan, Consent consent) {
    for (FrozenStep step : plan.steps()) {
      boolean irreversible = step.conduct().undo() == Conduct.Undo.NONE;
      boolean blind = step.conduct().landing() == Conduct.Landing.BLIND;
      if ((irreversible && !consent.irreversible()) || (blind && !consent.blind())) {
        throw new GodwitException(
            EngineError.NEEDS_CONSENT,
            "Step "
                + step.id()
                + " of migration "
                + plan.migration()
                + (irreversible ? " cannot be undone" : " cannot be looked at after a crash")
                + "; look at `godwit plan`, and if that is what you want, say --yes");
      }
    }
  }

  /** Refuses what the configuration has switched off (F7). */
  static void demand(boolean on, String key) {
    if (!on) {
      throw new GodwitException(
          EngineError.SWITCHED_OFF, key + " is false in godwit.yaml; nothing was done");
    }
  }

  private static Optional<String> version(StateStore store) {
    return store.current().flatMap(Release::version).map(Version::value);
  }

  private RunReport report(StateStore store, Optional<String> from, List<RunRecord> done) {
    Optional<String> now = version(store);
    Optional<RunRecord> last = done.stream().reduce((first, second) -> second);
    return new RunReport(
        last.map(Execution::ending).orElse(Ending.DONE),
        from,
        now,
        done.stream().map(run -> view(store, run)).toList(),
        last.map(run -> Endings.message(run, now)).orElse(""));
  }

  private RunView view(StateStore store, RunRecord run) {
    boolean stuck = run.state().needsAttention();
    return views.full(run, store.journal(run.id()), stuck ? views.held(run) : Map.of());
  }

  private static Ending ending(RunRecord run) {
    return switch (run.state()) {
      case COMPLETED -> Ending.DONE;
      case FAILED, ROLLED_BACK -> Ending.FAILED;
      case NEEDS_ATTENTION -> Ending.ATTENTION;
      default -> Ending.STOPPED;
    };
  }
}
