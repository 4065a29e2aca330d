package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Bookkeeping;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunReport;
import io.godwit.api.target.ForeignHistory;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code baseline}, {@code force}, {@code import-history} and {@code repair}: what is true of the
 * targets without Godwit having made it so.
 */
final class Bookkeeper implements Bookkeeping {

  private final Operating parts;
  private final Execution execution;

  Bookkeeper(Operating parts, Execution execution) {
    this.parts = parts;
    this.execution = execution;
  }

  @Override
  public RunReport baseline(Optional<Version> to) {
    return under(
        session -> {
          if (!session.store().applied().isEmpty()) {
            throw new GodwitException(
                EngineError.ALREADY_MANAGED,
                "Migrations are applied already, so this is no new system; nothing was recorded."
                    + " `godwit force VERSION` records another version");
          }
          record(session, upTo(to.or(this::last)), "baseline");
        });
  }

  @Override
  public RunReport force(Optional<Version> to) {
    return under(
        session -> {
          List<Migration> wanted = upTo(to);
          demandRecordable(session.store(), missing(session.store(), wanted));
          takeBack(session, wanted, to);
          record(session, wanted, "force " + to.map(Version::value).orElse(Return.START));
        });
  }

  @Override
  public RunReport importHistory(Optional<TargetName> target, Optional<String> tool) {
    return under(
        session -> {
          Adoption.Found found = new Adoption(parts.targets()).find(target, tool);
          ForeignHistory history = found.history();
          List<Migration> done = new Counterparts(once()).of(found);
          record(session, done, history.tool() + ": " + history.where() + " of " + found.target());
        });
  }

  @Override
  public List<MigrationId> repair() {
    List<MigrationId> repaired = new ArrayList<>();
    var unused =
        under(
            session -> {
              StateStore store = session.store();
              for (History.Changed one : History.read(parts.setup(), store).changed()) {
                accept(session, one);
                repaired.add(one.migration().id());
              }
            });
    return repaired;
  }

  private void accept(Execution.Session session, History.Changed one) {
    RunRecord run = session.store().run(one.applied().run()).orElseThrow();
    Entry word = new Entry.Accepted(one.migration().source().checksum(), parts.engines().self());
    session.add(run, word);
  }

  private RunReport under(Execution.Work work) {
    Execution.demand(parts.setup().switches().enabled(), "versioning.migrations.enabled");
    return execution.under(
        session -> {
          var unused = session.finishOpen();
          if (!session.inTrouble()) {
            work.in(session);
          }
        });
  }

  /** The migrations that run once, in order. */
  private List<Migration> once() {
    return parts.setup().migrations().stream().filter(one -> !one.source().repeatable()).toList();
  }

  private Optional<Version> last() {
    return once().stream().map(one -> one.path().to()).reduce((first, second) -> second);
  }

  private List<Migration> upTo(Optional<Version> to) {
    List<Migration> all = once();
    if (to.isEmpty()) {
      return List.of();
    }
    for (int i = all.size(); i > 0; i--) {
      if (all.get(i - 1).path().to().compareTo(to.get()) == 0) {
        return all.subList(0, i);
      }
    }
    throw new GodwitException(
        EngineError.NO_SUCH_VERSION,
        "No migration leads to version " + to.get() + "; `godwit status` lists them");
  }

  private static List<Migration> missing(StateStore store, List<Migration> wanted) {
    Set<MigrationId> done = new HashSet<>();
    store.applied().forEach(one -> done.add(one.migration()));
    return wanted.stream().filter(one -> !done.contains(one.id())).toList();
  }

  private void record(Execution.Session session, List<Migration> wanted, String why) {
    List<Migration> missing = missing(session.store(), wanted);
    demandRecordable(session.store(), missing);
    Lateness lateness = lateness(session.store());
    boolean more = true;
    for (int i = 0; more && i < missing.size(); i++) {
      Planner.Start start = Planner.Start.at(session.store().current());
      Migration migration = lateness.placed(missing.get(i), start.version());
      more = session.run(parts.planner().up(migration, start).recordedOnly(why));
    }
  }

  /** Looks at all before the first is recorded. */
  private void demandRecordable(StateStore store, List<Migration> migrations) {
    Lateness lateness = lateness(store);
    Planner.Start start = Planner.Start.at(store.current());
    for (Migration migration : migrations) {
      Migration placed = lateness.placed(migration, start.version());
      FrozenPlan plan = parts.planner().up(placed, start);
      plan.steps().forEach(step -> demandAdoptable(plan, step));
      start = start.after(placed);
    }
  }

  private Lateness lateness(StateStore store) {
    return Lateness.of(parts.setup(), store, store.applied());
  }

  private void demandAdoptable(FrozenPlan plan, FrozenStep step) {
    if (parts.targets().call(step.use().type(), step.target()).adopted(step.frozen()).isEmpty()) {
      throw new GodwitException(
          EngineError.NOT_ADOPTABLE,
          "Step "
              + step.id()
              + " of migration "
              + plan.migration()
              + " is of type "
              + step.use().type()
              + ", which can only be run, not recorded; nothing was recorded. Record up to the"
              + " migration before it, and run it with `godwit up`");
    }
  }

  /** What is applied beyond, the latest first. */
  private void takeBack(Execution.Session session, List<Migration> wanted, Optional<Version> to) {
    Set<MigrationId> stays = new HashSet<>();
    wanted.forEach(one -> stays.add(one.id()));
    Set<MigrationId> known = new HashSet<>();
    once().forEach(one -> known.add(one.id()));
    List<Applied> beyond =
        session.store().applied().stream()
            .filter(one -> known.contains(one.migration()) && !stays.contains(one.migration()))
            .toList();
    boolean more = true;
    for (int i = beyond.size() - 1; more && i >= 0; i--) {
      StateStore store = session.store();
      Applied one = beyond.get(i);
      Release current = store.current().orElseThrow();
      Optional<Version> after = i == 0 ? to : Return.before(store, one);
      more =
          session.run(
              Planner.recordedDown(
                  store.run(one.run()).orElseThrow(),
                  current,
                  after,
                  "force " + to.map(Version::value).orElse(Return.START)));
    }
  }
}
