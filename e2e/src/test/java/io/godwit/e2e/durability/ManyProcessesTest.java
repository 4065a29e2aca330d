package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.StatusView;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("two engines start together: of eight, one does the work and each migration runs once")
class ManyProcessesTest {

  private static final int PROCESSES = 8;

  @TempDir Path folder;

  @Test
  void onPostgresql() {
    race(
        new HybridProject(folder.resolve("raced"))
            .with("STATE_URL", TestPostgres.freshDatabase())
            .with("APP_URL", TestPostgres.freshDatabase()),
        new HybridProject(folder.resolve("alone")).with("APP_URL", TestPostgres.freshDatabase()));
  }

  @Test
  void onSqlite() {
    race(new HybridProject(folder.resolve("raced")), new HybridProject(folder.resolve("alone")));
  }

  private static void race(HybridProject project, HybridProject alone) {
    List<GodwitProcess> racers = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        racers.add(GodwitProcess.start(project, "up"));
      }
      List<Ended> ended = racers.stream().map(GodwitProcess::ended).toList();
      assertThat(ended)
          .allSatisfy(one -> assertThat(one.exit()).as(one.toString()).isIn(0, 5))
          .anySatisfy(one -> assertThat(one.exit()).isZero());
    } finally {
      racers.forEach(GodwitProcess::close);
    }
    StatusView status = project.status();
    assertThat(status.release()).contains(NEW);
    assertThat(status.applied()).extracting(MigrationView::name).containsExactly("start", "switch");
    try (var godwit = project.open()) {
      assertThat(godwit.history()).as("each migration ran once").hasSize(2);
    }
    try (var godwit = alone.open()) {
      assertThat(godwit.up(java.util.Optional.empty(), io.godwit.api.run.Consent.NONE).message())
          .isEmpty();
    }
    assertThat(digests(status)).isEqualTo(digests(alone.status()));
  }
}
