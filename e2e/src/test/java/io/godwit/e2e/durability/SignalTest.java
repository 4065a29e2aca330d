package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.godwit.api.run.StatusView;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.testkit.process.Interrupts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
@DisplayName(
    "SIGTERM in batch: the step is finished, the run can be resumed; a second one is at once")
class SignalTest {

  @TempDir Path folder;

  private HybridProject project;

  @BeforeEach
  void atTheOldRelease() {
    project = new HybridProject(folder);
    assertThat(GodwitProcess.run(project, "up", "--to", OLD).exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void theFirstSignalEndsAfterTheStepAndTheNextUpGoesOn(String signal, int exit) throws Exception {
    assumeFalse(signal.equals("INT") && Interrupts.areIgnored());
    try (HeldLock lock = HeldLock.onFile(folder.resolve("app.db"));
        GodwitProcess process = GodwitProcess.start(project, "up", "--verbose")) {
      process.until("intends to apply").signal(signal);
      process.until("Stopping after the present batch");
      lock.release();
      Ended ended = process.ended();

      assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
      assertThat(ended.err()).contains("asked to stop", "to go on");
    }
    StatusView stopped = project.status();
    assertThat(stopped.running())
        .hasValueSatisfying(run -> assertThat(run.name()).isEqualTo("switch"));
    assertThat(stopped.release()).contains(OLD);
    assertThat(stopped.lease()).as("the lease is given up").isEmpty();
    goesOn();
  }

  @Test
  void theSecondSignalEndsAtOnceAndLosesNothing() throws Exception {
    try (HeldLock lock = HeldLock.onFile(folder.resolve("app.db"));
        GodwitProcess process = GodwitProcess.start(project, "up", "--verbose")) {
      process.until("intends to apply").signal("TERM");
      process.until("Stopping after the present batch").signal("TERM");
      Ended ended = process.ended();

      assertThat(ended.exit()).as("while the step still waits: " + ended).isEqualTo(143);
      lock.release();
    }
    goesOn();
  }

  private void goesOn() {
    Ended again = GodwitProcess.run(project, "up");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(project.status().release()).contains(NEW);
    assertThat(project.status().running()).isEmpty();
  }
}
