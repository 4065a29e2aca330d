package io.godwit.e2e.contract;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.config.Setting;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.config.change.FileChange;
import io.godwit.data.config.step.MigrateConfig;
import io.godwit.data.config.step.MigrateStep;
import io.godwit.data.config.step.MigrateStepType;
import io.godwit.data.config.target.ConfigTarget;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.testkit.step.BareStepContext;
import io.godwit.testkit.step.StepContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("E4: a change of two configuration files keeps the contract of step types")
class MigrateStepContractTest extends StepContract<ConfigTarget, MigrateConfig, MigrateStep> {

  @TempDir Path folder;
  private final Artifacts artifacts =
      Repository.on(
          new MemoryStorage(InstantSource.system()),
          new RepositoryTools(
              InstantSource.system(),
              ObjectIds.random(InstantSource.system(), new Random(7)),
              new Random(1),
              Backoff.NONE,
              Workers.NONE));

  @BeforeEach
  void twoFiles() throws IOException {
    Files.writeString(folder.resolve("app.toml"), "# kept\nport = 80\n");
    Files.writeString(folder.resolve("jobs.json"), "{\"workers\": 4}\n");
  }

  @Override
  protected ConfigTarget open() {
    return new ConfigTarget(
        new ProjectFolder(folder),
        List.of("app.toml", "jobs.json"),
        new Marks(folder.resolve("marks")));
  }

  @Override
  protected StepType<ConfigTarget, MigrateConfig, MigrateStep> type() {
    return new MigrateStepType(name -> Optional.empty());
  }

  @Override
  protected MigrateConfig config() {
    return new MigrateConfig(
        List.of(change("app.toml", "port", "server.port"), change("jobs.json", "workers", "pool")));
  }

  @Override
  protected StepContext context(Effect effect, Checkpoint checkpoint, Checkpoint applied) {
    return new WithRepository(effect, checkpoint, applied, artifacts);
  }

  private record WithRepository(
      Effect effect, Checkpoint checkpoint, Checkpoint applied, Artifacts artifacts)
      implements BareStepContext {}

  @Override
  protected boolean meddle(ConfigTarget target) {
    try {
      Files.writeString(folder.resolve("app.toml"), "port = 8080 # by hand\n");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChange change(String file, String from, String to) {
    Map<String, Setting> none = Map.of();
    return new FileChange(
        file,
        Optional.empty(),
        false,
        Map.of(from, to),
        Map.of(),
        Map.of(),
        Map.of(),
        none,
        none,
        List.of(),
        Map.of());
  }
}
