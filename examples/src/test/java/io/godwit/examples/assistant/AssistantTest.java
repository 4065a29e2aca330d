package io.godwit.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Version;
import io.godwit.api.run.Backup;
import io.godwit.api.run.Consent;
import io.godwit.api.run.EvolutionView;
import io.godwit.api.run.PlanView;
import io.godwit.api.run.PlanView.PlannedRun;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.VerificationView;
import io.godwit.engine.Godwit;
import io.godwit.examples.ExampleCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for requirements A1 to A6, A12 and A13, on a copy of its files. */
final class AssistantTest {

  private static final String DATABASE = "assistant.db";
  private static final List<String> STAGES = List.of("1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0");

  @TempDir Path folder;
  private ExampleCopy example = new ExampleCopy(Path.of(""));

  @BeforeEach
  void aCopyOfTheExample() throws IOException {
    example = ExampleCopy.of("assistant-mvp", folder);
  }

  private static RunReport up(Godwit godwit, String stage) {
    return godwit.up(Optional.of(new Version(stage)), Consent.NONE);
  }

  @Test
  @DisplayName("A12, A4: five stages go up one by one, each sound, and come back one by one")
  void everyStageGoesUpAndComesBack() throws SQLException {
    List<Map<String, String>> ways = new ArrayList<>();
    try (Godwit godwit = example.open()) {
      ways.add(ExampleCopy.digests(godwit));
      for (String stage : STAGES) {
        assertThat(up(godwit, stage).message()).isEmpty();
        assertThat(godwit.status(false).release()).contains(stage);
        VerificationView sound = godwit.verify(Optional.empty());
        assertThat(sound.safeToMigrate()).as(stage + ": " + sound).isTrue();
        ways.add(ExampleCopy.digests(godwit));
      }
      assertThat(ways).doesNotHaveDuplicates();

      assertThat(example.ask(DATABASE, "select title from incidents where ticket_id = 'KB-7'"))
          .isEqualTo("Entry 7");
      assertThat(
              example.ask(
                  DATABASE,
                  "select step from template_steps where template_id = 10010 and position = 2"))
          .isEqualTo("Raise the limit to 10");
      assertThat(example.ask(DATABASE, "select count(*) from search_documents")).isEqualTo("440");

      for (int stage = STAGES.size() - 1; stage >= 0; stage--) {
        assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
        assertThat(ExampleCopy.digests(godwit)).as("stage " + stage).isEqualTo(ways.get(stage));
      }
      assertThat(godwit.up(Optional.empty(), Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(ways.get(STAGES.size()));
    }
  }

  @Test
  @DisplayName("A1, A2, A12: the path to a stage, with its risk, its downtime and what it needs")
  void thePathToAStage() {
    try (Godwit godwit = example.open()) {
      up(godwit, "1.0.0");
      PlanView plan = godwit.planUp(Optional.of(new Version("5.0.0")), Backup.CONFIGURED);

      assertThat(plan.from()).contains("1.0.0");
      assertThat(plan.to()).contains("5.0.0");
      assertThat(plan.runs())
          .extracting(run -> run.migration().targetVersion())
          .containsExactly("2.0.0", "3.0.0", "4.0.0", "5.0.0");
      assertThat(plan.runs())
          .extracting(PlannedRun::risk)
          .containsExactly("low", "medium", "high", "critical");
      assertThat(plan.runs())
          .extracting(PlannedRun::downtime)
          .containsExactly(false, false, true, true);
      assertThat(plan.runs()).allSatisfy(run -> assertThat(run.forecast().cores()).isPositive());
      assertThat(plan.runs().get(0).forecast().memoryBytes()).isPositive();
    }
  }

  @Test
  @DisplayName("A3: the history of the schema, and what a reader of an older stage would lose")
  void theHistoryOfTheSchema() throws IOException {
    try (Godwit godwit = example.open()) {
      EvolutionView all = godwit.inspection().evolution(Optional.empty(), Optional.empty());
      assertThat(all.stages()).extracting(EvolutionView.Stage::version).isEqualTo(STAGES);
      assertThat(all.stages().get(3).changes())
          .extracting(change -> change.change() + " " + change.object())
          .contains("added table projects", "changed table incidents");
      assertThat(all.compatible()).isTrue();
      assertThat(godwit.status(false).release()).as("nothing is touched").isEmpty();
    }
    Path tables = folder.resolve("migrations/005_mvp5/tables.up.sql");
    Files.writeString(
        tables, Files.readString(tables) + "alter table kb_entries drop column tags;\n");
    try (Godwit godwit = example.open()) {
      EvolutionView late =
          godwit
              .inspection()
              .evolution(Optional.of(new Version("4.0.0")), Optional.of(new Version("5.0.0")));
      assertThat(late.compatible()).isFalse();
      assertThat(late.lost()).containsExactly("app: kb_entries.tags");
    }
  }

  @Test
  @DisplayName("A6: back through several stages at once, each looked at before the next")
  void backThroughSeveralStages() {
    try (Godwit godwit = example.open()) {
      up(godwit, "2.0.0");
      Map<String, String> second = ExampleCopy.digests(godwit);
      up(godwit, "5.0.0");

      assertThat(godwit.planRollback("2.0.0").runs()).hasSize(3);
      assertThat(godwit.rollback("2.0.0", Consent.NONE).message()).isEmpty();
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(second);
    }
  }

  @Test
  @DisplayName("A13: a stage that goes wrong leaves the one before, whole")
  void aStageThatGoesWrong() throws IOException {
    Path tables = folder.resolve("migrations/004_mvp4/migration.yaml");
    Files.writeString(
        tables, Files.readString(tables).replace("when 'login' then 2", "when 'login' then 3"));
    try (Godwit godwit = example.open()) {
      up(godwit, "3.0.0");
      Map<String, String> third = ExampleCopy.digests(godwit);

      RunReport report = up(godwit, "4.0.0");

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(ExampleCopy.digests(godwit)).isEqualTo(third);
      assertThat(godwit.status(false).release()).contains("3.0.0");
    }
  }
}
