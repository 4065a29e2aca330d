package io.godwit.data.rows;

import io.godwit.api.step.StepContext;
import io.godwit.data.pace.Pace;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.OnConflict;
import io.godwit.data.rows.move.MoveWork;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.receipt.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills columns of a table by key, for steps that make them. */
public final class Filling {

  private Filling() {}

  /**
   * One transaction of it, as many rows as fit into a moment; complete when all are filled. Its
   * checkpoint may carry other values besides.
   *
   * @param set the columns, each with its expression
   * @param key by which rows are visited in order; the primary key if empty
   * @param where which rows
   * @param batch how many rows at once
   */
  public static Work of(
      DataTarget target,
      StepContext context,
      String table,
      Map<String, String> set,
      List<String> key,
      Optional<String> where,
      int batch) {
    Movement.Leg leg =
        new Movement.Leg(
            new Movement.Source(Optional.empty(), table, key, where),
            List.of(new Movement.Route(table, Optional.empty(), set)),
            Optional.empty());
    Movement.Manner manner = new Movement.Manner(OnConflict.UPDATE, batch, 1, false, false);
    return new MoveWork(target, new Movement(List.of(leg), manner, Pace.FULL), context);
  }
}
