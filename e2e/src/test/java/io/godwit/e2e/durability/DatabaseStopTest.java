package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.e2e.durability.GodwitProcess.Ended;
import io.godwit.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@DisplayName("still unreachable: the database that holds state and rows dies under a run")
class DatabaseStopTest {

  @TempDir Path folder;

  @Test
  void theRunGoesOnOrIsResumedWhenTheServerIsBack() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
      HybridProject project =
          new HybridProject(folder.resolve("project"))
              .with("STATE_URL", server.freshDatabase())
              .with("APP_URL", server.freshDatabase());
      assertThat(GodwitProcess.run(project, "up").exit()).isZero();
      Map<String, String> fresh = digests(project.status());
      for (String moment : new String[] {"intends to apply", "intends to publish"}) {
        try (var godwit = project.open()) {
          assertThat(godwit.down(Consent.NONE).release()).contains(OLD);
        }
        try (GodwitProcess process = GodwitProcess.start(project, "up", "--verbose")) {
          process.until(moment);
          server.kill();
          server.restart();
          Ended ended = process.ended();
          assertThat(ended.exit()).as(ended.toString()).isIn(0, 1);
        }
        Ended again = GodwitProcess.run(project, "up");
        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(project.status().release()).contains(NEW);
        assertThat(digests(project.status())).as("killed in " + moment).isEqualTo(fresh);
      }
    }
  }
}
