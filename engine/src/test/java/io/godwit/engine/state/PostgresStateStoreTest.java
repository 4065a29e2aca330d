package io.godwit.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PostgresStateStoreTest extends StateStoreContract {

  private final String url = TestPostgres.freshDatabase();

  @Override
  StateStore open(InstantSource clock) {
    return at(url);
  }

  @Override
  StateStore another() {
    return at(TestPostgres.freshDatabase());
  }

  private static StateStore at(String url) {
    return StateLocation.of(url, Path.of("")).open("helpdesk", () -> NOON);
  }

  @Test
  @DisplayName(
      "Failure matrix: a connection that was cut is opened again, and what was written is read")
  void aConnectionThatWasCutIsOpenedAgain() throws SQLException {
    long token = lease();
    RunRecord run = begin(1, token);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and datname = current_database()");
    }

    assertThat(readTwice(run)).isEqualTo(run);
    assertThat(commit(run, token, intent()).version()).isEqualTo(1);
  }

  /** The first attempt finds that the connection is gone. */
  private RunRecord readTwice(RunRecord run) {
    try {
      return store().run(run.id()).orElseThrow();
    } catch (GodwitException e) {
      assertThat(e.code()).isEqualTo(EngineError.STATE_UNREACHABLE);
      return store().run(run.id()).orElseThrow();
    }
  }
}
