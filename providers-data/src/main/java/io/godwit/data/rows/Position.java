package io.godwit.data.rows;

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
 * @param table the index of the table that is being read
 * @param upper the last key that is read of it; empty if it has not been begun, or has no rows
 * @param last the last key that is done; empty at its beginning
 * @param begun whether the table's last key has been looked up
 * @param rows how many rows are done, of all tables
 * @param total how many there were when each table was begun
 * @param failed how many could not go
 * @param empty for each route, whether its table had no rows when the step began
 */
record Position(
    int table,
    Optional<String> upper,
    Optional<String> last,
    boolean begun,
    long rows,
    long total,
    long failed,
    List<Boolean> empty) {

  static final Position START =
      new Position(0, Optional.empty(), Optional.empty(), false, 0, 0, 0, List.of());

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
        checkpoint.get("upper"),
        checkpoint.get("last"),
        checkpoint.get("begun").isPresent(),
        number(checkpoint, "rows"),
        number(checkpoint, "total"),
        number(checkpoint, "failed"),
        empty);
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
    if (a.table != b.table) {
      return a.table > b.table ? a : b;
    }
    return a.begun != b.begun ? (a.begun ? a : b) : a.rows >= b.rows ? a : b;
  }

  Position opened(List<Boolean> found) {
    return new Position(table, upper, last, begun, rows, total, failed, found);
  }

  Position beginning(Optional<String> border, long count) {
    return new Position(table, border, Optional.empty(), true, rows, total + count, failed, empty);
  }

  Position nextTable() {
    return new Position(
        table + 1, Optional.empty(), Optional.empty(), false, rows, total, failed, empty);
  }

  Position behind(String key, long count, long refused) {
    return new Position(
        table, upper, Optional.of(key), begun, rows + count, total, failed + refused, empty);
  }

  Progress progress(boolean complete) {
    Map<String, String> values = new HashMap<>();
    values.put("table", Integer.toString(table));
    upper.ifPresent(key -> values.put("upper", key));
    last.ifPresent(key -> values.put("last", key));
    if (begun) {
      values.put("begun", "true");
    }
    values.put("rows", Long.toString(rows));
    values.put("total", Long.toString(total));
    values.put("failed", Long.toString(failed));
    StringBuilder marks = new StringBuilder();
    empty.forEach(one -> marks.append(one ? 'e' : 'r'));
    values.put("empty", marks.toString());
    List<Tally> tallies = new ArrayList<>();
    tallies.add(new Tally("rows", rows, complete ? rows : Math.max(rows, total)));
    if (failed > 0) {
      tallies.add(Tally.of("rows kept aside", failed));
    }
    return new Progress(complete, new Checkpoint(values), tallies);
  }
}
