package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.engine.Godwit;
import io.godwit.sql.Dialect;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The schema is kept beside the migrations, on request")
class SchemaFileTest {

  private static final String KEPT = "versioning: { migrations: { schema-file: db/schema.sql } }\n";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void eachRunWritesItAndItMakesTheSameSchema(Dialect dialect) throws IOException, SQLException {
    SqlProject project = new SqlProject(folder, url(dialect)).configure(KEPT);
    project
        .write(
            "migrations/001_a.up.sql",
            """
            create table t (id int primary key, name text default 'a;b' not null);
            create table u (t int references t, b int);
            create index u_t on u (t);
            create view v as select name from t;
            """)
        .write("migrations/001_a.down.sql", "drop view v; drop table u; drop table t;")
        .write("migrations/002_b.up.sql", "alter table t add column price int;")
        .write("migrations/002_b.down.sql", "alter table t drop column price;");
    Path file = folder.resolve("db/schema.sql");
    try (Godwit godwit = project.open()) {
      godwit.up(Optional.empty(), Consent.NONE);
      String both = Files.readString(file);
      assertThat(both)
          .startsWith("-- The schema, written by Godwit after each run.\n")
          .containsIgnoringCase("create index u_t on")
          .contains("price")
          .doesNotContain("godwit_");

      godwit.down(Consent.NONE);
      assertThat(Files.readString(file)).doesNotContain("price").isNotEqualTo(both);
      godwit.up(Optional.empty(), Consent.NONE);
      assertThat(Files.readString(file)).isEqualTo(both);

      assertThat(again(dialect, both)).isEqualTo(schema(godwit));
    }
  }

  private static String url(Dialect dialect) {
    return dialect == Dialect.SQLITE ? "jdbc:sqlite:app.db" : TestPostgres.freshDatabase();
  }

  private static String schema(Godwit godwit) {
    return String.valueOf(godwit.status(false).targets().get(0).holds().get("schema"));
  }

  /** The schema of a database that the script makes. */
  private String again(Dialect dialect, String script) {
    SqlProject other = new SqlProject(folder.resolve("other"), url(dialect));
    other.write("migrations/001_all.up.sql", script);
    try (Godwit godwit = other.open()) {
      godwit.up(Optional.empty(), new Consent(true, true));
      return schema(godwit);
    }
  }
}
