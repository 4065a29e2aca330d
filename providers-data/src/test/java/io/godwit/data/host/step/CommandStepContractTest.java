package io.godwit.data.host.step;

import io.godwit.api.step.StepType;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import io.godwit.data.host.process.Programs;
import io.godwit.data.host.target.HostTarget;
import io.godwit.testkit.step.StepContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayName("E2: a command with a way back keeps the contract of step types")
class CommandStepContractTest extends StepContract<HostTarget, CommandConfig, CommandConfig> {

  @TempDir Path folder;

  @Override
  protected HostTarget open() {
    Path marks = folder.resolve("marks");
    try {
      Files.createDirectories(marks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HostTarget(
        new ProjectFolder(folder),
        new Marks(marks),
        new Programs(folder, marks, Map.of()),
        Map.of());
  }

  @Override
  protected StepType<HostTarget, CommandConfig, CommandConfig> type() {
    return new CommandStepType();
  }

  @Override
  protected CommandConfig config() {
    return new CommandConfig(
        List.of("sh", "-c", "echo once >> made"),
        false,
        List.of("rm", "-f", "made"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        false,
        Duration.ofMinutes(1));
  }

  @Override
  protected String content(HostTarget target) {
    Path made = folder.resolve("made");
    try {
      return Files.exists(made) ? Files.readString(made) : "nothing";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
