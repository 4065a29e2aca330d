package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A state store that is not what it was is refused, and nothing is done from it")
class DamagedStateTest {

  private static final String LAST = "(select id from godwit_run order by seq desc limit 1)";

  @TempDir Path folder;

  private HybridProject project;
  private Path state;

  @BeforeEach
  void inAFolder() {
    project = new HybridProject(folder);
    state = folder.resolve(".godwit/state.db");
  }

  @Test
  @DisplayName("journal tampered or truncated, frozen plan changed: refuse")
  void aJournalOrPlanThatIsNotWhatWasWritten() throws Exception {
    atTheOldRelease();
    dieInTheMiddle();
    Path left = backup();

    change("update godwit_journal set at = '2001-01-01T00:00:00Z' where n = 2 and run = " + LAST);
    isRefused("GW-244");

    restore(left);
    change("delete from godwit_journal where n > 3 and run = " + LAST);
    change("update godwit_run set version = 3 where id = " + LAST);
    isRefused("GW-244");

    restore(left);
    change("update godwit_run set plan = replace(plan, 'priority', 'priorities')");
    isRefused("GW-215");

    restore(left);
    assertThat(GodwitProcess.run(project, "up").exit()).isZero();
  }

  @Test
  @DisplayName("state-store file restored from old backup: receipts newer than journal, refuse")
  void aStateOfBefore() throws Exception {
    atTheOldRelease();
    Path backup = backup();
    Path settings = folder.resolve("config/app.toml");
    String before = Files.readString(settings);
    upDownUp();
    Map<String, String> fresh = digests(project.status());
    restore(backup);

    // The plan would be refused for the files, which have their new names; put them back for it.
    Path renamed = folder.resolve("config/app.yaml");
    Path aside = Files.move(renamed, folder.resolve("app.yaml"));
    Files.writeString(settings, before);
    Ended ended = GodwitProcess.run(project, "up");
    Files.delete(settings);
    Files.move(aside, renamed);

    assertThat(ended.exit()).as(ended.toString()).isNotZero();
    assertThat(ended.err()).contains("another engine");
    assertThat(digests(project.status())).isEqualTo(fresh);
  }

  private void atTheOldRelease() {
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.of(new Version(OLD)), Consent.NONE).release()).contains(OLD);
    }
  }

  private Path backup() throws Exception {
    Path backup = folder.resolve("backup.db");
    change("vacuum into '" + backup + "'");
    return backup;
  }

  private void restore(Path backup) throws IOException {
    Files.deleteIfExists(folder.resolve(".godwit/state.db-wal"));
    Files.deleteIfExists(folder.resolve(".godwit/state.db-shm"));
    Files.copy(backup, state, StandardCopyOption.REPLACE_EXISTING);
  }

  private void upDownUp() {
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).release()).contains(NEW);
      assertThat(godwit.down(Consent.NONE).release()).contains(OLD);
      assertThat(godwit.up(Optional.empty(), Consent.NONE).release()).contains(NEW);
    }
  }

  private void dieInTheMiddle() throws Exception {
    try (HeldLock lock = HeldLock.onFile(folder.resolve("app.db"));
        GodwitProcess process = GodwitProcess.start(project, "up", "--verbose")) {
      process.until("intends to apply").kill();
      lock.release();
    }
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void isRefused(String code) {
    Ended ended = GodwitProcess.run(project, "up");
    assertThat(ended.exit()).as(ended.toString()).isNotZero();
    assertThat(ended.err()).contains(code);
  }
}
