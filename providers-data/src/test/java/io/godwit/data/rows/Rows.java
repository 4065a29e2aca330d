package io.godwit.data.rows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of steps that move rows. */
record Rows(String from, String to, int batch, int workers, boolean continueOnError) {

  static Rows of(int batch, int workers) {
    return new Rows("old", "fresh", batch, workers, false);
  }

  TransformConfig by(Optional<String> select, Optional<String> transform, List<String> command) {
    return new TransformConfig(
        Kind.CONVERT,
        Optional.empty(),
        List.of(from),
        List.of(),
        Optional.empty(),
        Optional.of(to),
        select,
        Map.of(),
        transform,
        command,
        Optional.empty(),
        List.of(),
        Duration.ofMinutes(1),
        List.of(),
        OnConflict.UPDATE,
        batch,
        workers,
        continueOnError);
  }

  TransformConfig byQuery() {
    return by(
        Optional.of("select id, upper(name) as title, n from source"), Optional.empty(), List.of());
  }

  TransformConfig byClass() {
    return by(Optional.empty(), Optional.of("shout"), List.of());
  }

  TransformConfig byCommand(String... command) {
    return by(Optional.empty(), Optional.empty(), List.of(command));
  }

  BackfillConfig filled() {
    return new BackfillConfig(
        from,
        Map.of("n", "n * 10 + 1"),
        List.of(),
        Optional.empty(),
        batch,
        workers,
        true,
        continueOnError);
  }
}
