package io.godwit.data.rows;

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
import io.godwit.data.sql.KeptTables;
import io.godwit.data.target.DataTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The verbs of steps that move rows. */
final class Mover {

  private static final int SHOWN = 20;

  private final DataTarget target;
  private final Movement movement;
  private final StepContext context;

  Mover(DataTarget target, Movement movement, StepContext context) {
    this.target = target;
    this.movement = movement;
    this.context = context;
  }

  /** The data target that is read. */
  static DataTarget source(
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

  Attempt<Progress> apply() {
    DataTarget source;
    try {
      source = source(movement.source(), target, context::target);
    } catch (GodwitException e) {
      return new Attempt.Rejected<>(e.faults().get(0));
    }
    return target.receipts().once(context, new MoveWork(target, source, movement, context));
  }

  /** What is removed and what is written over is kept, as it is now, before anything is undone. */
  Attempt<Progress> undo() {
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
    for (int i = movement.routes().size() - 1; i >= 0; i--) {
      Lane lane = new Lane(sql, movement.routes().get(i), i, origin);
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

  Attempt<Progress> retire() {
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

  Sighting look() {
    return target.receipts().look(context.effect());
  }

  /** Lists what could not go; for rows that were copied as they are, compares both sides. */
  List<Finding> verify() {
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
          if (movement.source().target().isEmpty() && failed.isEmpty()) {
            compare(sql, findings);
          }
          if (movement.source().target().isPresent() && failed.isEmpty()) {
            compareWithSource(sql, findings);
          }
          return findings;
        });
  }

  /** What came from another database into empty tables is digested on both sides. */
  private void compareWithSource(Sql sql, List<Finding> findings) throws SQLException {
    DataTarget source = source(movement.source(), target, context::target);
    List<Boolean> empty = Position.of(context.applied()).empty();
    for (int i = 0; i < movement.routes().size() && i < empty.size(); i++) {
      Movement.Route route = movement.routes().get(i);
      boolean whole = empty.get(i) && movement.source().tables().size() == 1;
      if (whole && route.query().isEmpty() && !route.isBackfill()) {
        Lane lane = new Lane(sql, route, i, origin());
        new Likeness(source, movement.source(), sql, lane.table())
            .findings()
            .forEach(findings::add);
      }
    }
  }

  private void compare(Sql sql, List<Finding> findings) throws SQLException {
    Movement.Manner manner = movement.manner();
    for (int i = 0; i < movement.routes().size(); i++) {
      Lane lane = new Lane(sql, movement.routes().get(i), i, origin());
      boolean asTheyAre =
          !lane.isBackfill()
              && movement.routes().get(i).query().isEmpty()
              && manner.onConflict() == OnConflict.UPDATE
              && movement.source().tables().size() == 1;
      if (asTheyAre) {
        String missing = lane.missing(movement.source());
        long count = sql.number(missing);
        if (count > 0) {
          findings.add(
              Finding.error(
                  count + " rows of the source are not in " + lane.table().name() + " as they are",
                  "somebody has written to one of the tables meanwhile; run the step again"));
        }
      }
    }
  }
}
