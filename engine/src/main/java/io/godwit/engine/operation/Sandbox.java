package io.godwit.engine.operation;

import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Conduct;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import io.godwit.engine.target.Targets;
import java.util.List;

/**
 * Runs migrations for trial: as real runs, on targets that are thrown away, with a state that
 * nobody keeps and events that nobody hears.
 */
public final class Sandbox implements AutoCloseable {

  private final Operating parts;
  private final StateStore store;
  private final Leases.Hold lease;
  private final Engines.Driver driver;

  /** Puts together what runs on other targets need. */
  public interface Maker {
    /** The parts for runs on these targets. */
    Operating on(Targets targets);
  }

  /** A sandbox with parts of its own. */
  public Sandbox(Operating parts) {
    this.parts = parts;
    this.store = parts.stores().writing();
    this.lease = parts.leases().take();
    this.driver = parts.engines().under(lease.token());
  }

  /**
   * Runs a migration.
   *
   * @throws io.godwit.api.error.GodwitException if it cannot be planned
   */
  public RunRecord up(Migration migration) {
    return run(parts.planner().up(migration, Planner.Start.at(store.current())));
  }

  /**
   * Takes the latest migration back.
   *
   * @throws io.godwit.api.error.GodwitException if that cannot be planned
   */
  public RunRecord down() {
    return run(Return.plans(store, store.applied().size() - 1).get(0));
  }

  /** Whether all of the latest migration can be taken back. */
  public boolean hasWayBack() {
    List<Applied> applied = store.applied();
    RunRecord latest = store.run(applied.get(applied.size() - 1).run()).orElseThrow();
    return latest.plan().steps().stream()
        .noneMatch(step -> step.conduct().undo() == Conduct.Undo.NONE);
  }

  private RunRecord run(FrozenPlan plan) {
    RunRecord.Head head =
        new RunRecord.Head(
            parts.engines().newId(),
            plan,
            Digest.of(plan.text()),
            parts.engines().self(),
            parts.clock().instant());
    return driver.begin(RunRecord.planned(head), true);
  }

  @Override
  public void close() {
    lease.close();
  }
}
