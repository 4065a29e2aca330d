package io.godwit.cli.progress;

import io.godwit.api.run.RunState;
import io.godwit.api.step.Tally;
import io.godwit.cli.terminal.Cells;
import io.godwit.cli.terminal.Look;
import io.godwit.cli.terminal.Span;
import io.godwit.cli.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The line that shows where a run is. What matters most has its place first: step, count, bar, time
 * left, percent, rate, the migration's name; what does not fit any more is left out, never wrapped.
 */
final class Bar {

  private static final int LEAST = 10;
  private static final int MOST = 30;
  private static final int GAP = 2;
  private static final int RATE = 7;
  private static final int BYTE_RATE = 10;
  private static final int CLOCK = 5;

  private final Look look;
  private final int columns;

  /** A bar for a terminal; its last column stays empty, for some wrap when it is used. */
  Bar(Look look, int columns) {
    this.look = look;
    this.columns = columns - 1;
  }

  String draw(Tracker at, long nanos) {
    String label = Cells.clip(label(at), columns, look.ellipsis());
    Optional<Tally> counted = at.tally().filter(tally -> tally.total() > 0);
    String count = at.tally().map(Bar::count).orElse("");
    String left = left(at, nanos);
    String percent = counted.map(Bar::percent).orElse("");
    String rate = rate(at);
    String migration = at.step().isPresent() ? at.migration() : "";

    int room = columns - Cells.width(label);
    Fit fit = new Fit(room);
    count = fit.take(count);
    boolean bar = counted.isPresent() && fit.reserve(LEAST);
    left = fit.take(left);
    percent = fit.take(percent);
    rate = fit.take(rate);
    migration = fit.take(migration);
    int cells = bar ? Math.min(LEAST + fit.left(), MOST) : 0;

    List<String> parts = new ArrayList<>();
    parts.add(look.paint(Span.quiet(migration)));
    parts.add(label);
    counted.filter(tally -> cells > 0).map(tally -> bar(tally, cells)).ifPresent(parts::add);
    parts.addAll(List.of(percent, count, rate, left));
    parts.removeIf(String::isEmpty);
    return String.join(" ".repeat(GAP), parts);
  }

  private static String label(Tracker at) {
    String phase = at.state().map(Bar::phase).orElse("");
    if (at.step().isEmpty()) {
      return at.migration() + (phase.isEmpty() ? "" : ": " + phase);
    }
    String step = at.position().orElse("") + " " + at.step().orElse("");
    return phase.isEmpty() ? step : phase + " " + step;
  }

  private static String phase(RunState state) {
    return switch (state) {
      case VALIDATING -> "looking";
      case PREPARING -> "preparing";
      case VERIFYING -> "verifying";
      case COMMITTING -> "publishing";
      case ROLLING_BACK -> "taking back";
      case PENDING, EXECUTING, COMPLETED, FAILED, ROLLED_BACK, NEEDS_ATTENTION -> "";
    };
  }

  private String bar(Tally tally, int cells) {
    int done = (int) (cells * fraction(tally));
    return look.bar(done, cells);
  }

  private static double fraction(Tally tally) {
    return Math.min((double) tally.done() / tally.total(), 1);
  }

  private static String percent(Tally tally) {
    return String.format(Locale.ROOT, "%2d%%", (int) (100 * fraction(tally)));
  }

  /** As wide at the beginning as at the end, so that nothing beside it moves. */
  private static String count(Tally tally) {
    boolean bytes = tally.what().equals("bytes");
    if (tally.total() < 0) {
      return bytes ? Words.bytes((double) tally.done()) : Words.counted(tally.done(), tally.what());
    }
    if (bytes) {
      String total = Words.bytes((double) tally.total());
      return padded(Words.bytes((double) tally.done()), total.length()) + " of " + total;
    }
    String total = Words.number(tally.total());
    return padded(Words.number(tally.done()), total.length()) + "/" + total + " " + tally.what();
  }

  private static String rate(Tracker at) {
    double speed = at.perSecond();
    if (speed <= 0 || at.tally().isEmpty()) {
      return "";
    }
    if (at.tally().get().what().equals("bytes")) {
      return padded(Words.bytes(speed) + "/s", BYTE_RATE);
    }
    String number =
        speed < 10 ? String.format(Locale.ROOT, "%.1f", speed) : Words.number(Math.round(speed));
    return padded(number + "/s", RATE);
  }

  private static String left(Tracker at, long nanos) {
    long seconds = at.stepSeconds(nanos);
    return at.secondsLeft()
        .filter(rest -> seconds >= 2)
        .map(rest -> padded(Words.clock(rest), CLOCK) + " left")
        .orElse(seconds >= 1 ? padded(Words.clock(seconds), CLOCK) : "");
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(width - text.length(), 0)) + text;
  }

  /** Gives out columns, first come, first served. */
  private static final class Fit {
    private int left;

    Fit(int left) {
      this.left = left;
    }

    String take(String text) {
      return !text.isEmpty() && reserve(Cells.width(text)) ? text : "";
    }

    boolean reserve(int width) {
      if (left < width + GAP) {
        return false;
      }
      left -= width + GAP;
      return true;
    }

    int left() {
      return left;
    }
  }
}
