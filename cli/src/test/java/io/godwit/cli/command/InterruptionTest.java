package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.godwit.testkit.process.Interrupts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real signals to a real process. */
@DisabledOnOs(OS.WINDOWS)
final class InterruptionTest {

  @TempDir Path folder;

  @BeforeEach
  void aProject() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), "system: helpdesk\n");
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void theFirstSignalLetsTheBatchFinish(String signal, int exit) throws Exception {
    assumeFalse(signal.equals("INT") && Interrupts.areIgnored());
    try (Running running = start("listens")) {
      running.send(signal);

      assertThat(running.exit()).isEqualTo(exit);
      assertThat(running.err().readLine()).startsWith("Stopping after the present batch");
      assertThat(running.out().readLine()).startsWith("Nothing ran.");
    }
  }

  @Test
  void theSecondSignalEndsTheProcessAtOnce() throws Exception {
    try (Running running = start("does not listen")) {
      running.send("TERM");
      assertThat(running.err().readLine()).startsWith("Stopping after the present batch");
      running.send("TERM");

      assertThat(running.exit()).isEqualTo(143);
    }
  }

  private Running start(String manner) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Interrupted.class.getName(),
                manner,
                folder.toString())
            .start();
    Running running =
        new Running(
            process,
            process.inputReader(StandardCharsets.UTF_8),
            process.errorReader(StandardCharsets.UTF_8));
    assertThat(running.out().readLine()).isEqualTo("running");
    return running;
  }

  /** A process that runs until it is told to stop. */
  private record Running(Process process, BufferedReader out, BufferedReader err)
      implements AutoCloseable {

    void send(String signal) throws Exception {
      Process kill =
          new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()))
              .inheritIO()
              .start();
      assertThat(kill.waitFor()).isZero();
    }

    int exit() throws InterruptedException {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
