package io.godwit.engine.plan;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.step.PlanContext;
import io.godwit.engine.config.Binder;
import io.godwit.engine.target.StepCall;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.Targets;
import java.util.List;

/** What an author has written for a step, as its step type gets it. */
record StepReader(Targets targets, Binder binder, StepSupport support) {

  StepCall<?, ?, ?> call(Step step) {
    return targets.call(step.use(), step.target());
  }

  Record config(StepCall<?, ?, ?> call, Step step) {
    return binder.bind(call.configType(), step.with(), "steps." + step.id() + ".with").orThrow();
  }

  PlanContext context(Migration migration, Step step, boolean preceded) {
    return new PlanningStep(
        support.files().apply(migration.source().folder()),
        support,
        preceded,
        migration.steps(),
        step.place());
  }

  /** What is wrong with a step, with the place where it is written. */
  static List<Fault> faults(GodwitException e, Step step) {
    return e.faults().stream().map(fault -> placed(fault, step)).toList();
  }

  private static Fault placed(Fault fault, Step step) {
    return fault.place().isPresent()
        ? fault
        : Fault.at(step.place(), fault.code(), "Step " + step.id() + ": " + fault.message());
  }
}
