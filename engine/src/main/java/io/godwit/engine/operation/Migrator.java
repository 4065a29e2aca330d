package io.godwit.engine.operation;

import io.godwit.api.migration.Migration;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Direction;
import io.godwit.api.run.RunReport;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import java.util.List;
import java.util.Optional;

/** {@code up} and {@code resume}: finishes what is open, and runs what is pending. */
final class Migrator {

  private final Setup setup;
  private final Planner planner;
  private final Execution execution;

  Migrator(Operating parts, Execution execution) {
    this.setup = parts.setup();
    this.planner = parts.planner();
    this.execution = execution;
  }

  RunReport up(Optional<Version> to, Consent consent) {
    Execution.demand(setup.switches().enabled(), "versioning.migrations.enabled");
    return execution.under(
        session -> {
          Optional<RunRecord> open = session.finishOpen();
          boolean wentBack = open.filter(run -> run.direction() == Direction.DOWN).isPresent();
          if (!wentBack && !session.inTrouble()) {
            upAll(session, to, consent);
          }
        });
  }

  private void upAll(Execution.Session session, Optional<Version> to, Consent consent) {
    boolean more = true;
    while (more) {
      Optional<FrozenPlan> next = next(session, to);
      next.ifPresent(plan -> Execution.demandConsent(plan, consent));
      more = next.isPresent() && session.run(next.get());
    }
  }

  private Optional<FrozenPlan> next(Execution.Session session, Optional<Version> to) {
    History history = History.read(setup, session.store());
    history.demandUnchanged();
    List<Migration> pending = history.pending(to);
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    Migration migration = pending.get(0);
    History.demandSource(migration, history.version());
    FrozenPlan plan = planner.up(migration, Planner.Start.at(history.current()));
    new Lateness(setup, session.store()).demandNoConflict(migration, plan, history.applied());
    return Optional.of(plan);
  }

  RunReport resume() {
    Execution.demand(setup.switches().enabled(), "versioning.migrations.enabled");
    return execution.under(Execution.Session::resumeOpen);
  }
}
