package io.godwit.engine.operation;

import io.godwit.api.migration.Migration;
import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.Consent;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunReport;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import java.util.Iterator;
import java.util.Optional;

/** {@code up} and {@code resume}: finishes what is open, and runs what is pending. */
final class Migrator {

  private final Setup setup;
  private final Planner planner;
  private final Execution execution;
  private final Backups backups;

  Migrator(Operating parts, Execution execution, Backups backups) {
    this.setup = parts.setup();
    this.planner = parts.planner();
    this.execution = execution;
    this.backups = backups;
  }

  RunReport up(Optional<Version> to, Consent consent, Backup backup) {
    Execution.demand(setup.switches().enabled(), "versioning.migrations.enabled");
    return execution.under(
        session -> {
          Optional<RunRecord> open = session.finishOpen();
          boolean wentBack = open.filter(Migrator::goesBack).isPresent();
          if (!wentBack && !session.inTrouble()) {
            upAll(session, to, consent, backup);
          }
        });
  }

  private static boolean goesBack(RunRecord run) {
    return run.direction() == Direction.DOWN || run.direction() == Direction.RESTORE;
  }

  private void upAll(
      Execution.Session session, Optional<Version> to, Consent consent, Backup backup) {
    History history = History.read(setup, session.store());
    history.demandUnchanged();
    Lateness lateness = Lateness.of(setup, session.store(), history.applied());
    boolean more = true;
    Iterator<Migration> pending = history.pending(to).iterator();
    while (more && pending.hasNext()) {
      FrozenPlan plan =
          backups.guarded(
              plan(session, pending.next(), lateness), backup, setup.switches().backup());
      Execution.demandConsent(plan, consent);
      more = session.run(plan, pending.hasNext());
    }
  }

  /** While the lease is held nobody else moves the release; what moved it all the same is found. */
  private FrozenPlan plan(Execution.Session session, Migration pending, Lateness lateness) {
    Optional<Release> current = session.store().current();
    Migration migration = lateness.placed(pending, current.flatMap(Release::version));
    History.demandSource(migration, current.flatMap(Release::version));
    FrozenPlan plan = planner.up(migration, Planner.Start.at(current));
    lateness.demandNoConflict(migration, plan);
    return plan;
  }

  RunReport resume() {
    Execution.demand(setup.switches().enabled(), "versioning.migrations.enabled");
    return execution.under(Execution.Session::resumeOpen);
  }
}
