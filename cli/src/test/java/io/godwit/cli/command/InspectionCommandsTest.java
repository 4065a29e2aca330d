package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionCommandsTest {

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void aProject() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), "system: helpdesk\n");
    shell = new Shell(folder);
  }

  @Test
  void lintObjectsToErrorsAndNotToWarnings() {
    assertThat(shell.run("lint").exit()).isZero();
    assertThat(shell.out())
        .contains("LK101  migrations/001_create.up.sql:3:1")
        .contains("warning: table t goes with its rows")
        .contains("2 migrations: 0 errors, 1 warning.");

    assertThat(shell.run("lint", "--all", "--json").exit()).isEqualTo(4);
    assertThat(shell.out()).contains("\"errors\": 1", "\"code\": \"DS101\"", "\"line\": 3");
    assertThat(shell.engine.asked).contains("lint false", "lint true");
  }

  @Test
  void aDryRunThatIsExecutedSaysWhatWasNotTriedAndWhatFails() {
    assertThat(shell.run("up", "--dry-run", "--execute").exit()).isZero();
    assertThat(shell.out())
        .contains("works but for what was not tried, in a transaction that is rolled back")
        .contains("a.up.sql:2:1 vacuum (refuses a transaction)");

    assertThat(shell.run("up", "--dry-run", "--execute", "--to", "1.4.0").exit()).isEqualTo(1);
    assertThat(shell.out()).contains("GW-303  a.up.sql:3:8: no such table");
    assertThat(shell.run("up", "--execute").exit()).isEqualTo(2);
    assertThat(shell.engine.asked)
        .contains("rehearse", "rehearse 1.4.0")
        .noneMatch(asked -> asked.startsWith("up"));
  }

  @Test
  void evolutionTellsWhatReadersLose() {
    assertThat(shell.run("evolution").exit()).isZero();
    assertThat(shell.out())
        .contains("1.5.0  rename", "changed table ticket on app")
        .contains("From the beginning to 1.5.0: who reads the one finds it all in the other.");

    assertThat(shell.run("evolution", "--from", "1.4.0").exit()).isEqualTo(4);
    assertThat(shell.out()).contains("lost to readers: app: ticket.name");
    assertThat(shell.run("evolution", "--from", "1.4.0", "--json").out())
        .contains("\"compatible\": false");
  }

  @Test
  void driftIsShownAsAUnifiedDiff() {
    assertThat(shell.run("drift").exit()).isZero();
    assertThat(shell.out()).contains("app: as made by 2 applied migrations.");

    assertThat(shell.run("drift", "--target", "app").exit()).isEqualTo(4);
    assertThat(shell.out())
        .contains(
            """
            --- app, as migrated: table ticket
            +++ app, as it is: table ticket
            @@ -1,2 +1,3 @@
             id int
            +by_hand int
             name text
            """);
    assertThat(shell.run("drift", "--target", "app", "--json").out())
        .contains("\"drift\": true", "\"change\": \"changed\"");
    assertThat(shell.engine.asked).contains("drift all", "drift app");
  }

  @Test
  void tryNamesTheWayBackThatDoesNotRestore() {
    assertThat(shell.run("try").exit()).isEqualTo(4);
    assertThat(shell.out())
        .contains("grow", "leaves another structure", "not tried: reembed on helpdesk")
        .contains("+++ app, after up and down: table ticket", "+by_hand int")
        .contains("2 migrations tried: 1 is well, 1 is not.");
    assertThat(shell.run("try", "--json").out())
        .contains("\"result\": \"not_restored\"", "\"good\": false");
  }
}
