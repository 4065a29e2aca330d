package io.godwit.data.online;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.data.rows.Filling;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The new columns come, with what keeps them in step; then the rows that were there are filled;
 * then the constraints are proved. Each is a transaction of its own, the filling many.
 */
final class Expansion implements Work {

  private static final String PHASE = "phase";
  private static final String AGAIN = "again";

  private final DataTarget target;
  private final Change change;
  private final StepContext context;

  private enum Phase {
    EXPAND,
    FILL,
    PROVE
  }

  Expansion(DataTarget target, Change change, StepContext context) {
    this.target = target;
    this.change = change;
    this.context = context;
  }

  /** Whether anything has happened, by a checkpoint of the apply. */
  static boolean hasBegun(Checkpoint applied) {
    return applied.get(PHASE).isPresent();
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    Checkpoint known = past.own().map(Progress::checkpoint).orElse(context.checkpoint());
    Ground ground = Ground.of(target, connection, change, context);
    return switch (known.get(PHASE).map(Phase::valueOf).orElse(Phase.EXPAND)) {
      case EXPAND -> {
        boolean again = ground.expand();
        Phase next = change.derived().isEmpty() ? Phase.PROVE : Phase.FILL;
        yield at(next, again, Progress.more(Checkpoint.NONE));
      }
      case FILL -> {
        boolean again = known.get(AGAIN).isPresent();
        ground.filling();
        Progress filled = filling(again).run(connection, past);
        yield at(filled.complete() ? Phase.PROVE : Phase.FILL, again, filled);
      }
      case PROVE -> {
        ground.prove();
        yield new Progress(true, known, past.own().map(Progress::tallies).orElse(List.of()));
      }
    };
  }

  private Work filling(boolean again) {
    Map<String, String> set =
        change.derived().stream()
            .collect(Collectors.toMap(Change.Added::stored, Shape::up, (a, b) -> a, HashMap::new));
    Optional<String> where =
        again
            ? Optional.of(
                change.derived().stream()
                    .map(column -> target.dialect().quote(column.stored()) + " is null")
                    .collect(Collectors.joining(" and ")))
            : Optional.empty();
    return Filling.of(target, context, change.table(), set, change.key(), where, change.batch());
  }

  private static Progress at(Phase phase, boolean again, Progress progress) {
    Map<String, String> values = new HashMap<>(progress.checkpoint().values());
    values.put(PHASE, phase.name());
    if (again) {
      values.put(AGAIN, "true");
    }
    return new Progress(false, new Checkpoint(values), progress.tallies());
  }
}
