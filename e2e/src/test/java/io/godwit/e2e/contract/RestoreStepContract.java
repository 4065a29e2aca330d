package io.godwit.e2e.contract;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.data.tables.RestoreConfig;
import io.godwit.data.tables.RestoreStep;
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
import io.godwit.sql.snapshot.Snapshots;
import io.godwit.testkit.step.BarePlanContext;
import io.godwit.testkit.step.BareStepContext;
import io.godwit.testkit.step.StepContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code data.restore} of a table that is there and of one that is not keeps the contract of step
 * types; a subclass says on which database.
 */
abstract class RestoreStepContract extends StepContract<DataTarget, RestoreConfig, TableSnapshot> {

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

  /** The same database each time. */
  abstract String url();

  @BeforeEach
  void aSnapshot() throws SQLException {
    try (DataTarget target = open()) {
      execute(
          target,
          "create table parent (id integer primary key, name text)",
          "create table child (id integer primary key, parent integer references parent (id))",
          "insert into parent values (1, 'one'), (2, 'two')",
          "insert into child values (1, 1), (2, 2)");
      Snapshots snapshots = new Snapshots(target.database(), target.receipts());
      try (Capture capture = snapshots.capture(List.of("parent", "child"), folder)) {
        Change change =
            Change.none()
                .add(ArtifactId.of("t", "1"), artifacts.stage(StageRequest.of(capture.files())));
        var unused = artifacts.publish(change);
      }
      execute(
          target, "drop table child", "delete from parent", "insert into parent values (7, '')");
    }
  }

  private static void execute(DataTarget target, String... statements) throws SQLException {
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
  protected StepType<DataTarget, RestoreConfig, TableSnapshot> type() {
    return new RestoreStep();
  }

  @Override
  protected RestoreConfig config() {
    return new RestoreConfig("t@1", List.of());
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

  @Override
  protected boolean meddle(DataTarget target) {
    try {
      execute(target, "alter table parent add column more integer");
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
