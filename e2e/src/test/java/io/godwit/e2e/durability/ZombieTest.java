package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.StatusView;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayName("lease expiry + zombie: who slept through its lease is refused, by state and targets")
class ZombieTest {

  @TempDir Path folder;

  @Test
  void onSqliteItIsRefusedByTheTargetThatItWasAboutToChange() throws Exception {
    outlived(new HybridProject(folder), "app.db", "priority: intends to apply");
  }

  @Test
  void withStateAndRowsOnPostgresqlItIsRefusedByBothStores() throws Exception {
    HybridProject project =
        new HybridProject(folder)
            .with("STATE_URL", TestPostgres.freshDatabase())
            .with("APP_URL", TestPostgres.freshDatabase());
    outlived(project, "knowledge.db", "reembed: intends to apply");
  }

  /** A process falls asleep in a step that waits for a file, and wakes up when all is over. */
  private void outlived(HybridProject project, String file, String line) throws Exception {
    project.with("LEASE", "1s");
    assertThat(GodwitProcess.run(project, "up", "--to", OLD).exit()).isZero();
    try (HeldLock lock = HeldLock.onFile(folder.resolve(file));
        GodwitProcess sleeper = GodwitProcess.start(project, "up", "--verbose")) {
      sleeper.until(line).freeze();
      lock.release();
      takenOver(project);
      StatusView before = project.status();
      assertThat(before.release()).contains(NEW);

      Ended ended = sleeper.signal("CONT").ended();

      assertThat(ended.exit()).as(ended.toString()).isEqualTo(5);
      assertThat(ended.err()).contains("GW-231", "lost its lease", "godwit status");
      StatusView after = project.status();
      assertThat(digests(after)).isEqualTo(digests(before));
      assertThat(after.applied()).isEqualTo(before.applied());
      assertThat(after.running()).isEmpty();
    }
  }

  /** The sleeper is alive, so that others must wait until its lease has expired. */
  private static void takenOver(HybridProject project) {
    Ended ended = GodwitProcess.run(project, "up");
    while (ended.exit() == 5) {
      assertThat(ended.err()).contains("GW-230");
      ended = GodwitProcess.run(project, "up");
    }
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }
}
