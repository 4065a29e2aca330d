package io.godwit.data.sql;

import io.godwit.api.step.StepType;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import io.godwit.testkit.step.StepContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** {@code data.sql} keeps the contract of step types; a subclass says on which database. */
abstract class SqlStepContract extends StepContract<DataTarget, SqlConfig, SqlScripts> {

  private static final String UP =
      """
      create table pupil (id integer primary key, name text not null);
      insert into pupil (id, name) values (1, 'Ada'), (2, 'Grace');
      alter table pupil add column born integer;
      """;

  @TempDir Path folder;

  /** The same database each time. */
  abstract String url();

  @Override
  protected DataTarget open() {
    return new DataTarget(
        Database.open(DatabaseUrl.parse(url(), folder), DatabaseSettings.SCRIPTS));
  }

  @Override
  protected StepType<DataTarget, SqlConfig, SqlScripts> type() {
    return new SqlStep();
  }

  @Override
  protected SqlConfig config() {
    return StepHarness.config(UP, Optional.of("drop table pupil"));
  }
}
