package io.godwit.data.rows;

import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.move.MoveWork;
import io.godwit.data.target.SqlRehearsal;
import java.util.ArrayList;
import java.util.List;

/** Moves rows in a rehearsal: all of them on a copy, the first batches in a transaction. */
final class RowsRehearsal {

  private RowsRehearsal() {}

  /** Returns what could not be tried. */
  static List<String> run(Movement movement, SqlRehearsal rehearsal) {
    List<String> obstacles = new ArrayList<>();
    for (Movement.Leg leg : movement.legs()) {
      leg.source()
          .target()
          .ifPresent(
              name ->
                  obstacles.add(
                      "rows that come from target " + name + ", which is not as it will be then"));
      leg.recipe()
          .ifPresent(recipe -> obstacles.add("rows that are made by " + recipe + ", not by SQL"));
    }
    return obstacles.isEmpty()
        ? SqlRehearsal.rest(
            rehearsal.run(new MoveWork(rehearsal.target(), movement.alone(), rehearsal.context())))
        : obstacles;
  }
}
