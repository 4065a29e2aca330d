package io.godwit.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStateStoreTest extends StateStoreContract {

  @TempDir Path folder;

  @Override
  StateStore open(InstantSource clock) {
    return location().open("helpdesk", clock);
  }

  @Override
  StateStore another() {
    return StateLocation.of("jdbc:sqlite:another.db", folder).open("helpdesk", () -> NOON);
  }

  private StateLocation location() {
    return StateLocation.of("jdbc:sqlite:.godwit/state.db", folder);
  }

  @ParameterizedTest
  @DisplayName("Failure matrix: a journal that was tampered with or cut is refused")
  @ValueSource(
      strings = {
        "update godwit_journal set detail = replace(detail, 'APPLY', 'UNDO') where n = 1",
        "update godwit_journal set at = '2020-01-01T00:00:00Z' where n = 2",
        "delete from godwit_journal where n = 3",
        "delete from godwit_journal where n = 1",
        "update godwit_run set head_hash = plan_hash"
      })
  void aJournalThatWasTamperedWithIsRefused(String tampering) throws SQLException {
    long token = lease();
    RunRecord run = begin(1, token);
    commit(run, token, intent(), intent(), intent());
    assertThat(store().journal(run.id())).hasSize(3);

    execute(tampering);

    refused(EngineError.STATE_DAMAGED, () -> store().journal(run.id()));
  }

  @Test
  @DisplayName("Failure matrix: a frozen plan that was changed is not run")
  void aFrozenPlanThatWasChangedIsNotRun() throws SQLException {
    RunRecord run = begin(1, lease());

    execute("update godwit_run set plan = replace(plan, 'select', 'delete')");

    refused(EngineError.PLAN_DAMAGED, () -> store().run(run.id()));
  }

  @Test
  void aStoreOfANewerGodwitIsRefused() throws SQLException {
    execute("update godwit_state set version = 99");

    refused(EngineError.STATE_TOO_NEW, () -> open(() -> NOON).close());
  }

  @Test
  void aStoreOfAnotherSystemIsRefused() {
    refused(
        EngineError.STATE_OF_ANOTHER_SYSTEM, () -> location().open("another", () -> NOON).close());
  }

  @Test
  void aStoreOfTheFirstVersionIsUpgradedAndKeepsWhatItHas() throws SQLException {
    RunRecord run = begin(1, lease());
    store().close();
    execute("alter table godwit_run drop column retired");
    execute("update godwit_state set version = 1");

    try (StateStore upgraded = open(() -> NOON)) {
      assertThat(upgraded.run(run.id())).contains(run);
      assertThat(upgraded.isRetired(run.id())).isFalse();
    }
  }

  private void execute(String sql) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve(".godwit/state.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void refused(EngineError code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
