package io.godwit.examples.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import io.godwit.examples.ExampleCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for requirements P1, P2, P4, P5 and P9, on a copy of its files. */
final class PlannerTest {

  private static final String DATABASE = "planner.db";
  private static final int FILES = 7;

  @TempDir Path folder;
  private ExampleCopy example = new ExampleCopy(Path.of(""));

  @BeforeEach
  void aCopyOfTheExample() throws IOException {
    example = ExampleCopy.of("planner", folder);
  }

  private static RunReport up(Godwit godwit) {
    return godwit.up(Optional.empty(), Consent.NONE);
  }

  @Test
  @DisplayName("P1, P2, P5: numbers and timestamps go up, every file comes back, and up again")
  void everyFileGoesUpComesBackAndGoesUpAgain() throws SQLException {
    try (Godwit godwit = example.open()) {
      assertThat(godwit.status(false).pending()).hasSize(FILES);
      List<Map<String, String>> ways = new ArrayList<>(List.of(ExampleCopy.digests(godwit)));
      assertThat(up(godwit).message()).isEmpty();
      Map<String, String> top = ExampleCopy.digests(godwit);
      assertThat(example.ask(DATABASE, "select hours from tasks where title = 'Pack'"))
          .isEqualTo("4.0");
      assertThat(example.ask(DATABASE, "select title from plans where id = 3"))
          .isEqualTo("Paint -- not /* really */ the fence");

      List<Map<String, String>> back = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
        back.add(ExampleCopy.digests(godwit));
      }

      assertThat(back.get(FILES - 1)).isEqualTo(ways.get(0));
      Collections.reverse(back);
      assertThat(back).doesNotHaveDuplicates();
      assertThat(up(godwit).ending()).isEqualTo(Ending.DONE);
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(top);
    }
  }

  @Test
  @DisplayName("P5: a function of triggers with bodies works as it was written")
  void triggersWithBodiesWork() throws SQLException {
    try (Godwit godwit = example.open()) {
      up(godwit);
    }
    example.ask(DATABASE, "update tasks set done = 1 where plan_id = 3 returning id");
    assertThat(example.ask(DATABASE, "select status from plans where id = 3"))
        .isEqualTo("finished");
    assertThat(
            example.ask(DATABASE, "select done || ' of ' || tasks from plan_progress where id = 3"))
        .isEqualTo("2 of 2");
  }

  @Test
  @DisplayName("P9: an environment has its own database, and leaves the others alone")
  void environmentsAreApart() {
    try (Godwit godwit = Godwit.builder().project(folder).environment("production").build()) {
      assertThat(up(godwit).ending()).isEqualTo(Ending.DONE);
    }
    assertThat(folder.resolve(".godwit/planner-production.db")).exists();
    assertThat(folder.resolve(".godwit/planner.db")).doesNotExist();
  }

  @Test
  @DisplayName("P4: a broken file is named with its line, and nothing of it is applied")
  void aBrokenFileIsNamed() throws IOException, SQLException {
    Files.writeString(
        folder.resolve("migrations/20250501090000_schema_broken.up.sql"),
        "create table extra (id integer);\ninsert into nowhere values (1);\n");
    Files.writeString(
        folder.resolve("migrations/20250501090000_schema_broken.down.sql"), "drop table extra;\n");
    try (Godwit godwit = example.open()) {
      RunReport report = up(godwit);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message()).contains("20250501090000_schema_broken.up.sql:2:1", "nowhere");
      assertThat(godwit.status(false).pending()).hasSize(1);
    }
    assertThat(example.ask(DATABASE, "select count(*) from sqlite_master where name = 'extra'"))
        .isEqualTo("0");
  }
}
