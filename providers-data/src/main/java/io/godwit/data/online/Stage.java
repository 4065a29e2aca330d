package io.godwit.data.online;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import java.util.HashMap;
import java.util.Map;

/**
 * Where an expansion stands, as its checkpoint says.
 *
 * @param phase what comes next
 * @param index how many indexes are there
 * @param again whether columns have come back with their values after an undo
 * @param checkpoint as it is written, with what the filling keeps in it
 */
record Stage(Phase phase, int index, boolean again, Checkpoint checkpoint) {

  private static final String PHASE = "phase";
  private static final String INDEX = "index";
  private static final String AGAIN = "again";

  /** What is done, in this order. */
  enum Phase {
    /** The new columns come, with what keeps them in step. */
    EXPAND,
    /** The rows that were there are filled. */
    FILL,
    /** The constraints are proved. */
    PROVE,
    /** The indexes are built. */
    INDEX
  }

  static Stage of(Checkpoint checkpoint) {
    return new Stage(
        checkpoint.get(PHASE).map(Phase::valueOf).orElse(Phase.EXPAND),
        checkpoint.get(INDEX).map(Integer::parseInt).orElse(0),
        checkpoint.get(AGAIN).isPresent(),
        checkpoint);
  }

  /** Whether anything has happened. */
  static boolean hasBegun(Checkpoint applied) {
    return applied.get(PHASE).isPresent();
  }

  /**
   * The one of two that has come further; within the filling, the receipt's, which never lags
   * behind.
   */
  static Stage further(Stage receipt, Stage journal) {
    int phases = receipt.phase.compareTo(journal.phase);
    return phases > 0 || (phases == 0 && receipt.index >= journal.index) ? receipt : journal;
  }

  /** Progress that ends at another phase. */
  static Progress at(Phase next, boolean comesAgain, Progress progress) {
    Map<String, String> values = new HashMap<>(progress.checkpoint().values());
    values.put(PHASE, next.name());
    if (comesAgain) {
      values.put(AGAIN, "true");
    }
    return new Progress(false, new Checkpoint(values), progress.tallies());
  }

  /** Progress with so many indexes. */
  Progress indexed(int there, int wanted, Progress progress) {
    Map<String, String> values = new HashMap<>(checkpoint.values());
    values.put(PHASE, Phase.INDEX.name());
    values.put(INDEX, Integer.toString(there));
    return new Progress(there >= wanted, new Checkpoint(values), progress.tallies());
  }
}
