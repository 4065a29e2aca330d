package io.godwit.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.e2e.cli.CommandLine.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an author gets wrong: each has its own code, says where and what next, touches nothing. */
final class BadInputTest {

  private static final Path EXAMPLE = Path.of("../examples/fulfillment");
  private static final String FIRST = "migrations/001_first_version/migration.yaml";
  private static final String SECOND = "migrations/002_second_version/migration.yaml";

  @TempDir Path outside;
  private Path project;
  private CommandLine godwit;

  @BeforeEach
  void aCopyOfTheExample() throws IOException {
    project = outside.resolve("project");
    copy(EXAMPLE, project);
    godwit = new CommandLine(project);
  }

  @Test
  void anUnknownStepTypeIsAnsweredWithTheNearest() throws IOException {
    edit(FIRST, "use: data.sql", "use: data.sqll");

    refused("GW-163", 2, FIRST + ":5", "did you mean 'data.sql'?");
  }

  @Test
  void anUnknownKeyOfAStepOrOfTheProjectIsAnsweredWithTheNearest() throws IOException {
    edit(SECOND, "with: { collection:", "with: { colection:");
    refused("GW-110", 2, SECOND, "'colection'", "did you mean 'collection'?");

    edit("godwit.yaml", "targets:", "targts:");
    refused("GW-110", 2, "godwit.yaml:4", "did you mean 'targets'?");
  }

  @Test
  void aFileOrFolderThatIsNotThereIsNamed() throws IOException {
    edit(FIRST, "models/ranker-1", "models/ranker-9");
    refused("GW-141", 2, FIRST + ":13", "models/ranker-9");

    Files.delete(project.resolve("migrations/001_first_version/tables.up.sql"));
    refused("GW-141", 2, FIRST + ":5", "migrations/001_first_version/tables.up.sql");
  }

  @Test
  @DisplayName("B6: two migrations with one id are named both")
  void twoMigrationsWithOneIdAreNamedBoth() throws IOException {
    edit(SECOND, "id: second-version", "id: first-version");
    edit(SECOND, "depends-on: [first-version]\n", "");

    refused("GW-120", 2, SECOND, FIRST, "'first-version'");
  }

  @Test
  @DisplayName("B6: a circle of dependencies is shown before anything runs")
  void aCircleIsShown() throws IOException {
    edit(FIRST, "to: 1.0.0\n", "to: 1.0.0\ndepends-on: [second-version]\n");

    refused("GW-123", 2, "first-version → second-version → first-version");
  }

  @Test
  @DisplayName("B6: a dependency that is not there is answered with the nearest")
  void aMissingDependencyIsAnsweredWithTheNearest() throws IOException {
    edit(SECOND, "depends-on: [first-version]", "depends-on: [frist-version]");

    refused("GW-122", 2, SECOND, "'frist-version'", "did you mean 'first-version'?");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithoutItsPassword() throws IOException {
    try (Socket nobodyListens = new Socket()) {
      nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String server = "127.0.0.1:" + nobodyListens.getLocalPort();
      edit(
          "godwit.yaml",
          "jdbc:sqlite:.godwit/app.db",
          "jdbc:postgresql://" + server + "/app?user=ada&password=hunter22");

      Said up = refused("GW-302", 1, server, "look whether the server runs");
      Said status = godwit.run("status");

      assertThat(up.out() + up.err() + status.out()).doesNotContain("hunter22");
      assertThat(status.exit()).isZero();
      assertThat(status.out()).contains("GW-302", "no release yet");
      assertThat(godwit.run("validate").exit()).isEqualTo(4);
    }
  }

  @Test
  void aFileWhoseFolderIsNotThereCannotBeOpened() throws IOException {
    edit("godwit.yaml", "jdbc:sqlite:.godwit/app.db", "jdbc:sqlite:no/such/folder/app.db");

    Said up = godwit.run("up");

    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.err()).contains("GW-311", "its folder is not there", "Nothing was touched");
    assertThat(project.resolve("no")).doesNotExist();
    assertThat(project.resolve(".godwit/helpdesk.db")).doesNotExist();
  }

  @Test
  @DisplayName("A10: a file that was changed after it was applied stops everything that goes up")
  void aChangedFileIsFound() throws IOException {
    assertThat(godwit.run("up", "--to", "1.0.0", "--quiet").exit()).isZero();
    Map<String, String> digests = digests();
    Path script = project.resolve("migrations/001_first_version/tables.up.sql");
    Files.writeString(script, Files.readString(script) + "-- a word more\n");

    refused("GW-201", 4, FIRST, "put its files back");

    assertThat(digests()).isEqualTo(digests);
    assertThat(godwit.run("validate").exit()).isEqualTo(4);
    assertThat(godwit.run("down", "--quiet").exit()).as("the way back is frozen").isZero();
  }

  @Test
  void aPathThatLeavesTheProjectIsRefused() throws IOException {
    Files.createDirectories(outside.resolve("secrets"));
    edit(FIRST, "../../models/ranker-1", "../../../secrets");
    refused("GW-140", 2, FIRST, "leads out of the project");

    edit(FIRST, "../../../secrets", "/etc");
    refused("GW-140", 2, FIRST);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsRefusedAndWhoDependsOnItsMigrationIsNotAccused() throws IOException {
    Path script = project.resolve("migrations/001_first_version/tables.up.sql");
    Files.delete(script);
    Files.createSymbolicLink(script, Files.writeString(outside.resolve("x.sql"), "select 1;"));

    Said up = refused("GW-142", 2, "migrations/001_first_version/tables.up.sql is a link");

    assertThat(up.err()).doesNotContain("GW-122");
  }

  /** {@code up} ends so, says so, as text and as JSON, and leaves every file as it was. */
  private Said refused(String code, int exit, String... said) throws IOException {
    Map<Path, String> before = files();
    Said up = godwit.run("up");
    Said json = godwit.run("up", "--json");

    assertThat(up.exit()).as(up.err()).isEqualTo(exit);
    assertThat(up.err()).contains(code).contains(said);
    assertThat(up.out()).isEmpty();
    assertThat(json.exit()).isEqualTo(exit);
    assertThat(json.out()).contains("\"code\": \"" + code + "\"");
    assertThat(files()).isEqualTo(before);
    return up;
  }

  /** The project's own files, and what targets hold; state and repository may note a refusal. */
  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(project)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path name = project.relativize(file);
        if (!name.startsWith(".godwit/repository") && !name.toString().contains("state.db")) {
          files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  private Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    godwit
        .run("status", "--digest", "--json")
        .out()
        .lines()
        .filter(line -> line.contains("\"digest\""))
        .forEach(line -> digests.put(digests.size() + "", line));
    assertThat(digests).hasSize(3);
    return digests;
  }

  private void edit(String path, String old, String replacement) throws IOException {
    Path file = project.resolve(path);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, replacement));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = from.relativize(file);
        if (!name.startsWith(".godwit")) {
          Path copied = to.resolve(name.toString());
          Files.createDirectories(copied.getParent());
          Files.copy(file, copied);
        }
      }
    }
  }
}
