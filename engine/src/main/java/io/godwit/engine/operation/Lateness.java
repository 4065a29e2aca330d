package io.godwit.engine.operation;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A migration comes late when others that stand behind it in the project's order are applied
 * already, as happens when two branches are merged. That is no harm while they change different
 * things; when they change the same one, here it would happen in another order than on every
 * database that is made anew, and nobody has said that this is meant (B10).
 */
final class Lateness {

  private final Setup setup;
  private final StateStore store;

  Lateness(Setup setup, StateStore store) {
    this.setup = setup;
    this.store = store;
  }

  /**
   * Refuses a plan that changes what a migration behind it has changed.
   *
   * @throws GodwitException with CONFLICT, naming both and what they change
   */
  void demandNoConflict(Migration migration, FrozenPlan plan, List<Applied> applied) {
    if (migration.source().repeatable()) {
      return;
    }
    Set<MigrationId> behind = behind(migration);
    for (Applied one : applied) {
      if (behind.contains(one.migration())) {
        store
            .run(one.run())
            .flatMap(run -> same(plan, run))
            .ifPresent(
                what -> {
                  throw conflict(migration, one.migration(), what);
                });
      }
    }
  }

  /** What stands behind a migration; a repeatable script has no place among the others. */
  private Set<MigrationId> behind(Migration migration) {
    Set<MigrationId> behind = new HashSet<>();
    boolean passed = false;
    for (Migration other : setup.migrations()) {
      if (passed && !other.source().repeatable()) {
        behind.add(other.id());
      }
      passed |= other.id().equals(migration.id());
    }
    return behind;
  }

  private static Optional<String> same(FrozenPlan plan, RunRecord run) {
    Set<String> both = new TreeSet<>(touched(plan));
    both.retainAll(touched(run.plan()));
    return both.stream().findFirst();
  }

  private static Set<String> touched(FrozenPlan plan) {
    Set<String> things = new HashSet<>();
    for (FrozenStep step : plan.steps()) {
      step.terms().touches().forEach(thing -> things.add(thing + " of " + step.target()));
    }
    return things;
  }

  private static GodwitException conflict(Migration late, MigrationId applied, String what) {
    return new GodwitException(
        Fault.at(
            late.source().place(),
            EngineError.CONFLICT,
            "Migration "
                + late.id()
                + " stands before "
                + applied
                + ", which is applied already, and both change "
                + what
                + "; nothing was touched. Give it a later number, or write 'depends-on: ["
                + applied
                + "]' in it if it is right after that one too"));
  }
}
