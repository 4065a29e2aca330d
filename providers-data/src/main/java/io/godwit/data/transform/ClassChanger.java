package io.godwit.data.transform;

import io.godwit.api.row.Row;
import io.godwit.api.row.RowTransform;
import java.util.ArrayList;
import java.util.List;

/** A class that transforms rows. */
final class ClassChanger implements RowChanger {

  private final RowTransform transform;

  ClassChanger(RowTransform transform) {
    this.transform = transform;
  }

  @Override
  public List<Changed> apply(List<Row> rows) {
    List<Changed> results = new ArrayList<>(rows.size());
    for (Row row : rows) {
      results.add(apply(row));
    }
    return results;
  }

  private Changed apply(Row row) {
    try {
      return Changed.into(transform.transform(row));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Changed.failed("it was interrupted");
    } catch (Exception | LinkageError | StackOverflowError e) {
      return Changed.failed(e.toString());
    }
  }
}
