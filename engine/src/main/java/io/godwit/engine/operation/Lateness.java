package io.godwit.engine.operation;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  private final StateStore store;
  private final Map<MigrationId, Integer> places;
  private final List<Applied> applied;
  private final int furthest;
  private final boolean allowed;

  private Lateness(
      StateStore store, Map<MigrationId, Integer> places, List<Applied> applied, boolean allowed) {
    this.store = store;
    this.allowed = allowed;
    this.places = places;
    this.applied = applied;
    this.furthest = applied.stream().mapToInt(one -> place(one.migration())).max().orElse(-1);
  }

  /** By a project's order and what of it is applied; repeatable scripts have no place in it. */
  static Lateness of(Setup setup, StateStore store, List<Applied> applied) {
    Map<MigrationId, Integer> places = new HashMap<>();
    for (Migration migration : setup.migrations()) {
      if (!migration.source().repeatable()) {
        places.put(migration.id(), places.size());
      }
    }
    return new Lateness(store, places, applied, setup.switches().outOfOrder());
  }

  private int place(MigrationId migration) {
    return places.getOrDefault(migration, -1);
  }

  /**
   * A migration as it runs now: one that comes late does not lead back to its own number, and one
   * that runs again whenever it has changed leads nowhere.
   *
   * @param now the version from which it starts
   * @throws GodwitException with OUT_OF_ORDER if it comes late and the project does not allow that
   */
  Migration placed(Migration migration, Optional<Version> now) {
    int place = place(migration.id());
    if (place > furthest) {
      return migration;
    }
    if (place >= 0 && !allowed) {
      throw new GodwitException(
          Fault.at(
              migration.source().place(),
              EngineError.OUT_OF_ORDER,
              "Migration "
                  + migration.id()
                  + " stands before "
                  + last().map(MigrationId::value).orElse("others")
                  + ", which is applied already; nothing was touched. Give it a later number, or"
                  + " set versioning.migrations.out-of-order to true in godwit.yaml"));
    }
    return migration.leadingTo(now.orElse(migration.path().to()));
  }

  private Optional<MigrationId> last() {
    return applied.stream().map(Applied::migration).filter(one -> place(one) == furthest).findAny();
  }

  /**
   * Refuses a plan that changes what a migration behind it has changed.
   *
   * @throws GodwitException with CONFLICT, naming both and what they change
   */
  void demandNoConflict(Migration migration, FrozenPlan plan) {
    int place = place(migration.id());
    if (place < 0 || place > furthest) {
      return;
    }
    for (Applied one : applied) {
      if (place(one.migration()) > place) {
        Optional<String> what = store.run(one.run()).flatMap(run -> same(plan, run));
        if (what.isPresent()) {
          throw conflict(migration, one.migration(), what.get());
        }
      }
    }
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
