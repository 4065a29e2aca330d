package io.godwit.data.sql;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a script has come.
 *
 * @param units how many of its units are behind it
 * @param statements how many statements have run
 * @param rows how many rows they changed
 * @param tables the digest of the tables that it touches as it left them; empty until it is through
 */
record Standing(int units, long statements, long rows, Optional<String> tables) {

  static final Standing START = new Standing(0, 0, 0, Optional.empty());

  private static final String UNITS = "units";
  private static final String STATEMENTS = "statements";
  private static final String ROWS = "rows";
  private static final String TABLES = "tables";

  static Standing of(Checkpoint checkpoint) {
    return new Standing(
        (int) number(checkpoint, UNITS),
        number(checkpoint, STATEMENTS),
        number(checkpoint, ROWS),
        checkpoint.get(TABLES));
  }

  private static long number(Checkpoint checkpoint, String key) {
    return checkpoint.get(key).map(Long::parseLong).orElse(0L);
  }

  /** The one of two that has come further. */
  static Standing further(Standing a, Standing b) {
    return a.units >= b.units ? a : b;
  }

  Standing leaving(String digest) {
    return new Standing(units, statements, rows, Optional.of(digest));
  }

  Progress progress(boolean complete, long statementsInAll) {
    Map<String, String> values = new HashMap<>();
    values.put(UNITS, Integer.toString(units));
    values.put(STATEMENTS, Long.toString(statements));
    values.put(ROWS, Long.toString(rows));
    tables.ifPresent(digest -> values.put(TABLES, digest));
    Checkpoint checkpoint = new Checkpoint(values);
    // A script that is through has had all of its statements, also those that only set something.
    Tally ran = new Tally(STATEMENTS, complete ? statementsInAll : statements, statementsInAll);
    Tally changed = new Tally(ROWS, rows, -1);
    return complete
        ? Progress.complete(checkpoint, ran, changed)
        : Progress.more(checkpoint, ran, changed);
  }
}
