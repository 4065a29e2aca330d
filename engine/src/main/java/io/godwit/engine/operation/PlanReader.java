package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Check;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PlanView.PlannedRun;
import io.godwit.api.run.PlanView.PlannedStep;
import io.godwit.api.step.Conduct;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Experience;
import io.godwit.engine.plan.Forecaster;
import io.godwit.engine.plan.Linted;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.StateStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code plan}: the real plans of what would run, without running it. */
final class PlanReader {

  private final Operating parts;
  private final Views views;
  private final Backups backups;

  PlanReader(Operating parts, Views views, Backups backups) {
    this.parts = parts;
    this.backups = backups;
    this.views = views;
  }

  PlanView up(Optional<Version> to, Backup backup) {
    StateStore store = parts.stores().reading();
    History history = History.read(parts.setup(), store);
    history.demandUnchanged();
    List<PlannedRun> runs = new ArrayList<>();
    Planner.Start start = begin(store, history);
    Forecaster forecaster = new Forecaster(Experience.of(store));
    Lateness lateness = Lateness.of(parts.setup(), store, history.applied());
    Map<MigrationId, List<Linted>> linted =
        parts.planner().lint(history.pending(to)).stream()
            .collect(Collectors.groupingBy(one -> one.migration().id()));
    for (Migration pending : history.pending(to)) {
      Migration migration = lateness.placed(pending, start.version());
      History.demandSource(migration, start.version());
      FrozenPlan plan =
          parts.planner().up(migration, start, linted.getOrDefault(migration.id(), List.of()));
      lateness.demandNoConflict(migration, plan);
      FrozenPlan guarded = backups.guarded(plan, backup, parts.setup().switches().backup());
      runs.add(shown(guarded, forecaster));
      start = start.after(migration);
    }
    return new PlanView(
        history.version().map(Version::value), start.version().map(Version::value), runs);
  }

  /** What an open run leaves half done is finished first: its targets are not what they will be. */
  private static Planner.Start begin(StateStore store, History history) {
    Planner.Start start = Planner.Start.at(history.current());
    Set<TargetName> changing =
        store.open().stream()
            .flatMap(run -> run.plan().steps().stream())
            .map(FrozenStep::target)
            .collect(Collectors.toSet());
    return new Planner.Start(start.basis(), start.version(), changing);
  }

  PlanView down() {
    StateStore store = parts.stores().reading();
    return back(store, Math.max(0, store.applied().size() - 1));
  }

  PlanView back(StateStore store, int stay) {
    List<FrozenPlan> plans = Return.plans(store, stay);
    if (plans.isEmpty()) {
      throw new GodwitException(
          EngineError.NOTHING_TO_UNDO, "Nothing is applied, so there is nothing to go back from");
    }
    return show(store, plans);
  }

  /** Plans that follow one another; there is at least one. */
  PlanView show(StateStore store, List<FrozenPlan> plans) {
    Forecaster forecaster = new Forecaster(Experience.of(store));
    return new PlanView(
        plans.get(0).route().from().map(Version::value),
        plans.get(plans.size() - 1).route().to().map(Version::value),
        plans.stream().map(plan -> shown(plan, forecaster)).toList());
  }

  private PlannedRun shown(FrozenPlan plan, Forecaster forecaster) {
    RunRecord.Head head =
        new RunRecord.Head(
            parts.engines().newId(),
            plan,
            Digest.of(plan.text()),
            parts.engines().self(),
            parts.clock().instant());
    List<FrozenStep> steps = plan.route().origin().isPresent() ? plan.backward() : plan.steps();
    Conduct.Risk risk =
        steps.stream()
            .map(step -> step.conduct().risk())
            .max(Comparator.naturalOrder())
            .orElse(Conduct.Risk.LOW);
    return new PlannedRun(
        views.run(RunRecord.planned(head)),
        Views.word(plan.route().direction()),
        Views.word(risk),
        steps.stream().anyMatch(step -> step.conduct().downtime()),
        forecaster.of(plan),
        steps.stream().map(step -> shown(step, forecaster)).toList(),
        checks(plan));
  }

  private static PlannedStep shown(FrozenStep step, Forecaster forecaster) {
    return new PlannedStep(
        step.id().value(),
        step.use().type().value(),
        step.target().value(),
        step.text().summary(),
        step.text().details(),
        step.text().warnings(),
        step.terms().after().stream().map(StepId::value).toList(),
        step.estimate().work().stream().map(Views::said).toList(),
        forecaster.duration(step),
        Views.word(step.conduct().undo()),
        Views.word(step.conduct().landing()),
        Views.word(step.conduct().risk()));
  }

  private static List<String> checks(FrozenPlan plan) {
    List<String> all = new ArrayList<>();
    plan.before().forEach(check -> all.add("before: " + said(check)));
    plan.after().forEach(check -> all.add("after: " + said(check)));
    return all;
  }

  private static String said(Check check) {
    return check.name() + (check.critical() ? "" : " (warns)");
  }
}
