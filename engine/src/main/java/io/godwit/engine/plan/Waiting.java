package io.godwit.engine.plan;

import io.godwit.api.migration.Step;
import io.godwit.api.name.StepId;
import io.godwit.api.step.Conduct;
import io.godwit.engine.journal.FrozenStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which steps of a plan wait for which. A step waits for those before it on its own target, and for
 * those that its author names or, if the author names none, for all before it. One that cannot be
 * undone waits for all.
 */
final class Waiting {

  private final Map<StepId, Optional<List<StepId>>> written = new HashMap<>();

  private Waiting() {}

  /** By what the author wrote. */
  static Waiting of(List<Step> steps) {
    Waiting waiting = new Waiting();
    steps.forEach(step -> waiting.written.put(step.id(), step.terms().after()));
    return waiting;
  }

  /** The same steps, each with those that it waits for; they are in the order of the plan. */
  List<FrozenStep> in(List<FrozenStep> steps) {
    List<FrozenStep> all = new ArrayList<>();
    for (FrozenStep step : steps) {
      Optional<List<StepId>> after = written.getOrDefault(step.id(), Optional.empty());
      boolean last = step.conduct().undo() == Conduct.Undo.NONE;
      List<StepId> ids =
          all.stream()
              .filter(
                  before ->
                      last
                          || after.isEmpty()
                          || before.target().equals(step.target())
                          || after.get().contains(before.id()))
              .map(FrozenStep::id)
              .toList();
      all.add(step.waitingFor(ids));
    }
    return all;
  }
}
