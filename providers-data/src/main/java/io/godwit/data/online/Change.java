package io.godwit.data.online;

import io.godwit.data.pace.Pace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table in two shapes, as a plan keeps it.
 *
 * @param table the table
 * @param view the view that shows the new shape
 * @param oldView a view that shows the old one
 * @param added the columns of the new shape that the old one has not
 * @param gone the columns of the old shape that the new one has not
 * @param renamed columns of the old shape that have another name in the new one
 * @param checks constraints, by name
 * @param indexes the indexes that come, by name
 * @param fill how rows are filled
 */
public record Change(
    String table,
    String view,
    Optional<String> oldView,
    List<Added> added,
    List<Gone> gone,
    Map<String, String> renamed,
    Map<String, String> checks,
    Map<String, Index> indexes,
    Fill fill) {

  /**
   * A column of the new shape.
   *
   * @param name its name in the new shape
   * @param stored its name in the table until the old shape goes
   * @param type its type
   * @param up what it is, out of the old shape; empty if it only has a default
   * @param initial its default
   * @param notNull whether it always has a value
   */
  public record Added(
      String name,
      String stored,
      String type,
      Optional<String> up,
      Optional<String> initial,
      boolean notNull) {}

  /**
   * A column of the old shape.
   *
   * @param name its name
   * @param down what it is, out of the new shape
   */
  public record Gone(String name, Optional<String> down) {}

  /**
   * An index on the new shape.
   *
   * @param on its columns, as the new shape names them
   * @param unique whether no two rows may have the same values
   */
  public record Index(List<String> on, boolean unique) {
    /** Copies the list. */
    public Index {
      on = List.copyOf(on);
    }
  }

  /**
   * How rows are filled.
   *
   * @param key by which in order; the primary key if empty
   * @param batch how many at once
   * @param pace how fast
   */
  public record Fill(List<String> key, int batch, Pace pace) {
    /** Copies the list. */
    public Fill {
      key = List.copyOf(key);
    }
  }

  /** Copies the collections. */
  public Change {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    renamed = new TreeMap<>(renamed);
    checks = new TreeMap<>(checks);
    indexes = new TreeMap<>(indexes);
  }

  /** The same view over a table that has its new shape. */
  Change settled() {
    return new Change(
        table, view, Optional.empty(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), fill);
  }

  /** Whether something has to be proved of its rows. */
  boolean isConstrained() {
    return !checks.isEmpty() || derived().stream().anyMatch(Added::notNull);
  }

  /** The new columns that are made out of the old shape. */
  List<Added> derived() {
    return added.stream().filter(column -> column.up().isPresent()).toList();
  }

  /** The old columns that are made out of the new shape. */
  List<Gone> returned() {
    return gone.stream().filter(column -> column.down().isPresent()).toList();
  }
}
