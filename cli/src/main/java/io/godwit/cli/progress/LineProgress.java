package io.godwit.cli.progress;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Tally;
import io.godwit.cli.terminal.Cells;
import io.godwit.cli.text.Words;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lines for a log: one for everything that happens, and for the batches of a long step one every
 * ten seconds.
 */
public final class LineProgress implements Progress {

  private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(10);

  /** What every run goes through; a line for each would hide the others. */
  private static final Set<RunState> EXPECTED =
      Set.of(
          RunState.VALIDATING,
          RunState.PREPARING,
          RunState.EXECUTING,
          RunState.VERIFYING,
          RunState.COMMITTING);

  private final PrintStream out;
  private final Words words;
  private Instant lastBatch = Instant.MIN;
  private Optional<RunEvent> failedAttempt = Optional.empty();

  /** Lines on this stream, with times of this zone. */
  public LineProgress(PrintStream out, ZoneId zone) {
    this.out = out;
    this.words = new Words(zone);
  }

  @Override
  public void expect(List<MigrationView> migrations) {}

  @Override
  public void accept(RunEvent event) {
    boolean goesBack = states(event, RunState.ROLLING_BACK);
    failedAttempt.filter(failed -> !goesBack).ifPresent(this::tell);
    failedAttempt = Optional.empty();
    switch (event.kind()) {
      case STEP_PROGRESSED -> batch(event);
      case STEP_STARTED -> lastBatch = event.at();
      case ATTEMPT_FAILED -> failedAttempt = Optional.of(event);
      case STATE_CHANGED -> {
        if (EXPECTED.stream().noneMatch(state -> states(event, state))) {
          tell(event);
        }
      }
      case RUN_STARTED, STEP_COMPLETED, WARNING, PIVOTED, RUN_SETTLED -> tell(event);
    }
  }

  private static boolean states(RunEvent event, RunState state) {
    return event.kind() == RunEvent.Kind.STATE_CHANGED && event.message().startsWith(state.wire());
  }

  private void batch(RunEvent event) {
    if (!lastBatch.plus(BETWEEN_BATCHES).isAfter(event.at())) {
      lastBatch = event.at();
      tell(event);
    }
  }

  private void tell(RunEvent event) {
    String counts = event.tallies().stream().map(this::count).collect(Collectors.joining(", "));
    String line =
        words.second(event.at())
            + "  "
            + event.migration()
            + event.step().map(step -> "/" + step).orElse("")
            + "  "
            + event.message()
            + (counts.isEmpty() ? "" : "  " + counts);
    out.println(Cells.harmless(line));
  }

  private String count(Tally tally) {
    return tally.total() > 0 && tally.total() != tally.done()
        ? Words.number(tally.done()) + "/" + Words.number(tally.total()) + " " + tally.what()
        : Words.counted(tally.done(), tally.what());
  }

  @Override
  public void close() {
    failedAttempt.ifPresent(this::tell);
    failedAttempt = Optional.empty();
  }
}
