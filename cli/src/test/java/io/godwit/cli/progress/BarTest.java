package io.godwit.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.RunEvent;
import io.godwit.api.step.Tally;
import io.godwit.cli.command.Samples;
import io.godwit.cli.terminal.Cells;
import io.godwit.cli.terminal.Look;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BarTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Look PLAIN = new Look(false, true, OptionalInt.of(80));

  private final Tracker tracker = new Tracker();

  @Test
  @DisplayName("B8: percent, items done of total, rate and the time that is left")
  void theBarTellsWhereTheStepIsAndWhenItWillBeThrough() {
    halfway();

    assertThat(draw(80))
        .isEqualTo(
            "3/3 reembed  ━━━━━━━━━━──────────  50%    602/1,204 chunks     60/s   0:10 left");
  }

  @Test
  void aWiderTerminalAlsoNamesTheMigration() {
    halfway();

    assertThat(draw(120)).startsWith("switch-embedder  3/3 reembed  ━━━").contains("60/s");
  }

  @Test
  void aNarrowTerminalKeepsStepAndCountAndLeavesOutTheRest() {
    halfway();

    assertThat(draw(36)).isEqualTo("3/3 reembed    602/1,204 chunks");
    assertThat(draw(12)).isEqualTo("3/3 reembed");
    assertThat(draw(8)).isEqualTo("3/3 re…");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 36, 50, 80, 100, 120, 200})
  void theBarNeverTouchesTheLastColumn(int columns) {
    halfway();

    assertThat(Cells.width(draw(columns))).isLessThan(columns);
  }

  @Test
  void aTerminalWithoutUnicodeGetsABarOfAscii() {
    halfway();

    String drawn = new Bar(new Look(false, false, OptionalInt.of(80)), 80).draw(tracker, SECOND);
    assertThat(drawn).contains("###").contains("---").matches("\\p{ASCII}+");
  }

  @Test
  void aStepThatCountsNothingTellsHowLongItHasBeenGoingOn() {
    seen(Events.state("executing"), 0);
    seen(Events.started("columns"), 0);

    assertThat(new Bar(PLAIN, 80).draw(tracker, 42 * SECOND)).endsWith("1/1 columns   0:42");
  }

  @Test
  void bytesAreToldInTheUnitThatFits() {
    tracker.expect(List.of(Samples.embedder("pending")));
    seen(Events.started("ranker"), 0);
    seen(Events.progressed("ranker", new Tally("bytes", 42_000_000, 94_371_840)), SECOND);

    assertThat(draw(80)).contains("42.0 MB of 94.4 MB");
  }

  @Test
  void goingBackIsSaid() {
    halfway();
    seen(Events.state("rolling_back: GW-303 no such table"), SECOND);
    assertThat(draw(80)).isEqualTo("switch-embedder: taking back   0:09");
    seen(Events.started("reembed"), SECOND);

    assertThat(draw(80)).contains("taking back 3/3 reembed");
  }

  @Test
  void whatAnEarlierProcessDidSaysNothingAboutTheRate() {
    seen(Events.started("reembed"), 0);
    seen(Events.progressed("reembed", new Tally("chunks", 1000, 1204)), SECOND);

    assertThat(tracker.perSecond()).isZero();
    assertThat(tracker.secondsLeft()).isEmpty();
  }

  @Test
  void theRateForgetsWhatIsLongAgo() {
    seen(Events.started("reembed"), 0);
    seen(Events.progressed("reembed", new Tally("chunks", 0, 100_000)), 0);
    seen(Events.progressed("reembed", new Tally("chunks", 1000, 100_000)), SECOND);
    assertThat(tracker.perSecond()).isEqualTo(1000);
    for (int i = 2; i < 40; i++) {
      seen(Events.progressed("reembed", new Tally("chunks", 1000 + i * 10L, 100_000)), i * SECOND);
    }

    assertThat(tracker.perSecond()).isBetween(9.0, 12.0);
  }

  private void halfway() {
    tracker.expect(List.of(Samples.embedder("pending")));
    seen(Events.state("executing"), 0);
    seen(Events.started("reembed"), 0);
    seen(Events.progressed("reembed", new Tally("chunks", 0, 1204)), 0);
    seen(Events.progressed("reembed", new Tally("chunks", 602, 1204)), 10 * SECOND);
  }

  private void seen(RunEvent event, long nanos) {
    tracker.seen(event, nanos);
  }

  private String draw(int columns) {
    return new Bar(PLAIN, columns).draw(tracker, 10 * SECOND);
  }
}
