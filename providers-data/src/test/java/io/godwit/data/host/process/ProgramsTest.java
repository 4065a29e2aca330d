package io.godwit.data.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.data.host.process.Programs.Command;
import io.godwit.program.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ProgramsTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;

  private Programs programs() {
    return new Programs(folder, folder.resolve("marks"), Map.of("WORD", "xyzzy-plugh"));
  }

  private static Command sh(String script) {
    return new Command(List.of("sh", "-c", script), List.of());
  }

  @Test
  @DisplayName("E2: what an engine that was killed has left running is found and ended")
  void aLeftoverIsEndedWithItsChildren() throws Exception {
    Process left =
        new ProcessBuilder("sh", "-c", "trap '' TERM; sleep 3600 & wait; sleep 3600").start();
    Files.createDirectories(folder.resolve("marks"));
    Files.writeString(folder.resolve("marks/running"), ProcessTree.name(left.toHandle()));

    programs().endLeftover();

    assertThat(left.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(folder.resolve("marks/running")).doesNotExist();
  }

  @Test
  void aProcessThatOnlyHasTheSameNumberIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "3600").start();
    try {
      Files.createDirectories(folder.resolve("marks"));
      Files.writeString(folder.resolve("marks/running"), other.pid() + " 1");

      programs().endLeftover();

      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aServiceThatAProgramLeavesBehindKeepsNobodyWaiting() throws IOException {
    Outcome outcome = programs().run(sh("sleep 3600 & echo $!"), LONG);

    assertThat(outcome.isGood()).isTrue();
    ProcessHandle service = ProcessHandle.of(Long.parseLong(outcome.output())).orElseThrow();
    assertThat(service.destroyForcibly()).isTrue();
  }

  @Test
  void onlyTheLastOfWhatAProgramWritesIsShownAndNoSecret() throws IOException {
    Outcome outcome =
        programs().run(sh("seq 1 100000; echo the word is $WORD; echo $HOSTILE; exit 7"), LONG);

    assertThat(outcome.exit()).isEqualTo(7);
    assertThat(outcome.output()).endsWith("the word is ***").hasSizeLessThan(5_000);
    try (Stream<Path> marks = Files.list(folder.resolve("marks"))) {
      assertThat(marks).isEmpty();
    }
  }

  @Test
  void aProgramIsEndedWhenItsTimeIsUp() {
    Outcome outcome = programs().run(sh("echo begun; sleep 3600"), Duration.ofMillis(300));

    assertThat(outcome.ended()).isTrue();
    assertThat(outcome.words()).isEqualTo("was ended:\n  begun");
  }
}
