package io.godwit.e2e.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunReport;
import io.godwit.engine.Godwit;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Somebody else is in the way on PostgreSQL: tried again, whole, and never for long")
class ContentionTest {

  /** Sessions that wait for a lock. */
  private static final String WAITING =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
          + " and datname = current_database()";

  @TempDir Path folder;
  private HybridProject project;
  private String url = "";

  @BeforeEach
  void twoTables() throws SQLException {
    url = TestPostgres.freshDatabase();
    project = new HybridProject(folder).with("APP_URL", url);
    project.write(
        "godwit.yaml",
        """
        system: desk
        targets:
          app: { provider: data, url: "${APP_URL}", lock-timeout: 5s, default: true }
        versioning: { migrations: { path: only } }
        """);
    execute(
        "create table a (x int); create table b (x int); insert into a values (0);"
            + " insert into b values (0)");
  }

  @Test
  @DisplayName("deadlock 40P01: the whole transaction is tried again")
  void ofADeadlockNothingStaysAndItIsTriedAgain() throws Exception {
    project.write("only/001_both.up.sql", "update a set x = x + 1; update b set x = x + 1;");
    project.write("only/001_both.down.sql", "update a set x = x - 1; update b set x = x - 1;");
    List<String> failures = new ArrayList<>();
    try (HeldLock other = HeldLock.on(url, "set deadlock_timeout = '1min'; update b set x = 10")) {
      CompletableFuture<RunReport> up =
          CompletableFuture.supplyAsync(() -> up(event -> note(failures, event)));
      awaitCount(WAITING, 1);
      other.execute("update a set x = 10"); // waits for us, as we wait for it, until we give in
      other.execute("commit");
      assertThat(up.get().ending()).isEqualTo(RunReport.Ending.DONE);
    }
    assertThat(failures).anyMatch(said -> said.contains("40P01"));
    assertThat(ask("select a.x + b.x from a, b")).isEqualTo("22");
  }

  @Test
  @DisplayName("lock_timeout on DDL: it gives up its place in the queue, and comes again")
  void aLockThatIsHeldIsAskedForAgain() throws Exception {
    project.write(
        "godwit.yaml",
        """
        system: desk
        targets:
          app: { provider: data, url: "${APP_URL}", lock-timeout: 100ms, default: true }
        versioning: { migrations: { path: only } }
        """);
    project.write("only/001_note.up.sql", "alter table a add column note text;");
    project.write("only/001_note.down.sql", "alter table a drop column note;");
    List<String> failures = new ArrayList<>();
    try (HeldLock other = HeldLock.on(url, "select * from a")) {
      RunReport report =
          up(
              event -> {
                note(failures, event);
                if (failures.size() == 2) {
                  release(other);
                }
              });
      assertThat(report.ending()).isEqualTo(RunReport.Ending.DONE);
    }
    assertThat(failures).hasSizeGreaterThanOrEqualTo(2).allMatch(said -> said.contains("55P03"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName(
      "failed CONCURRENTLY index: a process that is killed leaves it invalid; it is rebuilt")
  void anIndexThatAKilledProcessLeftInvalidIsBuiltAgain() throws Exception {
    project.write("only/001_index.up.sql", "create index concurrently a_x on a (x);");
    project.write("only/001_index.down.sql", "drop index a_x;");
    try (HeldLock other = HeldLock.on(url, "update a set x = 5");
        GodwitProcess process = GodwitProcess.start(project, "up")) {
      awaitCount(WAITING, 1);
      process.kill();
      awaitCount(
          "select count(pg_terminate_backend(pid)) from pg_stat_activity where query like"
              + " 'create index concurrently%'",
          0);
      assertThat(ask("select indisvalid from pg_index where indexrelid = 'a_x'::regclass"))
          .isEqualTo("f");
      other.release();
    }
    GodwitProcess.Ended again = GodwitProcess.run(project, "up");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(ask("select indisvalid from pg_index where indexrelid = 'a_x'::regclass"))
        .isEqualTo("t");
  }

  private RunReport up(Consumer<RunEvent> listener) {
    try (Godwit godwit =
        Godwit.builder()
            .project(folder)
            .variables(name -> Optional.ofNullable(project.variables().get(name)))
            .listener(listener)
            .build()) {
      return godwit.up(Optional.empty(), Consent.NONE);
    }
  }

  private static void note(List<String> failures, RunEvent event) {
    if (event.kind() == RunEvent.Kind.ATTEMPT_FAILED) {
      failures.add(event.message());
    }
  }

  private static void release(HeldLock lock) {
    try {
      lock.release();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitCount(String query, int count) throws SQLException {
    while (!ask(query).equals(Integer.toString(count))) {
      Thread.onSpinWait();
    }
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
