package io.godwit.data.rows.move;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far rows have come. Keys stand in it as SQL of the database that they were read from, which
 * has quoted them itself.
 *
 * @param leg the index of the table that is being read
 * @param span which rows of it are left
 * @param count how many there are
 * @param empty for each route, whether its table had no rows when the step began
 * @param shares how the rows of the table are shared, where they are
 */
record Position(int leg, Span span, Count count, List<Boolean> empty, Optional<Shares> shares) {

  /**
   * Which rows are left.
   *
   * @param begun whether the table's last key has been looked up
   * @param upper the last key that is read of it; empty if it has not been begun, or has no rows
   * @param last the last key that is done; empty at its beginning
   */
  record Span(boolean begun, Optional<String> upper, Optional<String> last) {

    static final Span UNKNOWN = new Span(false, Optional.empty(), Optional.empty());

    boolean isDone() {
      return begun && (upper.isEmpty() || last.equals(upper));
    }
  }

  /**
   * How many rows there are.
   *
   * @param rows how many are done, of all tables
   * @param total how many there were when each table was begun
   * @param failed how many could not go
   */
  record Count(long rows, long total, long failed) {

    static final Count NONE = new Count(0, 0, 0);

    Count and(long more, long refused) {
      return new Count(rows + more, total, failed + refused);
    }
  }

  /**
   * How the rows of a table are shared: in ranges of keys that are fixed when it is begun, however
   * many do them.
   *
   * @param before what was done before it
   * @param borders the last key of each share, in order
   */
  record Shares(Count before, List<String> borders) {
    Shares {
      borders = List.copyOf(borders);
    }
  }

  static final Position START =
      new Position(0, Span.UNKNOWN, Count.NONE, List.of(), Optional.empty());

  private static final String BORDER = "border.";

  Position {
    empty = List.copyOf(empty);
  }

  static Position of(Checkpoint checkpoint) {
    if (checkpoint.get("table").isEmpty()) {
      return START;
    }
    List<Boolean> empty = new ArrayList<>();
    checkpoint.get("empty").orElse("").chars().forEach(c -> empty.add(c == 'e'));
    return new Position(
        (int) number(checkpoint, "table"),
        new Span(
            checkpoint.get("begun").isPresent(), checkpoint.get("upper"), checkpoint.get("last")),
        new Count(
            number(checkpoint, "rows"), number(checkpoint, "total"), number(checkpoint, "failed")),
        empty,
        shares(checkpoint));
  }

  private static Optional<Shares> shares(Checkpoint checkpoint) {
    List<String> borders = new ArrayList<>();
    for (Optional<String> border = checkpoint.get(BORDER + 0);
        border.isPresent();
        border = checkpoint.get(BORDER + borders.size())) {
      borders.add(border.get());
    }
    Count before =
        new Count(
            number(checkpoint, "before.rows"),
            number(checkpoint, "total"),
            number(checkpoint, "before.failed"));
    return borders.isEmpty() ? Optional.empty() : Optional.of(new Shares(before, borders));
  }

  private static long number(Checkpoint checkpoint, String key) {
    return checkpoint.get(key).map(Long::parseLong).orElse(0L);
  }

  boolean isAtStart() {
    return empty.isEmpty();
  }

  /** The one of two that has come further. */
  static Position further(Position a, Position b) {
    if (a.isAtStart() != b.isAtStart()) {
      return a.isAtStart() ? b : a;
    }
    if (a.leg != b.leg) {
      return a.leg > b.leg ? a : b;
    }
    boolean begun = a.span.begun();
    return begun != b.span.begun() ? (begun ? a : b) : a.count.rows() >= b.count.rows() ? a : b;
  }

  Position opened(List<Boolean> found) {
    return new Position(leg, span, count, found, shares);
  }

  Position beginning(Optional<String> border, long rows) {
    return new Position(
        leg,
        new Span(true, border, Optional.empty()),
        new Count(count.rows(), count.total() + rows, count.failed()),
        empty,
        Optional.empty());
  }

  Position sharing(List<String> borders) {
    return new Position(leg, span, count, empty, Optional.of(new Shares(count, borders)));
  }

  /** Where a share of the table begins. */
  Position share(int number) {
    List<String> borders = shares.orElseThrow().borders();
    Optional<String> lower = number == 0 ? Optional.empty() : Optional.of(borders.get(number - 1));
    return new Position(
        leg,
        new Span(true, Optional.of(borders.get(number)), lower),
        Count.NONE,
        empty,
        Optional.empty());
  }

  /** The same when its shares have come that far. */
  Position with(List<Position> done) {
    Count sum = shares.orElseThrow().before();
    for (Position share : done) {
      sum = sum.and(share.count.rows(), share.count.failed());
    }
    Count now = new Count(sum.rows(), count.total(), sum.failed());
    return new Position(leg, span, now, empty, shares);
  }

  Position nextLeg() {
    return new Position(leg + 1, Span.UNKNOWN, count, empty, Optional.empty());
  }

  Position behind(String key, long more, long refused) {
    return new Position(
        leg,
        new Span(span.begun(), span.upper(), Optional.of(key)),
        count.and(more, refused),
        empty,
        shares);
  }

  Progress progress(boolean complete) {
    Map<String, String> values = new HashMap<>();
    values.put("table", Integer.toString(leg));
    span.upper().ifPresent(key -> values.put("upper", key));
    span.last().ifPresent(key -> values.put("last", key));
    if (span.begun()) {
      values.put("begun", "true");
    }
    values.put("rows", Long.toString(count.rows()));
    values.put("total", Long.toString(count.total()));
    values.put("failed", Long.toString(count.failed()));
    StringBuilder marks = new StringBuilder();
    empty.forEach(one -> marks.append(one ? 'e' : 'r'));
    values.put("empty", marks.toString());
    shares.ifPresent(
        how -> {
          values.put("before.rows", Long.toString(how.before().rows()));
          values.put("before.failed", Long.toString(how.before().failed()));
          for (int i = 0; i < how.borders().size(); i++) {
            values.put(BORDER + i, how.borders().get(i));
          }
        });
    List<Tally> tallies = new ArrayList<>();
    long rows = count.rows();
    tallies.add(new Tally("rows", rows, complete ? rows : Math.max(rows, count.total())));
    if (count.failed() > 0) {
      tallies.add(Tally.of("rows kept aside", count.failed()));
    }
    return new Progress(complete, new Checkpoint(values), tallies);
  }
}
