package io.godwit.data.rows.write;

import io.godwit.api.name.Digest;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Movement.Route;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.sql.KeptTables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables that a step writes. */
public final class Lanes {

  private Lanes() {}

  /** Those of all legs. */
  public static List<Lane> all(Sql sql, Movement movement, Digest origin) throws SQLException {
    return of(sql, movement.routes(), 0, origin);
  }

  /** Those of one leg. */
  public static List<Lane> ofLeg(Sql sql, Movement movement, int leg, Digest origin)
      throws SQLException {
    return of(sql, movement.legs().get(leg).routes(), movement.firstRoute(leg), origin);
  }

  private static List<Lane> of(Sql sql, List<Route> routes, int first, Digest origin)
      throws SQLException {
    List<Lane> lanes = new ArrayList<>();
    for (Route route : routes) {
      lanes.add(new Lane(sql, route, first + lanes.size(), origin));
    }
    return lanes;
  }

  /**
   * Where a step begins: sees which tables are empty, and gets ready to keep what is written over
   * in the others.
   */
  public static List<Boolean> open(Sql sql, Movement movement, Digest origin) throws SQLException {
    Movement.Manner manner = movement.manner();
    List<Boolean> empty = new ArrayList<>();
    for (Lane lane : all(sql, movement, origin)) {
      boolean has = lane.hasRows();
      if (has && manner.keepOld()) {
        lane.demandKey();
        lane.images().create();
      }
      empty.add(!has);
    }
    if (manner.continueOnError() && manner.workers() > 1) {
      new Failures(sql, origin).create();
    }
    return empty;
  }

  /** Brings back what the step was made to take away, if it was. */
  public static boolean broughtBack(Sql sql, Digest origin) throws SQLException {
    KeptTables kept = new KeptTables(sql.dialect(), sql.connection());
    if (!kept.holds(origin)) {
      return false;
    }
    kept.bringBack(origin);
    return true;
  }
}
