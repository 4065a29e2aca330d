package io.godwit.e2e.contract;

import org.junit.jupiter.api.DisplayName;

@DisplayName("E8: tables that are brought back on SQLite keep the contract of step types")
class SqliteRestoreContractTest extends RestoreStepContract {

  @Override
  String url() {
    return "jdbc:sqlite:app.db";
  }
}
