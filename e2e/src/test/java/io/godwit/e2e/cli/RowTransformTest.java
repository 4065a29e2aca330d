package io.godwit.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.row.RowTransform;
import io.godwit.e2e.cli.CommandLine.Said;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("E6: rows are transformed one by one, by a class in a jar or by a program")
final class RowTransformTest {

  private static final String SETTLE =
      """
      package org.acme;

      import io.godwit.api.row.Row;
      import io.godwit.api.row.RowTransform;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.Map;

      public final class Settle implements RowTransform {
        @Override
        public List<Row> transform(Row row) {
          Map<?, ?> config = (Map<?, ?>) row.get("config").orElseThrow();
          if (config.get("user") == null) {
            throw new IllegalArgumentException("nobody owns it");
          }
          List<Row> rows = new ArrayList<>();
          for (Object step : (List<?>) config.get("steps")) {
            rows.add(
                Row.empty()
                    .with("id", 10 * (Long) row.values().get("id") + rows.size())
                    .with("settings", Map.of("owner", config.get("user"), "step", step))
                    .with("raw", row.values().get("raw")));
          }
          return rows;
        }
      }
      """;

  @TempDir Path outside;
  private Path project;
  private CommandLine godwit;

  @BeforeEach
  void aProjectWithOldRows() throws IOException, SQLException {
    project = outside.resolve("project");
    write(
        "godwit.yaml",
        "system: desk\ntargets:\n  app: { provider: data, url: \"jdbc:sqlite:app.db\" }\n");
    try (Database database = database();
        Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table old (id integer primary key, config json, raw blob)");
      statement.execute("create table fresh (id integer primary key, settings json, raw blob)");
      statement.execute(
          "insert into old values (1, '{\"user\": \"Ada\", \"steps\": [1, 2.50]}', x'00ff'), (2,"
              + " '{\"steps\": []}', null), (3, '{\"user\": \"Bob\", \"steps\": [\"é\"]}', null)");
    }
    godwit = new CommandLine(project);
  }

  private Database database() {
    return Database.open(
        DatabaseUrl.parse("jdbc:sqlite:app.db", project), DatabaseSettings.SCRIPTS);
  }

  private String fresh() throws SQLException {
    try (Database database = database();
        Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select coalesce(group_concat(id || ' ' || settings || ' ' || quote(raw), '; '), '')"
                    + " from (select * from fresh order by id)")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  @Test
  @DisplayName("E6: a class in plugins/ makes rows; what it refuses is kept aside and listed")
  void byClass() throws IOException, SQLException {
    MigrationJar.write(
        project.resolve("plugins/settle.jar"),
        Files.createDirectories(outside.resolve("work")),
        RowTransform.class,
        "org.acme.Settle",
        SETTLE);
    step("transform: org.acme.Settle");
    Said refused = godwit.run("up");
    assertThat(refused.err())
        .contains("GW-354", "the row with key 2 of table old", "nobody owns it");
    assertThat(fresh()).isEmpty();

    step("transform: org.acme.Settle, continue-on-error: true");
    good("up");

    assertThat(fresh().replace("\"step\"", "step"))
        .contains("10 {", "step:1", "11 {", "step:2.50", "X'00FF'", "30 {", "step:", "é")
        .doesNotContain("20 {");
    assertThat(good("data", "failed").out()).contains("nobody owns it");
    good("down");
    assertThat(fresh()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("E6: a program reads a row from each line, in a copy of its folder")
  void byProgram() throws IOException, SQLException {
    write(
        "migrations/001_rows/tools/rows.sed",
        """
        /"id":2,/s/.*/"nobody owns it"/
        s/"config":/"settings":/
        """);
    step("command: [sed, -f, rows.sed], files: tools, continue-on-error: true");

    good("up");

    assertThat(fresh()).contains("Ada", "X'00FF'", "3 {", "é").doesNotContain("2 {");
    assertThat(good("data", "failed").out()).contains("nobody owns it");
    good("down");
    assertThat(fresh()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName(
      "E6: a program that gives no rows is shown with what it gave, and nothing is written")
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 3            | GW-358 | ended with 3",
        "cat > /dev/null   | GW-358 | wrote 0 lines for 3 rows",
        "sed s/^.*$/nope/  | GW-358 | a line that is not JSON: nope",
        "sed s/^.*$/17/    | GW-358 | neither a row, a list of rows",
        "sed s/config/gone/| GW-353 | no column gone",
      })
  void broken(String script, String code, String told) throws IOException, SQLException {
    step("command: [sh, -c, '" + script.strip() + "']");

    Said up = godwit.run("up");

    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.err()).contains(code, told);
    assertThat(fresh()).isEmpty();
  }

  private void step(String how) throws IOException {
    write(
        "migrations/001_rows/migration.yaml",
        """
        to: 1.0.0
        steps:
          - { id: rows, use: data.transform, target: app, with: { from: [old], to: fresh, %s } }
        """
            .formatted(how));
  }

  private Said good(String... typed) {
    Said said = godwit.run(typed);
    assertThat(said.exit()).as(said.err() + said.out()).isZero();
    return said;
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }
}
