package io.godwit.data.transform;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.row.Row;
import io.godwit.api.row.RowTransform;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.DataError;
import java.util.List;
import java.util.Optional;

/** Makes rows out of rows; outside any transaction, and by several threads at once. */
public interface RowChanger {

  /** The name of the input with the files of a command. */
  String FILES = "files";

  /**
   * What became of a row.
   *
   * @param rows what it became; none where it is left out, or could not be transformed
   * @param failure why it could not
   */
  record Changed(List<Row> rows, Optional<String> failure) {
    /** Copies the list. */
    public Changed {
      rows = List.copyOf(rows);
    }

    static Changed into(List<Row> rows) {
      return rows.stream().anyMatch(row -> row.values().isEmpty())
          ? failed("it became a row without columns")
          : new Changed(rows, Optional.empty());
    }

    static Changed failed(String why) {
      return new Changed(List.of(), Optional.of(why));
    }
  }

  /**
   * Transforms some rows: a result for each, in their order.
   *
   * @throws GodwitException {@link DataError#TRANSFORM_FAILED}, or {@link
   *     DataError#TRANSFORM_UNAVAILABLE} if that may pass
   */
  List<Changed> apply(List<Row> rows);

  /** For a step that runs, which has to find what its plan was made with. */
  static RowChanger of(Recipe recipe, StepContext context) {
    if (!recipe.command().isEmpty()) {
      Optional<FileTree> files =
          recipe.files() ? Optional.of(context.input(FILES)) : Optional.empty();
      return new CommandChanger(recipe, files, context::whenTimeIsUp);
    }
    RowTransform found = context.rowTransform(recipe.transform());
    if (!found.revision().equals(recipe.revision())) {
      throw new GodwitException(
          DataError.TRANSFORM_CHANGED,
          "transform "
              + recipe.transform()
              + " has changed since the plan was made: it has revision "
              + found.revision()
              + ", the plan has "
              + recipe.revision()
              + "; put the former one back, or take this run back and plan again");
    }
    return new ClassChanger(found);
  }
}
