package io.godwit.api.row;

import java.util.List;

/**
 * Makes rows of one table out of rows of another, one at a time (E6): what a step {@code
 * data.transform} runs where SQL cannot say it.
 *
 * <pre>{@code
 * public final class Settle implements RowTransform {
 *   @Override
 *   public List<Row> transform(Row row) {
 *     return List.of(Row.empty().with("id", row.values().get("id")).with("name", name(row)));
 *   }
 * }
 * }</pre>
 *
 * <p>The class is found by {@link java.util.ServiceLoader}, on the class path or in a jar in the
 * project's {@code plugins/}, and has a public constructor without arguments. It has no state: it
 * is called for all rows of a table when the step is applied, by several threads at once where the
 * step says so, and for some of them again after a crash, perhaps in another process.
 */
public interface RowTransform {

  /** What a step calls it; the name of its class unless it says otherwise. */
  default String name() {
    return getClass().getName();
  }

  /**
   * Which results it gives: to be changed whenever a row would become something else than before. A
   * plan keeps it, and a run refuses a transform that has another one.
   */
  default String revision() {
    return "1";
  }

  /**
   * What becomes of a row: no row, one or several. Columns that are not in a row take the default
   * of the table, or stay as they are in a row that is there. It is called outside any transaction.
   *
   * @throws Exception if it cannot be done: then the run is taken back, or the row is kept aside
   *     where the step says {@code continue-on-error}
   */
  List<Row> transform(Row row) throws Exception;
}
