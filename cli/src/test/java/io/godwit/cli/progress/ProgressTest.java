package io.godwit.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.step.Tally;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Look;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final long SECOND = 1_000_000_000L;
  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Nested
  final class OnATerminal {

    private final AtomicLong nanos = new AtomicLong();
    private final BarProgress bar =
        new BarProgress(
            new LiveLine(stream), () -> new Look(false, true, OptionalInt.of(80)), nanos::get);

    @Test
    void theBarIsGoneAtTheEnd() {
      bar.accept(Events.started("columns"));
      bar.close();
      bar.accept(Events.started("ranker"));
      bar.tick();

      assertThat(written()).endsWith(CLEAR).doesNotContain("ranker");
    }

    @Test
    void manyBatchesInAMomentAreDrawnOnce() {
      bar.accept(Events.started("columns"));
      for (int i = 0; i < 1000; i++) {
        bar.accept(Events.progressed("columns", new Tally("rows", i, 1000)));
      }
      assertThat(written()).isEqualTo(CLEAR + "switch-embedder  1/1 columns");
      nanos.set(SECOND);
      bar.tick();

      assertThat(written()).contains("999/1,000 rows");
    }

    @Test
    void nothingIsShownBeforeSomethingHappens() {
      bar.tick();

      assertThat(written()).isEmpty();
    }

    @Test
    void warningsStayAboveTheBar() {
      bar.accept(Events.started("columns"));
      bar.accept(Events.warning("articles without a title: 3"));

      assertThat(written()).contains(CLEAR + "!  switch-embedder: articles without a title: 3\n");
    }

    @Test
    void anAttemptThatIsRepeatedIsToldAndOneThatEndsTheRunIsLeftToTheReport() {
      bar.accept(Events.failed("columns", "apply failed and is tried again: GW-305 lost"));
      bar.accept(Events.started("columns"));
      assertThat(written()).contains("columns: apply failed and is tried again: GW-305 lost");
      bytes.reset();

      bar.accept(Events.failed("columns", "apply was rejected: GW-303 no such table"));
      bar.accept(Events.state("rolling_back: GW-303 no such table"));
      bar.accept(Events.started("columns"));

      assertThat(written()).doesNotContain("GW-303");
    }
  }

  @Nested
  final class InALog {

    private final LineProgress lines = new LineProgress(stream, ZoneOffset.UTC);

    @Test
    void whatIsDoneIsALineWithItsTime() {
      lines.expect(List.of());
      lines.accept(Events.state("executing"));
      lines.accept(Events.started("columns"));
      lines.accept(Events.completed("columns", Tally.of("rows", 1204)));
      lines.close();

      assertThat(written())
          .isEqualTo(
              """
              12:00:00  switch-embedder/columns  completed apply  1,204 rows
              """);
    }

    @Test
    void whyARunGoesBackIsToldOnceAndARepeatedAttemptIsToldAtAll() {
      lines.accept(Events.failed("columns", "apply failed and is tried again: GW-305 lost"));
      lines.accept(Events.started("columns"));
      lines.accept(Events.failed("columns", "apply was rejected: GW-303 no such table"));
      lines.accept(Events.state("rolling_back: GW-303 no such table"));
      lines.accept(Events.failed("columns", "undo failed and is tried again: GW-305 lost"));
      lines.close();

      assertThat(written())
          .isEqualTo(
              """
              12:00:00  switch-embedder/columns  apply failed and is tried again: GW-305 lost
              12:00:00  switch-embedder  rolling_back: GW-303 no such table
              12:00:00  switch-embedder/columns  undo failed and is tried again: GW-305 lost
              """);
    }

    @Test
    void aLongStepSpeaksEveryTenSeconds() {
      lines.accept(Events.started("columns"));
      for (int i = 1; i <= 25; i++) {
        lines.accept(
            Events.progressed(
                Events.NOON.plusSeconds(i), "columns", new Tally("rows", i * 10L, 1000)));
      }

      assertThat(written())
          .isEqualTo(
              """
              12:00:10  switch-embedder/columns  went on with apply  100/1,000 rows
              12:00:20  switch-embedder/columns  went on with apply  200/1,000 rows
              """);
    }

    @Test
    void aMessageCannotSteerTheTerminalThatShowsTheLog() {
      lines.accept(Events.warning("\u001b[2Jgone"));

      assertThat(written()).doesNotContain("\u001b");
    }
  }
}
