package io.godwit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.RunView;
import io.godwit.cli.command.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MovedTest {

  @Test
  void whatMovedIsSummedForEachTargetOverStepsAndRuns() {
    Moved moved =
        Moved.in(
            List.of(
                Samples.run(Samples.embedder("completed")),
                Samples.run(Samples.embedder("completed"))));

    assertThat(moved.byTarget())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "app", "824 rows, 24 statements",
                "models", "189 MB",
                "helpdesk", "2,408 chunks"));
  }

  @Test
  void whatWasTakenBackHasNotMoved() {
    assertThat(Moved.in(List.of(Samples.run(Samples.embedder("rolled_back")))).byTarget())
        .isEmpty();
  }

  @Test
  void aStepThatWentBackWithoutACountIsAsBeforeAndAnyOtherChanged() {
    RunView run = Samples.run(Samples.bare("completed"));
    RunView back =
        new RunView(
            run.migration(),
            "down",
            run.recorded(),
            run.engine(),
            run.planHash(),
            run.release(),
            run.warnings(),
            run.targets(),
            run.journal());

    assertThat(Moved.in(List.of(run)).byTarget()).isEqualTo(Map.of("models", "changed"));
    assertThat(Moved.in(List.of(back)).byTarget()).isEqualTo(Map.of("models", "as before"));
  }

  @Test
  void anItemThatIsNoCountIsToldAsItIs() {
    assertThat(Moved.told("ranker 2.0.0")).isEqualTo("ranker 2.0.0");
    assertThat(Moved.told("412 of 500 rows")).isEqualTo("412 of 500 rows");
    assertThat(Moved.told("94,371,840 bytes")).isEqualTo("94.4 MB");
    assertThat(Moved.told("999999999999999999999 rows")).isEqualTo("999999999999999999999 rows");
  }
}
