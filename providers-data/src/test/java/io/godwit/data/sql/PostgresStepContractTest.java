package io.godwit.data.sql;

import io.godwit.testkit.postgres.TestPostgres;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A step of SQL on PostgreSQL keeps the contract of step types")
class PostgresStepContractTest extends SqlStepContract {

  private final String url = TestPostgres.freshDatabase();

  @Override
  String url() {
    return url;
  }
}
