package io.godwit.engine.plan;

import io.godwit.api.name.StepId;
import io.godwit.api.run.Forecast;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a run will need (A1, A2). */
public final class Forecaster {

  /**
   * What an engine needs at most, however much it moves: batches, parts and buffers are bounded.
   * The tests that move large data run in a heap of this size.
   */
  private static final long ENGINE_MEMORY = 256L << 20;

  /** What a step needs that runs beside another: its batches, and a connection's buffers. */
  private static final long BESIDE_MEMORY = 64L << 20;

  private final Experience experience;

  /** Forecasts by what earlier runs taught. */
  public Forecaster(Experience experience) {
    this.experience = experience;
  }

  /** How long applying a step will take, if that can be said. */
  public Optional<Duration> duration(FrozenStep step) {
    return experience.estimate(step);
  }

  /** What all of a plan will need. */
  public Forecast of(FrozenPlan plan) {
    long storage = 0;
    long repository = 0;
    for (FrozenStep step : plan.steps()) {
      storage += step.estimate().storageBytes();
      repository += step.estimate().repositoryBytes();
    }
    int beside = beside(plan);
    return new Forecast(
        duration(plan),
        storage,
        repository,
        ENGINE_MEMORY + (beside - 1) * BESIDE_MEMORY,
        Math.max(2, beside));
  }

  /** The longest way through steps that wait for one another; empty when one is not known. */
  private Optional<Duration> duration(FrozenPlan plan) {
    Map<StepId, Duration> ends = new HashMap<>();
    Duration last = Duration.ZERO;
    for (FrozenStep step : plan.steps()) {
      Optional<Duration> takes = duration(step);
      if (takes.isEmpty()) {
        return Optional.empty();
      }
      Duration begins = Duration.ZERO;
      for (StepId before : step.terms().after()) {
        begins = longer(begins, ends.getOrDefault(before, Duration.ZERO));
      }
      Duration end = begins.plus(takes.get());
      ends.put(step.id(), end);
      last = longer(last, end);
    }
    return Optional.of(last);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** How many steps run side by side at most: those that as many waits lead to. */
  private static int beside(FrozenPlan plan) {
    Map<StepId, Integer> depths = new HashMap<>();
    Map<Integer, Integer> width = new HashMap<>();
    for (FrozenStep step : plan.steps()) {
      int depth =
          step.terms().after().stream().mapToInt(id -> depths.getOrDefault(id, 0)).max().orElse(0)
              + 1;
      depths.put(step.id(), depth);
      width.merge(depth, 1, Integer::sum);
    }
    return width.values().stream().mapToInt(Integer::intValue).max().orElse(1);
  }
}
