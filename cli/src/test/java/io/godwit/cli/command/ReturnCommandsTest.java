package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.RunReport.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the way back. */
class ReturnCommandsTest {

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void aProject() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), "system: helpdesk\n");
    shell = new Shell(folder);
  }

  @Test
  @DisplayName("E8, A6: points says where one can go back to, why not, and what it would lose")
  void pointsSaysWhatAReturnWouldLose() {
    shell.run("points");

    assertThat(shell.exit()).isZero();
    assertThat(shell.out())
        .contains("start", "not possible: migration create-tickets has been retired")
        .contains("1.4.0", "switch-embedder")
        .contains("what was written since noon into what step columns added");
  }

  @Test
  void rollbackShowsItsPlanFirstOrGoesBack() {
    shell.run("rollback", "--to", "1.4.0", "--dry-run");
    assertThat(shell.engine.asked).contains("planRollback 1.4.0").doesNotContain("rollback 1.4.0");

    shell.run("rollback", "--to", "1.4.0", "--yes");
    assertThat(shell.engine.asked).contains("rollback 1.4.0 irreversible blind");
  }

  @Test
  @DisplayName("E9: an emergency rollback wants the word yes")
  void anEmergencyRollbackWantsTheWordYes() {
    String[] typed = {"rollback", "--to", "1.4.0", "--strategy", "emergency"};

    assertThat(shell.run(typed).exit()).isEqualTo(2);
    assertThat(shell.onTerminal().answering("no").run(typed).exit()).isEqualTo(2);
    assertThat(shell.engine.asked).noneMatch(asked -> asked.startsWith("emergency"));

    assertThat(shell.onTerminal().answering("yes").run(typed).exit()).isZero();
    assertThat(shell.engine.asked).contains("emergency 1.4.0 irreversible blind");
  }

  @Test
  @DisplayName("E9: a restore shows its plan, or wants the word yes and brings a backup back")
  void aRestoreWantsTheWordYes() {
    String[] typed = {"rollback", "--to", "1.4.0", "--strategy", "restore", "--no-backup"};

    assertThat(shell.run(typed).exit()).isEqualTo(2);
    assertThat(shell.err()).contains("--dry-run").contains("Nothing was touched");
    assertThat(shell.engine.asked).noneMatch(asked -> asked.startsWith("restore"));
    shell.run("rollback", "--to", "1.4.0", "--strategy", "restore", "--dry-run");
    assertThat(shell.engine.asked).contains("planRestore 1.4.0");

    assertThat(shell.onTerminal().answering("yes").run(typed).exit()).isZero();
    assertThat(shell.engine.asked).contains("restore 1.4.0 without a backup irreversible blind");
  }

  @Test
  @DisplayName("E7: up takes a backup first or leaves it out, and not both")
  void upTakesABackupOrNot() {
    shell.run("up", "--backup");
    shell.run("up", "--no-backup", "--dry-run");
    assertThat(shell.engine.asked).contains("up with a backup", "planUp without a backup");
    assertThat(shell.run("up", "--backup", "--no-backup").exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("E7: up from another version than the system is at changes nothing")
  void upFromAVersion() {
    assertThat(shell.run("up", "--from", "0.0.9").exit()).isEqualTo(2);
    assertThat(shell.err()).contains("not at 0.0.9 as --from says");
    assertThat(shell.engine.asked).noneMatch(asked -> asked.startsWith("up"));
    String now = shell.engine.status(false).release().orElseThrow();

    assertThat(shell.run("up", "--from", now).exit()).isZero();
    assertThat(shell.engine.asked).contains("up");
  }

  @Test
  @DisplayName("E8: a backup by hand says what it holds and how it comes back; points lists it")
  void aBackupSaysHowItComesBack() {
    assertThat(shell.run("backup").out())
        .contains("app, helpdesk", "12.3 MB", "--strategy restore");
    assertThat(shell.run("points").out()).contains("12.3 MB of", "none");
    assertThat(shell.run("backup", "--json").out()).contains("\"size_bytes\"", "12345678");
  }

  @Test
  void recoverSaysHowMuchCameBack() {
    assertThat(shell.run("recover").out()).contains("5 runs came back from the repository");
  }

  @Test
  void rollbackWithoutAPointIsNoCommand() {
    assertThat(shell.run("rollback").exit()).isEqualTo(2);
    assertThat(shell.err()).contains("--to");
  }

  @Test
  void resumeTakesUpWhatIsOpen() {
    shell.engine.report = () -> Samples.ending(Ending.ATTENTION);

    assertThat(shell.run("resume").exit()).isEqualTo(3);
    assertThat(shell.engine.asked).contains("resume");
  }

  @Test
  void retireKeepsAWayBackBehindTheLatestUnlessToldOtherwise() {
    shell.run("retire");
    shell.run("retire", "--keep", "0");
    assertThat(shell.engine.asked).contains("retire 1", "retire 0");

    assertThat(shell.run("retire", "--keep", "-1").exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("P3: baseline, import-history, force and repair record and run nothing")
  void bookkeeping() {
    shell.run("baseline");
    shell.run("baseline", "1.4.0");
    shell.run("import-history", "--target", "app", "--tool", "flyway");
    shell.run("force", "2.0.0");
    shell.run("force", "start");

    assertThat(shell.engine.asked)
        .contains("baseline ", "baseline 1.4.0", "import-history app flyway", "force 2.0.0")
        .contains("force ");
    assertThat(shell.run("repair").out()).contains("Accepted as they are now: switch-embedder.");
    assertThat(shell.run("repair", "--json").out()).contains("\"repaired\"");
    assertThat(shell.run("force").exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("B9: a person's word needs a reason, and it is one of two")
  void resolveTakesAWordAndAReason() {
    shell.run("resolve", "last", "columns", "--done", "--reason", "dropped by hand");
    assertThat(shell.engine.asked)
        .anyMatch(asked -> asked.endsWith("columns true dropped by hand"));

    assertThat(shell.run("resolve", "last", "columns", "--done").exit()).isEqualTo(2);
    assertThat(shell.run("resolve", "last", "columns", "--reason", "so").exit()).isEqualTo(2);
    assertThat(
            shell
                .run("resolve", "last", "columns", "--done", "--not-done", "--reason", "so")
                .exit())
        .isEqualTo(2);
  }
}
