package io.godwit.data.rows.batch;

import io.godwit.data.pace.Pace;
import io.godwit.data.transform.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which rows go where, as a plan keeps it.
 *
 * @param legs one after the other
 * @param manner how
 * @param pace how fast
 */
public record Movement(List<Leg> legs, Manner manner, Pace pace) {

  /**
   * The way of the rows of one table.
   *
   * @param source what is read
   * @param routes where its rows go
   * @param recipe what makes rows out of each of its rows, where that is not SQL
   */
  public record Leg(Source source, List<Route> routes, Optional<Recipe> recipe) {
    /** Copies the list. */
    public Leg {
      routes = List.copyOf(routes);
    }
  }

  /**
   * What is read.
   *
   * @param target the data target; the step's own if empty
   * @param table the table
   * @param key by which it is read in order; its primary key if empty
   * @param where which rows
   */
  public record Source(
      Optional<String> target, String table, List<String> key, Optional<String> where) {
    /** Copies the list. */
    public Source {
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

    public boolean isBackfill() {
      return !set.isEmpty();
    }
  }

  /**
   * How rows go.
   *
   * @param onConflict what happens to one that is there already
   * @param batch how many at once
   * @param workers how many connections share the rows of a table
   * @param continueOnError whether the others go on after one that cannot
   * @param keepOld whether what is written over is kept for the way back
   */
  public record Manner(
      OnConflict onConflict, int batch, int workers, boolean continueOnError, boolean keepOld) {}

  /** Copies the list. */
  public Movement {
    legs = List.copyOf(legs);
  }

  /** Whether rows go in shares, each with a receipt of its own: by several, or not by SQL alone. */
  public boolean isShared() {
    return manner.workers() > 1 || legs.stream().anyMatch(leg -> leg.recipe().isPresent());
  }

  /** The same in batches of so many rows. */
  public Movement inBatchesOf(int rows) {
    return with(rows, manner.workers());
  }

  /** The same on one connection. */
  public Movement alone() {
    return with(manner.batch(), 1);
  }

  private Movement with(int batch, int workers) {
    Manner other =
        new Manner(manner.onConflict(), batch, workers, manner.continueOnError(), manner.keepOld());
    return new Movement(legs, other, pace);
  }

  /** All routes, leg by leg. */
  public List<Route> routes() {
    return legs.stream().flatMap(leg -> leg.routes().stream()).toList();
  }

  /** The number of a leg's first route among all. */
  public int firstRoute(int leg) {
    return legs.subList(0, leg).stream().mapToInt(one -> one.routes().size()).sum();
  }
}
