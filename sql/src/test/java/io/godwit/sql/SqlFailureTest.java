package io.godwit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.api.outcome.Attempt;
import io.godwit.sql.SqlFailure.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What a driver's exception means for the attempt (A13)")
class SqlFailureTest {

  private static final DatabaseUrl POSTGRES =
      DatabaseUrl.parse("jdbc:postgresql://db/app", Path.of("/"));
  private static final DatabaseUrl SQLITE = DatabaseUrl.parse("jdbc:sqlite:app.db", Path.of("/"));

  @TempDir Path folder;

  private static String ending(DatabaseUrl url, SQLException e, Moment moment) {
    SqlFailure failure = SqlFailure.of(url, e, moment);
    return failure.attempt().getClass().getSimpleName() + " " + failure.fault().code();
  }

  @ParameterizedTest
  @CsvSource({
    "40001, BEFORE_COMMIT, Retryable CONTENTION",
    "40001, COMMIT,        Retryable CONTENTION",
    "40P01, BEFORE_COMMIT, Retryable CONTENTION",
    "55P03, ALONE,         Retryable CONTENTION",
    "57014, BEFORE_COMMIT, Rejected TOO_SLOW",
    "25001, BEFORE_COMMIT, Rejected STATEMENT_REFUSED",
    "42501, BEFORE_COMMIT, Rejected NOT_ALLOWED",
    "53100, BEFORE_COMMIT, Retryable NO_ROOM",
    "23505, COMMIT,        Rejected STATEMENT_REFUSED",
    "57P01, BEFORE_COMMIT, Retryable CONNECTION_LOST",
    "57P01, COMMIT,        Unknown OUTCOME_UNKNOWN",
    "08006, BEFORE_COMMIT, Retryable CONNECTION_LOST",
    "08006, COMMIT,        Unknown OUTCOME_UNKNOWN",
    "08006, ALONE,         Unknown OUTCOME_UNKNOWN",
    "08001, CONNECT,       Retryable UNREACHABLE",
    "08001, BEFORE_COMMIT, Retryable UNREACHABLE",
    "28P01, CONNECT,       Rejected UNREACHABLE",
    "XX001, BEFORE_COMMIT, Rejected DAMAGED",
  })
  void postgres(String state, Moment moment, String expected) {
    assertThat(ending(POSTGRES, new SQLException("x", state), moment)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "5,    BEFORE_COMMIT, Retryable CONTENTION",
    "261,  BEFORE_COMMIT, Retryable CONTENTION",
    "5,    COMMIT,        Retryable CONTENTION",
    "13,   BEFORE_COMMIT, Retryable NO_ROOM",
    "10,   BEFORE_COMMIT, Retryable CONNECTION_LOST",
    "10,   COMMIT,        Unknown OUTCOME_UNKNOWN",
    "14,   CONNECT,       Retryable UNREACHABLE",
    "8,    BEFORE_COMMIT, Rejected NOT_ALLOWED",
    "11,   BEFORE_COMMIT, Rejected DAMAGED",
    "26,   BEFORE_COMMIT, Rejected DAMAGED",
    "1,    BEFORE_COMMIT, Rejected STATEMENT_REFUSED",
    "787,  BEFORE_COMMIT, Rejected STATEMENT_REFUSED",
  })
  void sqlite(int code, Moment moment, String expected) {
    assertThat(ending(SQLITE, new SQLException("x", null, code), moment)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void aLockThatIsHeldIsContentionOnARealDatabase(Dialect dialect) throws SQLException {
    DatabaseSettings brief =
        DatabaseSettings.SCRIPTS.with(
            new DatabaseSettings.Timeouts(
                Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ZERO));
    try (Database database = TestDatabases.fresh(dialect, folder, brief)) {
      TestDatabases.execute(database, "create table t (a int)");
      try (Connection holder = database.connection();
          Connection other = database.connection();
          Statement holds = holder.createStatement();
          Statement waits = other.createStatement()) {
        boolean postgres = dialect == Dialect.POSTGRESQL;
        holds.execute(postgres ? "begin; lock table t" : "begin immediate");
        String blocked = postgres ? "set lock_timeout = 50; select * from t" : "delete from t";
        SQLException e = catchThrowableOfType(SQLException.class, () -> waits.execute(blocked));
        assertThat(ending(database.url(), e, Moment.BEFORE_COMMIT))
            .isEqualTo("Retryable CONTENTION");
        holds.execute("rollback");
      }
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsDamaged() throws IOException {
    Files.writeString(folder.resolve("test.db"), "this is no database, and long enough to be read");
    try (Database database =
        TestDatabases.fresh(Dialect.SQLITE, folder, DatabaseSettings.SCRIPTS)) {
      SQLException e =
          catchThrowableOfType(
              SQLException.class,
              () -> {
                try (Connection connection = database.reader();
                    Statement statement = connection.createStatement()) {
                  statement.execute("select * from sqlite_schema");
                }
              });
      assertThat(database.fault(e).code()).isEqualTo(SqlError.DAMAGED);
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaidToBeMissing() {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:sqlite:nowhere/app.db", folder);
    try (Database database = Database.open(url, DatabaseSettings.OWN_TABLES)) {
      SQLException e = catchThrowableOfType(SQLException.class, database::connection);
      assertThat(ending(url, e, Moment.CONNECT)).isEqualTo("Retryable UNREACHABLE");
      assertThat(database.fault(e).message()).contains("nowhere/app.db").contains("create it");
    }
  }

  @Test
  void anAttemptThatEndedKeepsItsFault() {
    Attempt<String> attempt =
        SqlFailure.of(SQLITE, new SQLException("line one\n  line two"), Moment.BEFORE_COMMIT)
            .attempt();
    assertThat(attempt.toString()).contains("line one line two");
  }
}
