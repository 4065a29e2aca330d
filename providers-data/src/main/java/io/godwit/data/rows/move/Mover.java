package io.godwit.data.rows.move;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.target.Target;
import io.godwit.data.error.DataError;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.OnConflict;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Failures;
import io.godwit.data.rows.write.Images;
import io.godwit.data.rows.write.Lane;
import io.godwit.data.rows.write.Lanes;
import io.godwit.data.sql.KeptTables;
import io.godwit.data.target.DataTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The verbs of steps that move rows. */
public final class Mover {

  private static final int SHOWN = 20;

  private final DataTarget target;
  private final Movement movement;
  private final StepContext context;

  public Mover(DataTarget target, Movement movement, StepContext context) {
    this.target = target;
    this.movement = movement;
    this.context = context;
  }

  /** The data target that is read. */
  public static DataTarget source(
      Movement.Source source, DataTarget own, Function<TargetName, Target> targets) {
    if (source.target().isEmpty()) {
      return own;
    }
    Target other = targets.apply(new TargetName(source.target().get()));
    if (other instanceof DataTarget data) {
      return data;
    }
    throw new GodwitException(
        DataError.ROUTE,
        "target " + source.target().get() + " is no database; name a target of provider data");
  }

  public Attempt<Progress> apply() {
    try {
      for (Movement.Leg leg : movement.legs()) {
        var unused = source(leg.source(), target, context::target);
      }
    } catch (GodwitException e) {
      return new Attempt.Rejected<>(e.faults().get(0));
    }
    return movement.isShared()
        ? new SharedMove(target, movement, context).apply()
        : target.receipts().once(context, new MoveWork(target, movement, context));
  }

  /** What is removed and what is written over is kept, as it is now, before anything is undone. */
  public Attempt<Progress> undo() {
    return target
        .receipts()
        .once(
            context,
            (connection, past) -> {
              Position applied = Position.of(context.applied());
              if (past.counterpart().isPresent()) {
                applied =
                    Position.further(applied, Position.of(past.counterpart().get().checkpoint()));
              }
              if (!applied.isAtStart()) {
                undo(connection, applied);
              }
              return Progress.nothing();
            });
  }

  private void undo(Connection connection, Position applied) throws SQLException {
    Sql sql = new Sql(target.dialect(), connection);
    Digest origin = origin();
    KeptTables kept = new KeptTables(target.dialect(), connection);
    List<Lane> lanes = Lanes.all(sql, movement, origin);
    for (int i = lanes.size() - 1; i >= 0; i--) {
      Lane lane = lanes.get(i);
      if (lane.isBackfill() && !movement.manner().keepOld()) {
        continue;
      }
      kept.keep(context.effect(), lane.table(), lane.isBackfill() ? lane.written() : List.of());
      if (applied.empty().get(i)) {
        sql.execute("delete from " + lane.table().sql(target.dialect()));
      } else {
        lane.images().restore(lane.written());
      }
    }
    Images.free(sql, origin, movement.routes().size());
    new Failures(sql, origin).clear();
  }

  private Digest origin() {
    return context.effect().keys().origin();
  }

  public Attempt<Progress> retire() {
    return target
        .receipts()
        .once(
            context,
            (connection, past) -> {
              Sql sql = new Sql(target.dialect(), connection);
              new KeptTables(target.dialect(), connection).free(origin());
              Images.free(sql, origin(), movement.routes().size());
              new Failures(sql, origin()).clear();
              return Progress.nothing();
            });
  }

  public Sighting look() {
    return target.receipts().look(context.effect());
  }

  /** Lists what could not go; for rows that were copied as they are, compares both sides. */
  public List<Finding> verify() {
    return target.read(
        connection -> {
          List<Finding> findings = new ArrayList<>();
          Sql sql = new Sql(target.dialect(), connection);
          List<String> failed = new Failures(sql, origin()).first(SHOWN);
          if (!failed.isEmpty()) {
            findings.add(
                Finding.warning(
                    "rows that could not go: " + String.join("; ", failed),
                    "all of them are in " + Failures.table(sql) + " with the reason"));
          }
          if (failed.isEmpty()) {
            compare(sql, findings);
          }
          return findings;
        });
  }

  /** Rows that one leg alone brings to a table as they are have to be there. */
  private void compare(Sql sql, List<Finding> findings) throws SQLException {
    List<Lane> lanes = Lanes.all(sql, movement, origin());
    List<Boolean> empty = Position.of(context.applied()).empty();
    for (int i = 0; i < movement.legs().size(); i++) {
      Movement.Leg leg = movement.legs().get(i);
      int first = movement.firstRoute(i);
      for (int route = first; route < first + leg.routes().size(); route++) {
        Lane lane = lanes.get(route);
        if (lane.isAsItIs() && leg.recipe().isEmpty() && isAlone(lane, lanes)) {
          if (leg.source().target().isEmpty()) {
            compareHere(sql, lane, leg.source(), findings);
          } else if (route < empty.size() && empty.get(route)) {
            compareWithSource(sql, lane, leg.source(), findings);
          }
        }
      }
    }
  }

  private static boolean isAlone(Lane lane, List<Lane> lanes) {
    return lanes.stream().filter(other -> other.table().equals(lane.table())).count() == 1;
  }

  /** What came from another database into empty tables is digested on both sides. */
  private void compareWithSource(Sql sql, Lane lane, Movement.Source read, List<Finding> findings)
      throws SQLException {
    DataTarget source = source(read, target, context::target);
    findings.addAll(new Likeness(source, read, sql, lane.table()).findings());
  }

  private void compareHere(Sql sql, Lane lane, Movement.Source read, List<Finding> findings)
      throws SQLException {
    long count =
        movement.manner().onConflict() == OnConflict.UPDATE ? sql.number(lane.missing(read)) : 0;
    if (count > 0) {
      findings.add(
          Finding.error(
              count + " rows of the source are not in " + lane.table().name() + " as they are",
              "somebody has written to one of the tables meanwhile; run the step again"));
    }
  }
}
