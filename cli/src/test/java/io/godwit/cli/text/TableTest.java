package io.godwit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void columnsStandUnderOneAnotherWhateverTheirSigns() {
    Page page = new Page(Look.PLAIN);
    page.table(
        Table.of("target", "holds")
            .row(Span.plain("app"), Span.plain("x"))
            .row(Span.plain("検証"), Span.plain("y")));

    assertThat(page.toString())
        .isEqualTo(
            """
              target  holds
              app     x
              検証    y
            """);
  }

  @Test
  void aColumnThatIsEmptyEverywhereIsLeftOut() {
    Page page = new Page(Look.PLAIN);
    page.table(
        Table.of("target", "version", "holds")
            .row(Span.plain("app"), Span.plain(""), Span.plain("x")));

    assertThat(page.toString())
        .isEqualTo(
            """
              target  holds
              app     x
            """);
  }

  @Test
  void theLastColumnIsWrappedUnderItselfWhereTheTerminalEnds() {
    Page page = new Page(new Look(false, true, OptionalInt.of(40)));
    page.table(
        Table.bare().row(Span.plain("app"), Span.plain("one two three four five six seven eight")));

    assertThat(page.toString())
        .isEqualTo(
            """
              app  one two three four five six seven
                   eight
            """);
  }

  @Test
  void nothingIsWrappedOutsideOfATerminal() {
    Page page = new Page(Look.PLAIN);
    page.prose("word ".repeat(100));

    assertThat(page.toString().lines()).hasSize(1);
  }

  @Test
  void colourSurroundsTheWordsAndNotTheGaps() {
    Page page = new Page(new Look(true, true, OptionalInt.of(80)));
    page.table(Table.bare().row(Span.strong("a"), Span.plain("b")));

    assertThat(page.toString()).isEqualTo("  \u001b[1ma\u001b[0m  b\n");
  }
}
