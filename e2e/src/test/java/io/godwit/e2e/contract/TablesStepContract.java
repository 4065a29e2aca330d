package io.godwit.e2e.contract;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.data.tables.TableSnapshot;
import io.godwit.data.target.DataTarget;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.RepositoryTools;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.testkit.step.BarePlanContext;
import io.godwit.testkit.step.BareStepContext;
import io.godwit.testkit.step.StepContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** The contract of steps between a database and a repository. */
abstract class TablesStepContract<C extends Record>
    extends StepContract<DataTarget, C, TableSnapshot> {

  @TempDir Path folder;

  final Artifacts artifacts =
      Repository.on(
          new MemoryStorage(InstantSource.system()),
          new RepositoryTools(
              InstantSource.system(),
              ObjectIds.random(InstantSource.system(), new Random(7)),
              new Random(1),
              Backoff.NONE,
              Workers.NONE));

  /** The same database each time. */
  abstract String url();

  static void execute(DataTarget target, String... statements) throws SQLException {
    try (Connection connection = target.database().connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  protected DataTarget open() {
    return new DataTarget(
        Database.open(DatabaseUrl.parse(url(), folder), DatabaseSettings.SCRIPTS));
  }

  @Override
  protected PlanContext planning() {
    return new BarePlanContext() {
      @Override
      public Artifacts artifacts() {
        return artifacts;
      }
    };
  }

  @Override
  protected StepContext context(Effect effect, Checkpoint checkpoint, Checkpoint applied) {
    return new WithRepository(effect, checkpoint, applied, artifacts);
  }

  private record WithRepository(
      Effect effect, Checkpoint checkpoint, Checkpoint applied, Artifacts artifacts)
      implements BareStepContext {}
}
