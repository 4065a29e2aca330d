package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.RunState;
import io.godwit.api.run.RunView;
import io.godwit.api.step.Conduct;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code up} and {@code down}: takes the lease, finishes what is open, and runs what was asked for.
 */
final class Migrator {

  private final Setup setup;
  private final Planner planner;
  private final Engines engines;
  private final Leases leases;
  private final Stores stores;
  private final Views views;
  private final InstantSource clock;

  Migrator(Operating parts, Views views) {
    this.setup = parts.setup();
    this.planner = parts.planner();
    this.engines = parts.engines();
    this.leases = parts.leases();
    this.stores = parts.stores();
    this.clock = parts.clock();
    this.views = views;
  }

  RunReport up(Optional<Version> to, Consent consent) {
    demand(setup.switches().enabled(), "versioning.migrations.enabled");
    StateStore store = stores.writing();
    Optional<String> from = version(store);
    try (Leases.Hold lease = leases.take()) {
      List<RunRecord> done = finishOpen(store, lease);
      if (isLast(done, Direction.DOWN) || hasTrouble(done)) {
        return report(store, from, done);
      }
      for (Optional<RunRecord> next = next(store, lease, to, consent);
          next.isPresent();
          next = next(store, lease, to, consent)) {
        done.add(next.get());
        if (next.get().state() != RunState.COMPLETED) {
          break;
        }
      }
      return report(store, from, done);
    }
  }

  private Optional<RunRecord> next(
      StateStore store, Leases.Hold lease, Optional<Version> to, Consent consent) {
    History history = History.read(setup, store);
    if (!history.drift().isEmpty()) {
      throw new GodwitException(history.drift(), null);
    }
    List<Migration> pending = history.pending(to);
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    Migration migration = pending.get(0);
    History.demandSource(migration, history.version());
    FrozenPlan plan = planner.up(migration, Planner.Start.at(history.current()));
    demandConsent(plan, consent);
    return Optional.of(run(store, lease, plan));
  }

  RunReport down(Consent consent) {
    demand(setup.switches().enabled(), "versioning.migrations.enabled");
    demand(setup.switches().rollback(), "versioning.migrations.rollback.enabled");
    StateStore store = stores.writing();
    Optional<String> from = version(store);
    try (Leases.Hold lease = leases.take()) {
      List<RunRecord> done = finishOpen(store, lease);
      if (done.isEmpty()) {
        FrozenPlan plan = planDown(store);
        demandConsent(plan, consent);
        done.add(run(store, lease, plan));
      }
      return report(store, from, done);
    }
  }

  /** The way back from the migration that was applied last. */
  static FrozenPlan planDown(StateStore store) {
    List<Applied> applied = store.applied();
    Optional<Release> current = store.current();
    if (applied.isEmpty() || current.isEmpty()) {
      throw new GodwitException(
          EngineError.NOTHING_TO_UNDO, "Nothing is applied, so there is nothing to go back from");
    }
    Applied last = applied.get(applied.size() - 1);
    RunRecord up =
        store
            .run(last.run())
            .orElseThrow(
                () ->
                    new GodwitException(
                        EngineError.STATE_DAMAGED,
                        "The run " + last.run() + " is not in the state"));
    Optional<Version> version =
        store
            .release(last.release())
            .flatMap(Release::previous)
            .flatMap(store::release)
            .flatMap(Release::version);
    return Planner.down(up, current.get(), version);
  }

  private List<RunRecord> finishOpen(StateStore store, Leases.Hold lease) {
    List<RunRecord> done = new ArrayList<>();
    store.open().ifPresent(open -> done.add(engines.drive(open.id(), lease.token())));
    return done;
  }

  private RunRecord run(StateStore store, Leases.Hold lease, FrozenPlan plan) {
    RunRecord.Head head =
        new RunRecord.Head(
            engines.newId(), plan, Digest.of(plan.text()), engines.self(), clock.instant());
    store.begin(RunRecord.planned(head), lease.token());
    return engines.drive(head.id(), lease.token());
  }

  private static boolean isLast(List<RunRecord> done, Direction direction) {
    return !done.isEmpty() && done.get(done.size() - 1).direction() == direction;
  }

  private static boolean hasTrouble(List<RunRecord> done) {
    return done.stream()
        .anyMatch(run -> run.state() == RunState.NEEDS_ATTENTION || !run.state().isSettled());
  }

  private static void demand(boolean on, String key) {
    if (!on) {
      throw new GodwitException(
          EngineError.SWITCHED_OFF, key + " is false in godwit.yaml; nothing was done");
    }
  }

  private static void demandConsent(FrozenPlan plan, Consent consent) {
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

  private static Optional<String> version(StateStore store) {
    return store.current().flatMap(Release::version).map(Version::value);
  }

  private RunReport report(StateStore store, Optional<String> from, List<RunRecord> done) {
    Optional<String> now = version(store);
    Optional<RunRecord> last = done.stream().reduce((first, second) -> second);
    List<RunView> runs =
        done.stream()
            .map(
                run ->
                    views.full(
                        run,
                        store.journal(run.id()),
                        run.state() == RunState.NEEDS_ATTENTION ? views.held(run) : Map.of()))
            .toList();
    return new RunReport(
        last.map(Migrator::ending).orElse(Ending.DONE),
        from,
        now,
        runs,
        last.map(run -> message(run, now)).orElse(""));
  }

  private static Ending ending(RunRecord run) {
    return switch (run.state()) {
      case COMPLETED -> Ending.DONE;
      case FAILED, ROLLED_BACK -> Ending.FAILED;
      case NEEDS_ATTENTION -> Ending.ATTENTION;
      default -> Ending.STOPPED;
    };
  }

  private static String message(RunRecord run, Optional<String> version) {
    String what =
        run.direction() == Direction.UP
            ? "Migration " + run.plan().migration()
            : "Going back from migration " + run.plan().migration();
    String why = run.outcome().failure().map(Failure::toString).orElse("");
    String at =
        version.map(v -> "version " + v).orElse("no release, as before the first migration");
    return switch (run.state()) {
      case COMPLETED -> "";
      case FAILED -> what + " was refused: " + why + "\nNothing was touched: " + at + ".";
      case ROLLED_BACK ->
          what
              + " failed: "
              + failedStep(run)
              + why
              + "\nAll targets are back as they were: "
              + at
              + ". Mend the cause and run the command again; `godwit show "
              + run.id()
              + "` tells the whole story.";
      case NEEDS_ATTENTION ->
          what
              + " needs your decision: "
              + why
              + "\nNothing else runs until then. `godwit show "
              + run.id()
              + "` tells what each target holds. Mend what is in the way and run `godwit up`: it tries"
              + " again.";
      default ->
          what
              + " was asked to stop and has stopped ("
              + run.state().wire()
              + "); run `godwit up` to go on.";
    };
  }

  private static String failedStep(RunRecord run) {
    return run.steps().stream()
        .filter(step -> step.flags().failure().equals(run.outcome().failure()))
        .filter(step -> step.flags().failure().isPresent())
        .findFirst()
        .map(
            step ->
                "step "
                    + step.id()
                    + " ("
                    + run.plan().step(step.id()).use().type()
                    + " on "
                    + run.plan().step(step.id()).target()
                    + "): ")
        .orElse("");
  }
}
