package io.godwit.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.engine.state.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("P6: whether another engine on this machine is dead")
class ProcessesTest {

  @TempDir Path table;

  @Test
  void aProcessThatRunsIsNotDead() throws IOException {
    Processes processes = processes("S");

    assertThat(processes.isSurelyDead(processes.self())).isFalse();
  }

  @Test
  void aProcessThatEndedAndThatNobodyLooksAfterIsDead() throws IOException {
    Processes processes = processes("Z");

    assertThat(processes.isSurelyDead(processes.self())).isTrue();
  }

  @Test
  void whereThereIsNoTableOfProcessesOneThatIsThereIsNotDead() {
    Processes processes = new Processes(name -> Optional.empty(), table);

    assertThat(processes.isSurelyDead(processes.self())).isFalse();
  }

  @Test
  void oneThatHasTheNumberOfAnEarlierIsNotThatOne() throws IOException {
    Processes processes = processes("S");
    Holder self = processes.self();

    assertThat(
            processes.isSurelyDead(
                new Holder(self.engine(), self.user(), self.host(), self.pid(), 1)))
        .isTrue();
    assertThat(
            processes.isSurelyDead(
                new Holder(self.engine(), self.user(), "elsewhere", self.pid(), 1)))
        .isFalse();
  }

  /** With this process in this state, under a name that looks like another. */
  private Processes processes(String state) throws IOException {
    Path own = Files.createDirectory(table.resolve(Long.toString(ProcessHandle.current().pid())));
    Files.writeString(own.resolve("stat"), "7 (a) Z (b)) " + state + " 1 7 7 0 -1");
    return new Processes(name -> Optional.empty(), table);
  }
}
