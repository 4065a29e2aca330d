package io.godwit.e2e.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** E2: commands, services and clean-up, in a project and with its ways back. */
@DisabledOnOs(OS.WINDOWS)
final class HostProjectTest {

  @TempDir Path folder;

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private Godwit project(String steps) throws IOException {
    write(
        "godwit.yaml",
        """
        system: host
        targets:
          here:
            provider: host
            environment: { SECRET_WORD: "xyzzy-plugh" }
            services:
              web:
                stop: [sh, -c, "rm -f up; echo stop >> log"]
                start: [sh, -c, "touch up; echo start >> log"]
                running: [test, -f, up]
        """);
    write(
        "migrations/001_first/migration.yaml",
        "id: first\nto: 1.0.0\nsteps:\n" + steps.indent(2).stripTrailing() + "\n");
    return Godwit.builder().project(folder).build();
  }

  private static RunReport up(Godwit godwit) {
    return godwit.up(Optional.empty(), Consent.NONE);
  }

  @Test
  @DisplayName("E2: a command runs without a shell, and its undo takes it back")
  void aCommandRunsAndIsTakenBack() throws IOException {
    try (Godwit godwit =
        project(
            """
            - id: make
              use: command.run
              target: here
              with:
                run: [cp, godwit.yaml, "a b; rm -rf $HOME"]
                undo: [rm, -f, "a b; rm -rf $HOME"]
                unless: [test, -f, "a b; rm -rf $HOME"]
            """)) {
      assertThat(up(godwit).message()).isEmpty();
      assertThat(folder.resolve("a b; rm -rf $HOME")).exists();
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(folder.resolve("a b; rm -rf $HOME")).doesNotExist();
      assertThat(up(godwit).ending()).isEqualTo(Ending.DONE);
      assertThat(folder.resolve("a b; rm -rf $HOME")).exists();
    }
  }

  @Test
  @DisplayName("E2: what was so already is left so by the way back")
  void whatWasSoAlreadyStays() throws IOException {
    try (Godwit godwit =
        project(
            """
            - id: make
              use: command.run
              target: here
              with: { run: [touch, made], undo: [rm, made], unless: [test, -f, made] }
            """)) {
      write("made", "mine");
      assertThat(up(godwit).ending()).isEqualTo(Ending.DONE);
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(read("made")).isEqualTo("mine");
    }
  }

  @Test
  @DisplayName("E2: a command that fails is shown with its output, and what it began is taken back")
  void aFailureIsShownAndTakenBack() throws IOException {
    try (Godwit godwit =
        project(
            """
            - id: half
              use: command.run
              target: here
              with:
                shell: true
                run: ["touch half; echo the word is $SECRET_WORD; exit 3"]
                undo: ["rm -f half"]
                verify: ["test -f half"]
            """)) {
      RunReport report = up(godwit);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message())
          .contains("GW-384", "exit code 3", "the word is ***")
          .doesNotContain("xyzzy");
      assertThat(folder.resolve("half")).doesNotExist();
    }
    try (Stream<Path> all = Files.walk(folder.resolve(".godwit"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("xyzzy-plugh");
      }
    }
  }

  @Test
  @DisplayName("E2: a command whose time is up is ended with all that it has started")
  void aCommandIsEndedWithItsChildren() throws IOException {
    try (Godwit godwit =
        project(
            """
            - id: hang
              use: command.run
              target: here
              timeout: 1s
              with:
                shell: true
                run: ["trap '' TERM; sleep 3600 & echo $! > child; wait; sleep 3600"]
                repeatable: true
                changes-nothing: true
            """)) {
      RunReport report = up(godwit);

      assertThat(report.ending()).isEqualTo(Ending.FAILED);
      assertThat(report.message()).contains("was not done within 1s");
    }
    long child = Long.parseLong(read("child").strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whatCannotBeTakenBackOrLookedAtNeedsAPersonsWord() throws IOException {
    try (Godwit godwit =
        project("- { id: a, use: command.run, target: here, with: { run: [touch, a] } }")) {
      assertThatThrownBy(() -> up(godwit)).hasMessageContaining("GW-206");
      assertThat(folder.resolve("a")).doesNotExist();
    }
  }

  @Test
  void aProgramThatIsNotThereIsAnErrorThatNamesIt() throws IOException {
    try (Godwit godwit =
        project(
            "- { id: a, use: command.run, target: here, with: { run: [no-such-program], repeatable: true,"
                + " changes-nothing: true } }")) {
      assertThat(up(godwit).message()).contains("GW-386", "no-such-program");
    }
  }

  @Test
  @DisplayName("E2, E7: services stop before a change and start behind it, also on the way back")
  void servicesStopAndStart() throws IOException {
    try (Godwit godwit =
        project(
            """
            - { id: stop, use: service.stop, target: here, with: { service: web } }
            - id: change
              use: command.run
              target: here
              with: { run: [sh, -c, "echo change >> log"], undo: [sh, -c, "echo back >> log"], repeatable: true }
            - { id: start, use: service.start, target: here, with: { service: web } }
            """)) {
      write("up", "");
      assertThat(up(godwit).message()).isEmpty();
      assertThat(read("log")).isEqualTo("stop\nchange\nstart\n");
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(read("log")).isEqualTo("stop\nchange\nstart\nstop\nback\nstart\n");
      assertThat(folder.resolve("up")).exists();
    }
  }

  private static String step(String id) {
    return """
        - id: %1$s
          use: command.run
          target: here
          with: { run: [sh, -c, "echo %1$s >> log"], undo: [sh, -c, "echo un%1$s >> log"], repeatable: true }
        """
        .formatted(id);
  }

  @Test
  @DisplayName("E2, E7: a restart comes behind the change, also on the way back")
  void aRestartNoticesTheWayBackToo() throws IOException {
    String restart =
        "- { id: restart, use: service.restart, target: here, with: { service: web } }\n";
    try (Godwit godwit = project(step("one") + restart + step("two"))) {
      write("up", "");
      assertThat(up(godwit).message()).isEmpty();
      assertThat(read("log")).isEqualTo("one\nstop\nstart\ntwo\n");
      write("log", "");
      assertThat(godwit.planDown().runs().get(0).steps())
          .extracting(one -> one.id())
          .containsExactly("two", "one", "restart");
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(read("log")).isEqualTo("untwo\nunone\nstop\nstart\n");
    }
  }

  @Test
  @DisplayName("E2, E7: a run that fails behind its restart has the service notice that, too")
  void aRestartNoticesAFailedRun() throws IOException {
    String restart =
        "- { id: restart, use: service.restart, target: here, with: { service: web } }\n";
    String bad =
        "- { id: bad, use: command.run, target: here, with: { run: [\"false\"], undo: [\"true\"], repeatable: true } }\n";
    try (Godwit godwit = project(step("one") + restart + bad)) {
      write("up", "");
      assertThat(up(godwit).ending()).isEqualTo(Ending.FAILED);
      assertThat(read("log")).isEqualTo("one\nstop\nstart\nunone\nstop\nstart\n");
    }
    write("log", "");
    try (Godwit godwit = project(step("one") + bad + restart)) {
      assertThat(up(godwit).ending()).isEqualTo(Ending.FAILED);
      assertThat(read("log")).as("it never noticed anything").isEqualTo("one\nunone\n");
    }
  }

  @Test
  void aServiceThatDoesNotComeUpTakesTheRunBack() throws IOException {
    try (Godwit godwit =
        project(
            """
            - { id: restart, use: service.restart, target: here, with: { service: web } }
            - id: bad
              use: command.run
              target: here
              with: { run: ["false"], undo: ["true"], repeatable: true }
            """)) {
      write("up", "");
      assertThat(up(godwit).ending()).isEqualTo(Ending.FAILED);
      assertThat(read("log")).isEqualTo("stop\nstart\nstop\nstart\n");
    }
    try (Godwit godwit =
        project("- { id: start, use: service.start, target: here, with: { service: nothing } }")) {
      assertThatThrownBy(() -> godwit.planUp(Optional.empty()))
          .hasMessageContaining("GW-387")
          .hasMessageContaining("[web]");
    }
  }

  @Test
  @DisplayName("E2: files that are cleaned up come back with the way back, with all their bytes")
  void cleanedUpFilesComeBack() throws IOException {
    write("cache/a.tmp", "a");
    write("cache/deep/b.tmp", "b".repeat(100_000));
    write("cache/keep.txt", "k");
    write("migrations/notes.txt", "n");
    try (Godwit godwit =
        project(
            "- { id: clean, use: files.remove, target: here, with: { files: ['**.tmp', '**/notes.txt'] } }")) {
      assertThat(up(godwit).message()).isEmpty();
      assertThat(folder.resolve("cache/a.tmp")).doesNotExist();
      assertThat(folder.resolve("cache/deep/b.tmp")).doesNotExist();
      assertThat(folder.resolve("cache/keep.txt")).exists();
      assertThat(folder.resolve("migrations/notes.txt")).exists();
      assertThat(godwit.down(Consent.NONE).ending()).isEqualTo(Ending.DONE);
      assertThat(read("cache/a.tmp")).isEqualTo("a");
      assertThat(read("cache/deep/b.tmp")).isEqualTo("b".repeat(100_000));
    }
    write("migrations/001_first/migration.yaml", "");
    try (Godwit godwit =
        project("- { id: clean, use: files.remove, target: here, with: { files: ['../**'] } }")) {
      assertThatThrownBy(() -> godwit.planUp(Optional.empty())).hasMessageContaining("GW-388");
    }
  }
}
