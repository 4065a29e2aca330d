package io.godwit.e2e.contract;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.api.step.StepType;
import io.godwit.data.tables.RestoreConfig;
import io.godwit.data.tables.RestoreStep;
import io.godwit.data.tables.TableSnapshot;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.snapshot.Snapshots;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/**
 * {@code data.restore} of a table that is there and of one that is not keeps the contract of step
 * types; a subclass says on which database.
 */
abstract class RestoreStepContract extends TablesStepContract<RestoreConfig> {

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

  @Override
  protected StepType<DataTarget, RestoreConfig, TableSnapshot> type() {
    return new RestoreStep();
  }

  @Override
  protected RestoreConfig config() {
    return new RestoreConfig("t@1", List.of());
  }

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
