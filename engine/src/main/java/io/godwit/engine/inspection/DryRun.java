package io.godwit.engine.inspection;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.RehearsalView;
import io.godwit.api.run.RehearsalView.Rehearsed;
import io.godwit.api.target.Rehearsable;
import io.godwit.api.target.Rehearsable.Rehearsal;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.operation.History;
import io.godwit.engine.operation.Operating;
import io.godwit.engine.plan.Planner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code up --dry-run --execute}: what is pending is run on the real content of each target that
 * can take it back at once. Ends with the first step that fails.
 */
final class DryRun implements AutoCloseable {

  private final Operating parts;
  private final Path folder;
  private final Map<TargetName, Rehearsal> rehearsals = new TreeMap<>();
  private final List<Rehearsed> done = new ArrayList<>();

  DryRun(Operating parts, Path folder) {
    this.parts = parts;
    this.folder = folder;
  }

  RehearsalView look(Optional<Version> to) {
    History history = History.read(parts.setup(), parts.stores().reading());
    history.demandUnchanged();
    Planner.Start start = Planner.Start.at(history.current());
    for (Migration migration : history.pending(to)) {
      if (!run(parts.planner().up(migration, start))) {
        return new RehearsalView(false, done);
      }
      start = start.after(migration);
    }
    return new RehearsalView(true, done);
  }

  private boolean run(FrozenPlan plan) {
    for (FrozenStep step : plan.steps()) {
      Rehearsed one = run(plan, step);
      done.add(one);
      if (one.code().isPresent()) {
        return false;
      }
    }
    return true;
  }

  private Rehearsed run(FrozenPlan plan, FrozenStep step) {
    Optional<Rehearsal> rehearsal = rehearsal(step.target());
    try {
      Optional<List<String>> notTried =
          rehearsal.flatMap(
              one ->
                  parts
                      .targets()
                      .call(step.use().type(), step.target())
                      .rehearse(step.frozen(), one));
      return rehearsed(
          plan,
          step,
          notTried.flatMap(any -> rehearsal).map(Rehearsal::manner),
          notTried.orElse(List.of()),
          Optional.empty());
    } catch (GodwitException e) {
      return rehearsed(
          plan, step, rehearsal.map(Rehearsal::manner), List.of(), Optional.of(e.faults().get(0)));
    }
  }

  private static Rehearsed rehearsed(
      FrozenPlan plan,
      FrozenStep step,
      Optional<String> manner,
      List<String> notTried,
      Optional<Fault> fault) {
    return new Rehearsed(
        plan.migration().value(),
        step.id().value(),
        step.target().value(),
        manner,
        notTried,
        fault.map(one -> one.code().id()),
        fault.map(one -> one.place().map(place -> place + ": ").orElse("") + one.message()));
  }

  private Optional<Rehearsal> rehearsal(TargetName name) {
    if (!(parts.targets().open(name) instanceof Rehearsable target)) {
      return Optional.empty();
    }
    Rehearsal rehearsal = rehearsals.get(name);
    if (rehearsal == null) {
      rehearsal = target.rehearse(folder, "copy" + rehearsals.size());
      rehearsals.put(name, rehearsal);
    }
    return Optional.of(rehearsal);
  }

  @Override
  public void close() {
    rehearsals.values().forEach(Rehearsal::close);
    rehearsals.clear();
  }
}
