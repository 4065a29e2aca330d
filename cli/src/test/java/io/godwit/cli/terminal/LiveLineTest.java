package io.godwit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LiveLineTest {

  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LiveLine line = new LiveLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void anUnchangedLineIsNotDrawnAgain() {
    line.show("1/3");
    line.show("1/3");
    line.show("2/3");

    assertThat(written()).isEqualTo(CLEAR + "1/3" + CLEAR + "2/3");
  }

  @Test
  void whatOthersWriteStandsAboveTheLine() {
    line.show("1/3");
    line.others().println("a warning");
    line.show("1/3");
    line.clear();

    assertThat(written()).isEqualTo(CLEAR + "1/3" + CLEAR + "a warning\n" + CLEAR + "1/3" + CLEAR);
  }

  @Test
  void theLineWaitsUntilOthersHaveFinishedTheirs() {
    line.others().print("half a ");
    line.show("1/3");
    line.others().println("line");
    line.show("2/3");

    assertThat(written()).isEqualTo("half a line\n" + CLEAR + "2/3");
  }

  @Test
  void nothingIsWrittenForALineThatWasNeverShown() {
    line.clear();

    assertThat(written()).isEmpty();
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
