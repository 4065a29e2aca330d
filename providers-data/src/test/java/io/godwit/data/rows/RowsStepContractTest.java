package io.godwit.data.rows;

import io.godwit.api.step.StepType;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.target.DataTarget;
import io.godwit.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("Steps that move rows keep the contract of step types")
class RowsStepContractTest {

  /** One database for all, made with the first: to make one takes longer than to clear it. */
  private static final class Postgres {
    static final String URL = TestPostgres.freshDatabase();
  }

  abstract static class Transforming extends RowsStepContract<TransformConfig> {
    @Override
    protected StepType<DataTarget, TransformConfig, Movement> type() {
      return new TransformStep();
    }
  }

  abstract static class Filled extends RowsStepContract<BackfillConfig> {
    @Override
    protected StepType<DataTarget, BackfillConfig, Movement> type() {
      return new BackfillStep();
    }
  }

  @Nested
  @DisplayName("E6: by a query, on PostgreSQL")
  class ByQuery extends Transforming {
    @Override
    String url() {
      return Postgres.URL;
    }

    @Override
    protected TransformConfig config() {
      return Rows.of(5, 1).byQuery();
    }
  }

  @Nested
  @DisplayName("E6: by a class, by three workers, on PostgreSQL")
  class ByClassOnPostgres extends Transforming {
    @Override
    String url() {
      return Postgres.URL;
    }

    @Override
    protected TransformConfig config() {
      return Rows.of(2, 3).byClass();
    }
  }

  @Nested
  @DisplayName("E6: by a class, on SQLite")
  class ByClassOnSqlite extends Transforming {
    @Override
    String url() {
      return "jdbc:sqlite:app.db";
    }

    @Override
    protected TransformConfig config() {
      return Rows.of(5, 1).byClass();
    }
  }

  @Nested
  @DisplayName("P6: a backfill by three workers, on PostgreSQL")
  class FilledByWorkers extends Filled {
    @Override
    String url() {
      return Postgres.URL;
    }

    @Override
    protected BackfillConfig config() {
      return Rows.of(2, 3).filled();
    }
  }

  @Nested
  @DisplayName("P6: a backfill, on SQLite")
  class FilledOnSqlite extends Filled {
    @Override
    String url() {
      return "jdbc:sqlite:app.db";
    }

    @Override
    protected BackfillConfig config() {
      return Rows.of(5, 1).filled();
    }
  }
}
