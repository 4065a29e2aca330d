package io.godwit.e2e.project;

import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("State and application database on a PostgreSQL server")
class PostgresProjectTest {

  @TempDir Path folder;

  @Test
  void onPostgresqlItComesBackToTheDigestsThatItCameFrom() {
    HelpDesk desk = new HelpDesk(folder);
    desk.at(TestPostgres.freshDatabase(), TestPostgres.freshDatabase());
    HybridMigrationTest.forwardAndBack(desk);
  }
}
