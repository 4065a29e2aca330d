package io.godwit.cli.progress;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunState;
import io.godwit.cli.terminal.LiveLine;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.terminal.Tone;
import io.godwit.cli.text.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A bar that lives at the bottom of the terminal. Warnings and failed attempts stay above it. It is
 * drawn when something asks for it, at most so often; {@link Ticker} asks several times a second,
 * so that the time goes on while a step says nothing.
 */
public final class BarProgress implements Progress {

  private static final Optional<RunState> GOING_BACK = Optional.of(RunState.ROLLING_BACK);
  private static final long SHORTEST_NANOS = 80_000_000L;

  private final LiveLine line;
  private final Supplier<Look> look;
  private final LongSupplier nanos;
  private final Tracker tracker = new Tracker();
  private Optional<RunEvent> failedAttempt = Optional.empty();
  private Look present;
  private long drawn;
  private boolean begun;
  private boolean closed;

  /**
   * A bar on this line.
   *
   * @param look asked at the beginning and after {@link #resized}
   * @param nanos a clock that never goes back
   */
  public BarProgress(LiveLine line, Supplier<Look> look, LongSupplier nanos) {
    this.line = line;
    this.look = look;
    this.nanos = nanos;
    this.present = look.get();
  }

  @Override
  public synchronized void expect(List<MigrationView> migrations) {
    tracker.expect(migrations);
  }

  @Override
  public synchronized void accept(RunEvent event) {
    long now = nanos.getAsLong();
    tracker.seen(event, now);
    note(event);
    boolean first = !begun;
    begun = true;
    if (first || now - drawn >= SHORTEST_NANOS) {
      draw(now);
    }
  }

  /** Draws it again if the time has changed it. */
  public synchronized void tick() {
    if (begun) {
      draw(nanos.getAsLong());
    }
  }

  /** The terminal has another size. */
  public synchronized void resized() {
    present = look.get();
    line.clear();
  }

  @Override
  public synchronized void close() {
    closed = true;
    line.clear();
  }

  /**
   * Keeps what a person should know above the bar. A failed attempt that sends the run back is not
   * kept: the report tells it in full.
   */
  private void note(RunEvent event) {
    boolean goesBack =
        event.kind() == RunEvent.Kind.STATE_CHANGED && tracker.state().equals(GOING_BACK);
    failedAttempt.filter(failed -> !goesBack).ifPresent(this::keep);
    failedAttempt = Optional.empty();
    if (event.kind() == RunEvent.Kind.ATTEMPT_FAILED) {
      failedAttempt = Optional.of(event);
    } else if (event.kind() == RunEvent.Kind.WARNING) {
      keep(event);
    }
  }

  private void keep(RunEvent event) {
    String where = event.migration() + event.step().map(step -> "/" + step).orElse("");
    Page page = new Page(present);
    page.hanging(0, present.look(), new Span(where + ": " + event.message(), Tone.WARNING));
    line.others().print(page);
  }

  private void draw(long now) {
    if (!closed) {
      drawn = now;
      line.show(new Bar(present, present.columns().orElse(80)).draw(tracker, now));
    }
  }
}
