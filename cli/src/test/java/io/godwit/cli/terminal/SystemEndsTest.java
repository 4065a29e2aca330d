package io.godwit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SystemEndsTest {

  @Test
  void theWidthIsWhatSttySaysElseTheVariableElseEighty() {
    assertThat(SystemEnds.columns("24 132\n", "90")).isEqualTo(132);
    assertThat(SystemEnds.columns("", "90")).isEqualTo(90);
    assertThat(SystemEnds.columns("", "wide")).isEqualTo(80);
    assertThat(SystemEnds.columns("0 0\n", "")).isEqualTo(80);
  }

  @Test
  void signsBeyondAsciiAreShownWhereTheLocaleHasThem() {
    assertThat(look(Map.of("LANG", "de_DE.UTF-8")).unicode()).isTrue();
    assertThat(look(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C")).unicode()).isFalse();
    assertThat(look(Map.of()).unicode()).isFalse();
  }

  @Test
  void colourIsLeftOutWhereItIsRefusedOrCannotBeShown() {
    assertThat(look(Map.of("TERM", "xterm")).colour()).isTrue();
    assertThat(look(Map.of("TERM", "xterm", "NO_COLOR", "1")).colour()).isFalse();
    assertThat(look(Map.of("TERM", "dumb")).colour()).isFalse();
  }

  @Test
  void aQuestionIsOnlyAskedWhereAPersonCanAnswer() {
    assertThat(terminal(new FakeEnds(false, 80)).ask("Go on? ")).isEmpty();
    assertThat(terminal(new FakeEnds(true, 80)).ask("Go on? ")).contains("yes");
    assertThat(terminal(new FakeEnds(true, 80)).withoutColour().ends().out().colour()).isFalse();
  }

  private static Look look(Map<String, String> environment) {
    return new SystemEnds(environment).terminalLook(() -> 80);
  }

  private static Terminal terminal(Terminal.Ends ends) {
    return new Terminal(
        new ByteArrayInputStream(" yes \n".getBytes(StandardCharsets.UTF_8)),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new LiveLine(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)),
        ends);
  }
}
