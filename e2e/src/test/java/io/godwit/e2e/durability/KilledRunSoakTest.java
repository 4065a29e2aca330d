package io.godwit.e2e.durability;

import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak")
@DisabledOnOs(OS.WINDOWS)
@DisplayName("kill -9, two hundred times each way")
class KilledRunSoakTest {

  private static final int KILLS = Integer.getInteger("godwit.kills", 200);

  @TempDir Path folder;

  @Test
  void onSqliteAndFiles() throws InterruptedException {
    soak(new HybridProject(folder), "SQLite");
  }

  @Test
  void onPostgresqlAndS3() throws Exception {
    try (LocalS3 s3 = LocalS3.start()) {
      HybridProject project =
          new HybridProject(folder)
              .with("STATE_URL", TestPostgres.freshDatabase())
              .with("APP_URL", TestPostgres.freshDatabase())
              .with("KNOWLEDGE_URL", TestPostgres.freshDatabase())
              .with("REPOSITORY_URL", s3.url());
      LocalS3.CREDENTIALS.forEach(project::with);
      soak(project, "PostgreSQL and S3");
    }
  }

  private static void soak(HybridProject project, String where) throws InterruptedException {
    long seed = Long.getLong("godwit.seed", System.nanoTime());
    System.out.println("Soak on " + where + ": -Dgodwit.seed=" + seed);
    Kills kills = new Kills(project, seed).learn();
    for (int i = 1; i <= KILLS; i++) {
      kills.killUp();
      kills.killDown();
      if (i % 20 == 0 || i == KILLS) {
        System.out.println(i + " kills each way on " + where + ": " + kills.hits());
      }
    }
  }
}
