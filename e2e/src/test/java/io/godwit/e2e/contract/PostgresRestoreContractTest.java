package io.godwit.e2e.contract;

import io.godwit.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("E8: tables that are brought back on PostgreSQL keep the contract of step types")
class PostgresRestoreContractTest extends RestoreStepContract {

  private final String url = TestPostgres.freshDatabase();

  @Override
  String url() {
    return url;
  }
}
