package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.run.DoctorView;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.api.run.VerificationView;
import io.godwit.api.target.Defect;
import io.godwit.cli.terminal.Signals;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.error.EngineError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void aProject() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), "system: helpdesk\n");
    shell = new Shell(folder);
  }

  @Test
  void statusShowsWhereTheSystemStands() {
    shell.run("status");

    assertThat(shell.exit()).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            helpdesk  release 1.0.0

              target    provider   version  holds
              app       data       1.0.0
              helpdesk  knowledge           articles 3, handbook 1
              models    model               ranker 1.0.0

                 migration        to     state
              ✓  create-tickets   1.0.0  applied 2026-11-20 12:00
              ·  switch-embedder  2.0.0  pending

            1 pending: `godwit plan` shows what would happen, `godwit up` does it.
            """);
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void planShowsStepsWithTheirPlacesWorkUndoAndRisk() {
    shell.run("plan");

    assertThat(shell.out())
        .isEqualTo(
            """
            Plan: 1.0.0 → 2.0.0  1 migration, 2 steps

            switch-embedder  1.0.0 → 2.0.0  hybrid

              1. columns  data.sql on app
                 Run 2 statements of columns.up.sql
                   migrations/002_switch_embedder/columns.up.sql:3  ALTER TABLE ticket ADD COLUMN priority TEXT
                   migrations/002_switch_embedder/columns.up.sql:5  UPDATE ticket SET priority = 'normal'
                 412 rows · about 1.3 s · undo by its inverse · outcome by receipt · risk medium

              2. reembed  knowledge.reembed on helpdesk
                 Build articles v4 with bge, 1024 dimensions
                 1,204 chunks · about 3 min 20 s · undo by its inverse · outcome by looking · risk low
                 !  The old embedder does not answer: going back will not be possible.

              checks
                ·  after: no ticket without priority

            Risk medium, no downtime. It takes about 3 min 21 s, 9.4 MB more in the targets, 1.8 MB more in the repository.
            Nothing has been changed. `godwit up` does this.
            """);
  }

  @Test
  @DisplayName("F5, P3: up executes, and says what moved in each store")
  void upSaysWhatMovedInEachStoreAndTheReleaseNow() {
    shell.run("up");

    assertThat(shell.exit()).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
              ✓  switch-embedder  1.0.0 → 2.0.0  done  3.2 s

              app       412 rows, 12 statements
              models    94.4 MB
              helpdesk  1,204 chunks

              !  check 'articles have titles' expected 0, got 3

            Release 2.0.0 is current.
            """);
    assertThat(shell.engine.asked)
        .containsExactly("open " + folder.getFileName(), "status false", "planUp", "up", "close");
  }

  @Test
  void aRunThatFailedSaysWhyOnStandardErrorAndWhereEverythingIsNow() {
    shell.engine.report = Samples::failed;
    shell.run("up");

    assertThat(shell.exit()).isEqualTo(1);
    assertThat(shell.out()).contains("rolled back").endsWith("Release 1.0.0 is current.\n");
    assertThat(shell.err())
        .isEqualTo(
            """
            GW-303  Migration switch-embedder failed: step columns (data.sql on app): migrations/002/columns.up.sql:3:1: no such table: ticket
                    All targets are back as they were: version 1.0.0. Mend the cause and run the command again.
            """);
  }

  @ParameterizedTest
  @CsvSource({"DONE,0", "FAILED,1", "ATTENTION,3", "STOPPED,1"})
  void theExitCodeTellsWhatARunCameTo(Ending ending, int exit) {
    shell.engine.report = () -> Samples.ending(ending);

    assertThat(shell.run("up").exit()).isEqualTo(exit);
    assertThat(shell.run("down", "--json").exit()).isEqualTo(exit);
  }

  @Test
  void optionsReachTheEngine() {
    shell.run("up", "--to", "2.0.0", "--yes", "--env", "production");
    shell.run("down", "-y", "--quiet");
    shell.run("plan", "--down");
    shell.run("plan", "--to", "2.0.0");
    shell.run("up", "--dry-run");
    shell.run("down", "--dry-run");
    shell.run("--json", "status", "--digest");

    assertThat(shell.engine.asked)
        .filteredOn(asked -> !asked.equals("close") && !asked.equals("status false"))
        .filteredOn(asked -> !asked.equals("open " + folder.getFileName()))
        .containsExactly(
            "open " + folder.getFileName() + " production",
            "up 2.0.0 irreversible blind",
            "down irreversible blind",
            "planDown",
            "planUp 2.0.0",
            "planUp",
            "planDown",
            "status true");
  }

  @Test
  void aStepThatCannotBeUndoneNeedsAWordThatNobodyIsThereToGive() {
    shell.engine.plan = Samples::irreversible;
    shell.run("up", "--to", "2.0.0");

    assertThat(shell.exit()).isEqualTo(2);
    assertThat(shell.err())
        .startsWith("GW-702  Your word is needed: switch-embedder/forget cannot be undone.")
        .contains("`godwit up --to 2.0.0 --yes`")
        .endsWith("Nothing was changed.\n");
    assertThat(shell.engine.asked).noneMatch(asked -> asked.startsWith("up"));
  }

  @Test
  void aPersonWhoTypesYesLetsItRunAndNoOneElseDoes() {
    shell.engine.plan = Samples::irreversible;
    shell.onTerminal().answering("yes").run("up");
    assertThat(shell.exit()).isZero();
    assertThat(shell.err()).contains("switch-embedder/forget").contains("Type yes to go on: ");
    assertThat(shell.engine.asked).contains("up irreversible");
    shell.engine.asked.clear();

    shell.answering("y").run("up");
    assertThat(shell.exit()).isEqualTo(2);
    assertThat(shell.engine.asked).noneMatch(asked -> asked.startsWith("up"));
  }

  @Test
  void aScriptThatReadsJsonIsNeverAsked() {
    shell.engine.plan = Samples::irreversible;
    shell.onTerminal().answering("yes").run("up", "--json");

    assertThat(shell.exit()).isEqualTo(2);
    assertThat(shell.out()).contains("\"code\": \"GW-702\"").contains("\"exit_code\": 2");
  }

  @Test
  void theFirstSignalStopsAfterTheBatchAndTheExitCodeSaysWhichItWas() {
    shell.engine.report =
        () -> {
          shell.signals.get(0).accept(Signals.Ending.TERM);
          return Samples.ending(Ending.STOPPED);
        };
    shell.run("up");

    assertThat(shell.engine.asked).contains("stop");
    assertThat(shell.err()).contains("Stopping after the present batch");
    assertThat(shell.exit()).isEqualTo(143);
  }

  @Test
  void theProjectIsTheNearestFolderUpward() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Shell below = new Shell(deep);

    assertThat(below.run("status").exit()).isZero();
    assertThat(below.engine.asked).contains("open " + folder.getFileName());
  }

  @Test
  void aFolderWithoutAProjectIsSaidToBeSo() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    shell.run("status", "--project", elsewhere.toString());

    assertThat(shell.exit()).isEqualTo(2);
    assertThat(shell.err())
        .startsWith("GW-101  There is no godwit.yaml in")
        .contains("godwit init");
    assertThat(shell.engine.asked).isEmpty();
  }

  @Test
  void validateListsWhatIsWrongAsItsResult() {
    shell.engine.faults =
        List.of(
            Fault.at(new Place("godwit.yaml", 3, 1), ConfigError.UNKNOWN_KEY, "No such key."),
            Fault.of(EngineError.TARGET_UNHEALTHY, "Target app does not answer."));
    shell.run("validate");
    assertThat(shell.exit()).isEqualTo(4);
    assertThat(shell.out())
        .isEqualTo(
            """
            GW-110  godwit.yaml:3:1
                    No such key.
            GW-210  Target app does not answer.

            2 faults.
            """);

    shell.run("validate", "--json");
    assertThat(shell.exit()).isEqualTo(4);
    assertThat(shell.out()).contains("\"valid\": false").contains("\"code\": \"GW-210\"");
    shell.engine.faults = List.of();
    assertThat(shell.run("validate").exit()).isZero();
  }

  @Test
  @DisplayName("A9: doctor is well, or says what is not")
  void doctorSaysWhatIsNotWell() {
    assertThat(shell.run("doctor").exit()).isZero();
    assertThat(shell.out()).endsWith("All is well.\n");
    shell.engine.doctor = Samples.doctor(false);
    assertThat(shell.run("doctor").exit()).isEqualTo(4);
    assertThat(shell.out()).contains("✗  target app").endsWith("1 of 2 need your attention.\n");
  }

  @Test
  @DisplayName("A5: verify tells what it found, and ends with 4 when something is critical")
  void verifyTellsWhatItFound() {
    assertThat(shell.run("verify", "--level", "quick").exit()).isZero();
    assertThat(shell.engine.asked).contains("verify QUICK");
    assertThat(shell.out())
        .isEqualTo(
            """
            app  degraded
              !  foreign key note_ticket on note has no index: create index concurrently on note (ticket)

            Nothing critical; it is safe to migrate.
            """);
    shell.engine.verification =
        VerificationView.of(
            List.of(
                VerificationView.TargetReport.of(
                    "app",
                    "data",
                    List.of(
                        new Defect(
                            Defect.Severity.CRITICAL,
                            Defect.Area.DATA,
                            "column a.x",
                            "holds null in 1 row",
                            "fill it")))));
    assertThat(shell.run("verify").exit()).isEqualTo(4);
    assertThat(shell.out()).endsWith("1 critical issue: mend before you migrate.\n");
    assertThat(shell.run("verify", "--json").exit()).isEqualTo(4);
    assertThat(shell.out())
        .contains("\"health\": \"critical\"")
        .contains("\"critical_issues\": 1")
        .contains("\"safe_to_migrate\": false")
        .contains("\"severity\": \"critical\"")
        .contains("\"suggestion\": \"fill it\"");
  }

  @Test
  void manyGoodLooksAtOneThingAreOneLine() {
    shell.engine.doctor =
        new DoctorView(
            false,
            List.of(
                new DoctorView.Line("repository", true, "an object can be made"),
                new DoctorView.Line("repository", true, "it can be read"),
                new DoctorView.Line("repository", false, "it cannot be swapped")));

    assertThat(shell.run("doctor").out())
        .isEqualTo(
            """
              ✓  repository  an object can be made; it can be read
              ✗  repository  it cannot be swapped

            1 of 3 need your attention.
            """);
  }

  @Test
  void historyListsRunsAndShowTakesTheBeginningOfAnId() {
    shell.run("history");
    assertThat(shell.out())
        .contains("22222222  switch-embedder  1.0.0 → 2.0.0   completed  2026-11-20 12:00  3.2 s");

    shell.run("show", "2222");
    assertThat(shell.out())
        .contains("ada@desk (4711)")
        .contains("2  12:00:00.015  intended  columns  intends to apply");
    assertThat(shell.run("show", "last").exit()).isZero();
    assertThat(shell.run("show", "9").exit()).isEqualTo(2);
    assertThat(shell.err()).startsWith("GW-703  No run's id begins with '9'");
    assertThat(shell.run("show", "22222222-0000-4000-8000-000000000002").exit()).isZero();
    assertThat(shell.run("show", "z".repeat(36)).exit()).isEqualTo(2);
  }

  @Test
  @DisplayName("P3: init makes a project, create a migration under the next number")
  void initMakesAProjectAndCreateAMigration() throws IOException {
    Path fresh = folder.resolve("fresh");
    shell.run("init", "--project", fresh.toString());
    assertThat(shell.exit()).isZero();
    assertThat(shell.out()).contains("godwit.yaml").contains("godwit create NAME");
    assertThat(fresh.resolve("godwit.yaml")).exists();

    shell.run("create", "split", "address", "--project", fresh.toString(), "--json");
    assertThat(shell.exit()).isZero();
    assertThat(shell.out()).contains("migrations/001_split_address.up.sql");
    shell.run("create", "--hybrid", "switch embedder", "--project", fresh.toString());
    assertThat(shell.out()).contains("migrations/002_switch_embedder/migration.yaml");
    try (var files = Files.list(fresh.resolve("migrations"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("001_split_address.up.sql", "002_switch_embedder");
    }
    shell.run("init", "--project", fresh.toString());
    assertThat(shell.exit()).isEqualTo(2);
    assertThat(shell.err()).startsWith("GW-150");
  }

  @Test
  void aMistypedCommandOrOptionIsAnsweredWithTheNearest() {
    assertThat(shell.run("stauts").exit()).isEqualTo(2);
    assertThat(shell.err())
        .startsWith("GW-701  There is no command 'stauts'. Did you mean status?");
    assertThat(shell.run("up", "--dryrun").exit()).isEqualTo(2);
    assertThat(shell.err()).contains("'--dryrun'").contains("`godwit up --help`");
    assertThat(shell.run("up", "--to", "../x").exit()).isEqualTo(2);
    assertThat(shell.err()).contains("version '../x' is not a name");
    assertThat(shell.run("plan", "--to", "2", "--down").exit()).isEqualTo(2);
    assertThat(shell.run().exit()).isEqualTo(2);
    assertThat(shell.run("status", "--nope", "--json").exit()).isEqualTo(2);
    assertThat(shell.out()).contains("\"code\": \"GW-701\"");
    assertThat(shell.engine.asked).containsOnly("open " + folder.getFileName(), "tools", "close");
  }

  @Test
  @DisplayName("P6: down and rollback say so where they only finished what had been interrupted")
  void aWayBackThatOnlyFinishedWhatWasOpenSaysSo() {
    assertThat(shell.run("down").out()).contains("say `godwit down` again");
    assertThat(shell.run("rollback", "--to", "1.0.0").out())
        .contains("say `godwit rollback --to 1.0.0` again");
    assertThat(shell.run("up").out()).doesNotContain("again");
  }

  @Test
  void anErrorOfTheEngineIsToldWithItsCodeAndExitCode() {
    shell.engine.status =
        () -> {
          throw new GodwitException(EngineError.LEASE_HELD, "Engine ada@desk holds the lease.");
        };
    shell.run("status");
    assertThat(shell.exit()).isEqualTo(5);
    assertThat(shell.err()).isEqualTo("GW-230  Engine ada@desk holds the lease.\n");
    assertThat(shell.engine.asked).endsWith("close");

    shell.run("status", "--json");
    assertThat(shell.exit()).isEqualTo(5);
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).contains("\"kind\": \"conflict\"").contains("\"exit_code\": 5");
  }

  @Test
  void aStackTraceIsOnlyForThoseWhoAskForIt() {
    shell.engine.status =
        () -> {
          throw new IllegalStateException("that cannot be");
        };
    assertThat(shell.run("status").exit()).isEqualTo(1);
    assertThat(shell.err()).startsWith("GW-700").doesNotContain("\tat ");
    shell.run("status", "--stacktrace");
    assertThat(shell.err()).contains("\tat io.godwit.cli.");
  }

  @Test
  void anErrorOfTheJvmIsToldLikeAnyOther() {
    shell.engine.status =
        () -> {
          throw new StackOverflowError();
        };

    assertThat(shell.run("status").exit()).isEqualTo(1);
    assertThat(shell.err()).startsWith("GW-700");
  }

  @Test
  void whatIsNotWrittenIsNotPassedOffAsSuccess() {
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("no space left on device");
              }
            },
            true,
            StandardCharsets.UTF_8);

    assertThat(new Cli(shell.world(full)).run("status", "--json")).isEqualTo(1);
    assertThat(shell.err()).startsWith("GW-704");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpListsTheCommands(String word) {
    assertThat(shell.run(word).exit()).isZero();
    assertThat(shell.out())
        .containsPattern("status +Show where the system stands.")
        .containsPattern("notes +find, list.")
        .contains("--project DIR");
  }

  @Test
  void helpAboutAMistypedCommandIsRefusedToo() {
    assertThat(shell.run("stauts", "--help").exit()).isEqualTo(2);
    assertThat(shell.err())
        .startsWith("GW-701  There is no command 'stauts'. Did you mean status?");
  }

  @Test
  void helpTellsAboutOneCommandItsOwnOptionsFirst() {
    shell.run("help", "up");
    assertThat(shell.out())
        .startsWith("godwit up [OPTION...]\n")
        .containsSubsequence("Options\n", "--to VERSION", "Options of every command", "--json");
    String about = shell.out();
    assertThat(shell.run("up", "--help").out()).isEqualTo(about);
    assertThat(shell.run("help", "nothing").exit()).isEqualTo(2);
  }

  @Test
  void versionSaysWhatRunsHere() {
    assertThat(shell.run("version").out()).startsWith("godwit 9.9.9\nJava ");
    assertThat(shell.run("--version").out()).startsWith("godwit 9.9.9\nJava ");
    assertThat(shell.run("version", "--json").out()).contains("\"version\": \"9.9.9\"");
  }

  @Test
  void colourIsForTerminalsAndCanBeRefused() {
    assertThat(shell.run("status").out()).doesNotContain("\u001b");
    shell.onTerminal();
    assertThat(shell.run("status").out()).contains("\u001b[1mhelpdesk\u001b[0m");
    assertThat(shell.run("status", "--no-color").out()).doesNotContain("\u001b");
  }
}
