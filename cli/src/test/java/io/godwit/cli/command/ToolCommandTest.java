package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.tool.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that providers bring, on the command line. */
final class ToolCommandTest {

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void aProject() throws IOException {
    Files.writeString(folder.resolve("godwit.yaml"), "system: helpdesk\n");
    shell = new Shell(folder);
  }

  @Test
  void aToolIsACommandWithItsArgumentsInPlaceOrByName() {
    shell.run("notes", "find", "late parcels", "--tags", "a", "--tags", "b", "--target", "desk");

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exit()).isZero();
    assertThat(shell.engine.asked)
        .contains("use notes find on desk {title=late parcels, tags=[a, b]}");
    shell.run("notes", "find", "x", "--limit", "3", "--whole");
    assertThat(shell.engine.asked).contains("use notes find {title=x, limit=3, whole=true}");
  }

  @Test
  void rowsAreATableAndWithJsonTheRecordsInSnakeCase() {
    shell.run("notes", "find", "x");
    assertThat(shell.out())
        .isEqualTo(
            """
              title         words  owner  tags
              Late parcels  1,200  ann    parcel, delay
              Refunds       80
            """);

    shell.run("notes", "find", "x", "--json");
    assertThat(shell.out())
        .startsWith("{\n  \"rows\": [\n    {\n      \"title\": \"Late parcels\",")
        .contains("\"words\": 1200", "\"owner\": \"ann\"");
    shell.engine.tool = (use, caller) -> Answer.rows(Samples.Note.class, List.of());
    assertThat(shell.run("notes", "find", "x").out()).isEqualTo("None.\n");
    assertThat(shell.run("notes", "list", "--json").out()).isEqualTo("{\n  \"rows\": []\n}\n");
  }

  record Book(String title, long sizeBytes, Map<String, Long> shelves, List<Samples.Note> notes) {}

  @Test
  void factsAreNamesAndValuesAndWhatIsNotAsItShouldBeEndsWithFour() {
    Book book =
        new Book(
            "Emma",
            1_500_000,
            Map.of("oak", 2L),
            List.of(new Samples.Note("Refunds", 80, Optional.empty(), List.of())));
    shell.engine.tool = (use, caller) -> Answer.of(book).objecting();

    assertThat(shell.run("notes", "list").out())
        .isEqualTo(
            """
              title    Emma
              size     1.5 MB
              shelves  oak 2

            notes
              title    words
              Refunds  80
            """);
    assertThat(shell.exit()).isEqualTo(4);
    assertThat(shell.run("notes", "list", "--json").out()).contains("\"size_bytes\": 1500000");
  }

  record Fill(long books, long booksBytes) {}

  @Test
  void theUnitStaysInANameThatWouldElseStandThereTwice() {
    shell.engine.tool = (use, caller) -> Answer.of(new Fill(2, 1200));

    assertThat(shell.run("notes", "list").out())
        .isEqualTo(
            """
              books        2
              books bytes  1.2 kB
            """);
  }

  record Shelf(Instant builtAt, List<String> labels) {}

  @Test
  void timesAreToldToTheSecondAndWhatThereIsNoneOfIsCalledSo() {
    Shelf shelf = new Shelf(Instant.parse("2026-11-20T12:00:00.163564956Z"), List.of());
    shell.engine.tool = (use, caller) -> Answer.of(shelf);

    assertThat(shell.run("notes", "list").out())
        .isEqualTo(
            """
              built at  2026-11-20T12:00:00Z
              labels    none
            """);
    assertThat(shell.run("notes", "list", "--json").out()).contains("12:00:00.163564956Z");
  }

  record Passage(double score, String text) {}

  @Test
  void textOfSeveralLinesStandsInOneAndNumbersAreShort() {
    shell.engine.tool =
        (use, caller) -> Answer.of(new Passage(0.26095435, "## Damage\n\nFor it\n"));

    assertThat(shell.run("notes", "list").out())
        .isEqualTo(
            """
              score  0.2610
              text   ## Damage For it
            """);
    assertThat(shell.run("notes", "list", "--json").out())
        .contains("\"score\": 0.26095435", "\"text\": \"## Damage\\n\\nFor it\\n\"");
  }

  @Test
  void whatWasWrittenIsSaidWithItsSize() {
    Path file = folder.resolve("out.txt");
    shell.engine.tool = (use, caller) -> Answer.written(new Answer.Written(file, 1, 1200));

    assertThat(shell.run("notes", "list").out()).isEqualTo("✓  " + file + "  1 file, 1.2 kB\n");
    assertThat(shell.run("notes", "list", "--json").out())
        .contains("\"path\": \"" + file + "\"", "\"size_bytes\": 1200");
  }

  @Test
  void aToolAsksAPersonOnlyOnATerminalAndYesAnswersForThem() {
    shell.engine.tool =
        (use, caller) -> Answer.of(new Said(caller.confirms("Write over it?"), caller.folder()));

    assertThat(shell.run("notes", "list").out()).contains("yes     false");
    assertThat(shell.run("notes", "list", "--yes").out()).contains("yes     true");
    assertThat(shell.onTerminal().answering("yes").run("notes", "list", "--no-color").out())
        .contains("yes     true");
    assertThat(shell.err()).contains("Write over it? Type yes to go on: ");
    assertThat(shell.answering("no").run("notes", "list", "--no-color").out())
        .contains("yes     false");
    assertThat(shell.answering("yes").run("notes", "list", "--json").out())
        .contains("\"yes\": false")
        .contains("\"folder\": \"" + folder + "\"");
  }

  record Said(boolean yes, Path folder) {}

  @Test
  void progressIsShownOnATerminalAndGoneAtTheEnd() {
    shell.engine.tool =
        (use, caller) -> {
          caller.progress("reading", 1200, 4000);
          return Samples.found();
        };

    assertThat(shell.run("notes", "list").err()).isEmpty();
    assertThat(shell.onTerminal().run("notes", "list").err())
        .contains("reading  1,200 of 4,000")
        .endsWith("\r\u001b[K");
    assertThat(shell.run("notes", "list", "--quiet").err()).isEmpty();
  }

  @Test
  void helpTellsAboutAGroupAndAToolAsAboutAnyCommand() {
    assertThat(shell.run("notes", "--help").out())
        .startsWith("godwit notes COMMAND [OPTION...]")
        .contains("find  Finds notes.");
    String find = shell.run("notes", "find", "--help").out();
    assertThat(find)
        .startsWith("godwit notes find TITLE [OPTION...]")
        .contains("TITLE", "What to look for.", "--limit LIMIT", "10 if not said.", "--target");
    assertThat(shell.run("help", "notes", "find").out()).isEqualTo(find);
    assertThat(shell.run("notes", "find", "--project", folder.toString(), "-h").out())
        .isEqualTo(find);
  }

  @Test
  void whatIsMistypedIsSaidWithTheNearest() {
    assertThat(shell.run("nots").exit()).isEqualTo(2);
    assertThat(shell.err()).contains("There is no command 'nots'. Did you mean notes?");
    assertThat(shell.run("notes", "fnd").exit()).isEqualTo(2);
    assertThat(shell.err()).startsWith("GW-701").contains("Did you mean find?");
    assertThat(shell.run("notes", "find").exit()).isEqualTo(2);
    assertThat(shell.err()).startsWith("GW-701").contains("TITLE");
    assertThat(shell.run("notes").exit()).isEqualTo(2);
    assertThat(shell.run("notes", "find", "x", "--target", "no/such").exit()).isEqualTo(2);
    assertThat(shell.err()).startsWith("GW-701  --target: ");
    assertThat(shell.engine.asked).noneMatch(asked -> asked.startsWith("use"));
  }

  @Test
  void theProjectMayBeSaidBeforeTheCommandAndOneMustBeThere() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("else"));
    shell.run("--project", folder.toString(), "--env=test", "notes", "list");
    assertThat(shell.engine.asked).contains("open " + folder.getFileName() + " test");

    assertThat(shell.run("notes", "list", "--project", elsewhere.toString()).exit()).isEqualTo(2);
    assertThat(shell.err()).contains("There is no godwit.yaml in " + elsewhere);
  }

  @Test
  void whereNoProjectIsAToolIsAskedWithoutOne() throws IOException {
    Files.delete(folder.resolve("godwit.yaml"));

    assertThat(shell.run("notes", "list").exit()).isZero();
    assertThat(shell.engine.asked).contains("open without project", "use notes list {}");
  }

  @Test
  void theProvidersAreNotAskedForACommandOfGodwitsOwn() {
    shell.run("--project", folder.toString(), "status");
    shell.run("help", "status");

    assertThat(shell.engine.asked).doesNotContain("tools");
  }
}
