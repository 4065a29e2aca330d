package io.godwit.data.sql;

import org.junit.jupiter.api.DisplayName;

@DisplayName("A step of SQL on SQLite keeps the contract of step types")
class SqliteStepContractTest extends SqlStepContract {

  @Override
  String url() {
    return "jdbc:sqlite:app.db";
  }
}
