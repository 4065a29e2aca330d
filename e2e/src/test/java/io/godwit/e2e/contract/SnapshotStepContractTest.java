package io.godwit.e2e.contract;

import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.step.StepType;
import io.godwit.data.tables.SnapshotConfig;
import io.godwit.data.tables.SnapshotStep;
import io.godwit.data.tables.TableSnapshot;
import io.godwit.data.target.DataTarget;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("E8: tables that go into the repository keep the contract of step types")
class SnapshotStepContractTest extends TablesStepContract<SnapshotConfig> {

  @Override
  String url() {
    return "jdbc:sqlite:app.db";
  }

  @BeforeEach
  void aTable() throws SQLException {
    try (DataTarget target = open()) {
      execute(
          target,
          "create table parent (id integer primary key, name text)",
          "insert into parent values (1, 'one')");
    }
  }

  @Override
  protected StepType<DataTarget, SnapshotConfig, TableSnapshot> type() {
    return new SnapshotStep();
  }

  @Override
  protected SnapshotConfig config() {
    return new SnapshotConfig("t", "1", List.of("parent"));
  }

  /** What it changes is the repository. */
  @Override
  protected String content(DataTarget target) {
    return artifacts.catalog().versions(new ArtifactName("t")).stream()
        .map(version -> version.id() + " " + version.content().sizeBytes())
        .toList()
        .toString();
  }
}
