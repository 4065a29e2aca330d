package io.godwit.engine.operation;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.TargetName;
import io.godwit.api.run.DoctorView;
import io.godwit.api.run.DoctorView.Line;
import io.godwit.api.run.RunState;
import io.godwit.api.target.Health;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.Lease;
import io.godwit.engine.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code validate} and {@code doctor}: what is wrong with the project, and with its surroundings.
 */
final class Examiner {

  private final Operating parts;
  private final RepositoryHealth repository;

  /** What a look at the repository found. */
  interface RepositoryHealth {
    /** Each thing that was looked at. */
    List<Line> look();
  }

  Examiner(Operating parts, RepositoryHealth repository) {
    this.parts = parts;
    this.repository = repository;
  }

  List<Fault> validate() {
    StateStore store = parts.stores().reading();
    History history = History.read(parts.setup(), store);
    List<Fault> faults = new ArrayList<>(history.drift());
    Planner.Start start = Planner.Start.at(history.current());
    Lateness lateness = Lateness.of(parts.setup(), store, history.applied());
    for (Migration pending : history.pending()) {
      Migration migration = pending;
      try {
        migration = lateness.placed(pending, start.version());
        History.demandSource(migration, start.version());
        parts.planner().up(migration, start);
      } catch (GodwitException e) {
        faults.addAll(e.faults());
      }
      start = start.after(migration);
    }
    return faults;
  }

  DoctorView doctor() {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "java",
            true,
            System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"));
    state(lines);
    lines.addAll(repository.look());
    for (TargetName name : parts.targets().names()) {
      lines.add(target(name));
    }
    validateAll(lines);
    return new DoctorView(lines.stream().allMatch(Line::good), lines);
  }

  private void state(List<Line> lines) {
    try {
      StateStore store = parts.stores().reading();
      lines.add(new Line("state", true, store.runs().size() + " runs recorded"));
      store
          .open()
          .ifPresent(
              run ->
                  lines.add(
                      new Line(
                          "run " + run.id(),
                          run.state() != RunState.NEEDS_ATTENTION,
                          run.state().wire() + "; `godwit up` goes on with it")));
      store
          .lease()
          .filter(Lease::valid)
          .ifPresent(
              lease ->
                  lines.add(
                      new Line(
                          "lease", true, "held by " + lease.holder() + " since " + lease.since())));
    } catch (GodwitException e) {
      lines.add(new Line("state", false, String.valueOf(e.getMessage())));
    }
  }

  private Line target(TargetName name) {
    String subject = "target " + name;
    try {
      Health health = parts.targets().open(name).health();
      return health.isGood()
          ? new Line(subject, true, said(health.facts()))
          : new Line(
              subject,
              false,
              health.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
    } catch (GodwitException e) {
      return new Line(subject, false, String.valueOf(e.getMessage()));
    }
  }

  private static String said(Map<String, String> facts) {
    return new TreeMap<>(facts)
        .entrySet().stream()
            .map(fact -> fact.getKey() + " " + fact.getValue())
            .collect(Collectors.joining(", "));
  }

  private void validateAll(List<Line> lines) {
    try {
      List<Fault> faults = validate();
      lines.add(
          new Line(
              "migrations",
              faults.isEmpty(),
              faults.isEmpty()
                  ? parts.setup().migrations().size() + " are well"
                  : faults.size()
                      + (faults.size() == 1 ? " fault" : " faults")
                      + "; `godwit validate` tells"));
    } catch (GodwitException e) {
      lines.add(new Line("migrations", false, String.valueOf(e.getMessage())));
    }
  }
}
