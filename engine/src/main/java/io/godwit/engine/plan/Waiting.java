package io.godwit.engine.plan;

import io.godwit.api.migration.Step;
import io.godwit.api.name.StepId;
import io.godwit.api.step.Conduct;
import io.godwit.engine.journal.FrozenStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * The same steps, in the order of the plan, each with the nearest that it waits for: not with
   * those for which one of these waits.
   */
  List<FrozenStep> in(List<FrozenStep> steps) {
    List<FrozenStep> all = new ArrayList<>();
    Map<StepId, Set<StepId>> waitsFor = new HashMap<>();
    for (FrozenStep step : steps) {
      Set<StepId> known = new HashSet<>();
      List<StepId> nearest = new ArrayList<>();
      for (int i = all.size() - 1; i >= 0; i--) {
        FrozenStep before = all.get(i);
        if (waits(step, before) && known.add(before.id())) {
          known.addAll(waitsFor.getOrDefault(before.id(), Set.of()));
          nearest.add(0, before.id());
        }
      }
      waitsFor.put(step.id(), known);
      all.add(step.waitingFor(nearest));
    }
    return all;
  }

  private boolean waits(FrozenStep step, FrozenStep before) {
    Optional<List<StepId>> after = written.getOrDefault(step.id(), Optional.empty());
    return step.conduct().undo() == Conduct.Undo.NONE
        || after.isEmpty()
        || before.target().equals(step.target())
        || after.get().contains(before.id());
  }
}
