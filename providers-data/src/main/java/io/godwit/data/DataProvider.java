package io.godwit.data;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.api.tool.Tool;
import io.godwit.data.online.ChangeStep;
import io.godwit.data.pace.PaceTool;
import io.godwit.data.rows.BackfillStep;
import io.godwit.data.rows.FailedTool;
import io.godwit.data.rows.TransformStep;
import io.godwit.data.sql.SqlStep;
import io.godwit.data.tables.RestoreStep;
import io.godwit.data.tables.SnapshotStep;
import io.godwit.data.target.DataConfig;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseSettings.Timeouts;
import io.godwit.sql.DatabaseSettings.Use;
import io.godwit.sql.DatabaseUrl;
import java.util.List;

/** Schema and rows on SQLite and PostgreSQL. */
public final class DataProvider implements Provider<DataTarget, DataConfig> {

  /** For the service loader. */
  public DataProvider() {}

  @Override
  public String name() {
    return "data";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<DataConfig> configType() {
    return DataConfig.class;
  }

  @Override
  public DataTarget open(DataConfig config, ProviderContext context) {
    Timeouts timeouts =
        new Timeouts(Timeouts.DEFAULT.connect(), config.lockTimeout(), config.statementTimeout());
    return new DataTarget(
        Database.open(
            DatabaseUrl.parse(config.url(), context.directory()),
            new DatabaseSettings(config.connections(), timeouts, Use.SCRIPTS),
            context.interceptor()::connection),
        config.verify(),
        config.levels());
  }

  @Override
  public List<StepType<DataTarget, ?, ?>> stepTypes() {
    return List.of(
        new SqlStep(),
        new TransformStep(),
        new BackfillStep(),
        new ChangeStep(),
        new SnapshotStep(),
        new RestoreStep());
  }

  @Override
  public List<Tool<DataTarget, ?>> tools() {
    return List.of(new PaceTool(), new FailedTool());
  }
}
