package io.godwit.engine.metrics;

import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.RunEvent;
import io.godwit.api.step.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Turns events into meters (P8): {@code Godwit.builder().listener(new RunMetrics(registry))}.
 *
 * <ul>
 *   <li>{@code godwit.run}, a timer: runs that are settled, by {@code state}
 *   <li>{@code godwit.step}, a timer: verbs that are complete, from intent to outcome
 *   <li>{@code godwit.moved}, a counter: what they moved, by {@code what}: rows, documents, bytes
 *   <li>{@code godwit.attempts.failed} and {@code godwit.warnings}, counters
 * </ul>
 *
 * <p>No meter has a tag whose values grow with the number of migrations.
 */
public final class RunMetrics implements Consumer<RunEvent> {

  private final MeterRegistry registry;
  private final Map<RunId, Instant> runs = new HashMap<>();
  private final Map<StepId, Instant> steps = new HashMap<>();

  /** Meters in this registry. */
  public RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    runs.putIfAbsent(event.run(), event.at());
    switch (event.kind()) {
      case STEP_STARTED -> event.step().ifPresent(step -> steps.put(step, event.at()));
      case STEP_COMPLETED -> completed(event);
      case ATTEMPT_FAILED -> registry.counter("godwit.attempts.failed").increment();
      case WARNING -> registry.counter("godwit.warnings").increment();
      case RUN_SETTLED -> settled(event);
      default -> {
        return;
      }
    }
  }

  private void completed(RunEvent event) {
    Optional<Instant> began = event.step().map(steps::remove);
    began.ifPresent(at -> registry.timer("godwit.step").record(Duration.between(at, event.at())));
    for (Tally tally : event.tallies()) {
      registry.counter("godwit.moved", "what", tally.what()).increment((double) tally.done());
    }
  }

  /** The message of such an event begins with the state. */
  private void settled(RunEvent event) {
    String state = event.message().split(":", 2)[0];
    Instant began = Objects.requireNonNullElse(runs.remove(event.run()), event.at());
    steps.clear();
    registry.timer("godwit.run", "state", state).record(Duration.between(began, event.at()));
  }
}
