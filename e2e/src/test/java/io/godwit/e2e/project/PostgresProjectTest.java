package io.godwit.e2e.project;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("State and application database on a PostgreSQL server")
class PostgresProjectTest {

  @TempDir Path folder;

  @Test
  void onPostgresqlItComesBackToTheDigestsThatItCameFrom() throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String state = server.getJdbcUrl("postgres", "postgres");
      String app = server.getJdbcUrl("postgres", "template1");
      HybridMigrationTest.forwardAndBack(new HelpDesk(folder).at(state, app));
    }
  }
}
