package io.godwit.e2e.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.config.Setting;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.engine.Godwit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("P6: rows move no faster than an operator and their author want")
class PacedRowsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.backfill  | table: t, set: { b: a }",
        "data.transform | from: [t], to: u, select: select a as b from source"
      })
  void pausedRowsWaitUntilTheyMayGo(String use, String with) throws SQLException {
    SqlProject project = new SqlProject(folder, "jdbc:sqlite:app.db");
    project
        .execute(
            "create table t (a integer primary key, b integer)",
            "insert into t values (1, null), (2, null), (3, null)",
            "create table u (b integer primary key)")
        .write(
            "migrations/001_a/migration.yaml", migration(use, with + ", batch: 2", "timeout: 1s"));
    String moved = "select count(t.b) + (select count(*) from u) from t";
    try (Godwit godwit = project.open()) {
      pace(godwit, "pause");
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.FAILED);
      assertThat(project.ask(moved)).isEqualTo("0");
      pace(godwit, "go");
    }
    project.write(
        "migrations/001_a/migration.yaml", migration(use, with + ", pace: { rest: 1 }", ""));
    try (Godwit godwit = project.open()) {
      assertThat(godwit.up(Optional.empty(), Consent.NONE).message()).isEmpty();
      assertThat(project.ask(moved)).isEqualTo("3");
    }
    project.write(
        "migrations/002_b/migration.yaml", migration(use, with + ", pace: { max-lag: 1s }", ""));
    try (Godwit godwit = project.open()) {
      assertThatThrownBy(() -> godwit.up(Optional.empty(), Consent.NONE))
          .isInstanceOf(GodwitException.class)
          .hasMessageContaining("SQLite has neither replicas nor sessions");
    }
  }

  private static String migration(String use, String with, String more) {
    return "steps:\n  - id: rows\n    use: %s\n    with: { %s }\n".formatted(use, with)
        + (more.isEmpty() ? "" : "    " + more + "\n");
  }

  private static void pace(Godwit godwit, String word) {
    Place typed = Place.of("the test");
    Setting yes = new Setting.Scalar(Optional.of("true"), true, typed);
    Setting.Mapping arguments = new Setting.Mapping(Map.of(word, yes), typed);
    ToolUse use = new ToolUse("data", "pace", Optional.empty(), arguments);
    assertThat(godwit.useTool(use, Caller.silent(Path.of("."))).good()).isTrue();
  }
}
