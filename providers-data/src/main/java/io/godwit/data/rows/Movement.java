package io.godwit.data.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which rows go where, as a plan keeps it.
 *
 * @param source what is read
 * @param routes where its rows go
 * @param manner how
 */
public record Movement(Source source, List<Route> routes, Manner manner) {

  /**
   * What is read.
   *
   * @param target the data target; the step's own if empty
   * @param tables the tables, one after the other
   * @param key by which they are read in order; each one's primary key if empty
   * @param where which rows
   */
  public record Source(
      Optional<String> target, List<String> tables, List<String> key, Optional<String> where) {
    /** Copies the lists. */
    public Source {
      tables = List.copyOf(tables);
      key = List.copyOf(key);
    }
  }

  /**
   * Where rows go.
   *
   * @param table the table that is written
   * @param query what makes rows of it out of a batch, named {@code source}; columns of the same
   *     names if empty
   * @param set for a backfill: what its own rows are set to
   */
  public record Route(String table, Optional<String> query, Map<String, String> set) {
    /** Copies the map. */
    public Route {
      set = new TreeMap<>(set);
    }

    boolean isBackfill() {
      return !set.isEmpty();
    }
  }

  /**
   * How rows go.
   *
   * @param onConflict what happens to one that is there already
   * @param batch how many at once
   * @param continueOnError whether the others go on after one that cannot
   * @param keepOld whether what is written over is kept for the way back
   */
  public record Manner(
      OnConflict onConflict, int batch, boolean continueOnError, boolean keepOld) {}

  /** Copies the list. */
  public Movement {
    routes = List.copyOf(routes);
  }
}
