package io.godwit.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunEvent.Kind;
import io.godwit.api.step.Tally;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RunMetrics metrics = new RunMetrics(registry);

  @Test
  @DisplayName("P8: time, volume and failures of runs are measured")
  void timeVolumeAndFailuresAreMeasured() {
    tell(0, Kind.STATE_CHANGED, "validating");
    tell(1, Kind.STEP_STARTED, "intends to apply");
    tell(2, Kind.ATTEMPT_FAILED, "apply failed and is tried again: GW-306 lock timeout");
    tell(4, Kind.STEP_COMPLETED, "completed apply", Tally.of("rows", 412));
    tell(5, Kind.WARNING, "warning: few orders are late");
    tell(6, Kind.RUN_SETTLED, "completed");

    assertThat(registry.timer("godwit.step").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(registry.counter("godwit.moved", "what", "rows").count()).isEqualTo(412);
    assertThat(registry.counter("godwit.attempts.failed").count()).isEqualTo(1);
    assertThat(registry.counter("godwit.warnings").count()).isEqualTo(1);
    assertThat(registry.timer("godwit.run", "state", "completed").totalTime(TimeUnit.SECONDS))
        .isEqualTo(6);
  }

  @Test
  void aRunThatIsTakenBackCountsUnderItsState() {
    tell(0, Kind.STATE_CHANGED, "executing");
    tell(3, Kind.RUN_SETTLED, "rolled_back: GW-208 a check failed");

    assertThat(registry.timer("godwit.run", "state", "rolled_back").count()).isEqualTo(1);
  }

  private void tell(int second, Kind kind, String message, Tally... tallies) {
    metrics.accept(
        new RunEvent(
            NOON.plusSeconds(second),
            new RunId(new UUID(0, 1)),
            new MigrationId("switch"),
            kind,
            Optional.of(new StepId("columns")),
            List.of(tallies),
            message));
  }
}
