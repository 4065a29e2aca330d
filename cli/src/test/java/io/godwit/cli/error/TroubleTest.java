package io.godwit.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.cli.error.Trouble.Reach;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.text.Page;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.error.EngineError;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TroubleTest {

  @Test
  void severalFaultsAreListedInTheOrderOfTheFilesWithTheirCodesFirst() {
    GodwitException e =
        new GodwitException(
            List.of(
                fault("migrations/002/migration.yaml", 7, "Unknown key 'barch'; nearest: batch."),
                fault("godwit.yaml", 3, "Unknown key 'targts'; nearest: targets."),
                fault("migrations/002/migration.yaml", 2, "Unknown key 'form'; nearest: from.")),
            null);

    assertThat(text(Trouble.of(e, Reach.NOT_BEGUN), Look.PLAIN))
        .isEqualTo(
            """
            GW-110  migrations/002/migration.yaml:2:5
                    Unknown key 'form'; nearest: from.
            GW-110  migrations/002/migration.yaml:7:5
                    Unknown key 'barch'; nearest: batch.
            GW-110  godwit.yaml:3:5
                    Unknown key 'targts'; nearest: targets.

            3 faults.
            Nothing was changed.
            """);
  }

  @Test
  void aLongMessageIsWrappedUnderItself() {
    Trouble trouble = Trouble.usage("Say one of status, plan, up and down, please.", "");

    assertThat(text(trouble, new Look(false, true, OptionalInt.of(40))))
        .isEqualTo(
            """
            GW-701  Say one of status, plan, up and
                    down, please.
            """);
  }

  @Test
  void whatHadBegunIsRecordedAndSaidToBe() {
    Trouble trouble =
        Trouble.of(new GodwitException(EngineError.STATE_UNREACHABLE, "Gone."), Reach.BEGUN);

    assertThat(trouble.state()).contains("recorded").contains("godwit up");
    assertThat(trouble.exit()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aMistakeOfGodwitIsCodedAndSaysHowToReportIt() {
    Trouble trouble = Trouble.of(new IllegalStateException("that cannot be"), Reach.READING);

    assertThat(text(trouble, Look.PLAIN))
        .startsWith("GW-700  Godwit itself failed: IllegalStateException: that cannot be\n")
        .contains("--stacktrace");
    assertThat(trouble.exit()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void memoryThatRanOutIsNoMistakeOfGodwit() {
    Trouble trouble = Trouble.of(new OutOfMemoryError("Java heap space"), Reach.BEGUN);

    assertThat(trouble.faults().get(0).code()).isEqualTo(CliError.OUT_OF_MEMORY);
    assertThat(trouble.next()).contains("-Xmx");
  }

  @Test
  void noPasswordOfADriversMessageIsShown() {
    RuntimeException e =
        new RuntimeException("cannot reach jdbc:postgresql://ada:hunter2@db/app?password=hunter2");
    Trouble trouble = Trouble.of(e, Reach.READING);

    assertThat(text(trouble, Look.PLAIN)).doesNotContain("hunter2").contains("ada:***@db");
    assertThat(TroubleText.trace(e)).doesNotContain("hunter2").contains("TroubleTest");
  }

  @Test
  void theCodeOfAReportStandsFirst() {
    Page page = new Page(Look.PLAIN);
    TroubleText.message(
        page, "Migration m failed: step s: GW-303 no such table\nAll is as it was.");

    assertThat(page.toString())
        .isEqualTo(
            """
            GW-303  Migration m failed: step s: no such table
                    All is as it was.
            """);
    assertThat(TroubleText.code("nothing coded")).isEmpty();
  }

  private static Fault fault(String file, int line, String message) {
    return Fault.at(new Place(file, line, 5), ConfigError.UNKNOWN_KEY, message);
  }

  private static String text(Trouble trouble, Look look) {
    Page page = new Page(look);
    TroubleText.write(page, trouble);
    return page.toString();
  }
}
