package io.godwit.data.rows;

import io.godwit.data.pace.Pace;
import io.godwit.data.rows.batch.OnConflict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of steps that move rows. */
record Rows(int batch, int workers) {

  static Rows of(int batch, int workers) {
    return new Rows(batch, workers);
  }

  private TransformConfig by(Optional<String> select, Optional<String> transform) {
    return new TransformConfig(
        Kind.CONVERT,
        Optional.empty(),
        List.of("old"),
        List.of(),
        Optional.empty(),
        Optional.of("fresh"),
        select,
        Map.of(),
        transform,
        List.of(),
        Optional.empty(),
        List.of(),
        Duration.ofMinutes(1),
        List.of(),
        OnConflict.UPDATE,
        batch,
        workers,
        Pace.FULL,
        false);
  }

  TransformConfig byQuery() {
    return by(Optional.of("select id, upper(name) as title, n from source"), Optional.empty());
  }

  TransformConfig byClass() {
    return by(Optional.empty(), Optional.of("shout"));
  }

  BackfillConfig filled() {
    return new BackfillConfig(
        "old",
        Map.of("n", "n * 10 + 1"),
        List.of(),
        Optional.empty(),
        batch,
        workers,
        Pace.FULL,
        true,
        false);
  }
}
