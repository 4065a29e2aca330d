package io.godwit.data.rows;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.data.error.DataError;
import io.godwit.data.rows.Movement.Route;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what a movement of rows would do, and refuses what cannot be meant. */
final class RowsPlanner {

  private static final int LARGEST_BATCH = 100_000;

  private final DataTarget target;
  private final PlanContext context;

  RowsPlanner(DataTarget target, PlanContext context) {
    this.target = target;
    this.context = context;
  }

  StepPlan<Movement> plan(TransformConfig config) {
    if (config.from().isEmpty()) {
      throw wrong("say from which table the rows come: from: TABLE");
    }
    List<Route> routes = new ArrayList<>();
    config
        .to()
        .ifPresent(table -> routes.add(new Route(table, config.select(), java.util.Map.of())));
    config
        .into()
        .forEach(
            (table, query) -> routes.add(new Route(table, Optional.of(query), java.util.Map.of())));
    if (routes.isEmpty() || (config.to().isEmpty() && config.select().isPresent())) {
      throw wrong("say to which table the rows go: to: TABLE, or into: with a query for each");
    }
    String kind = config.kind().name().toLowerCase(Locale.ROOT);
    return plan(
        new Movement(
            new Movement.Source(config.source(), config.from(), config.key(), config.where()),
            routes,
            new Movement.Manner(
                config.onConflict(), batch(config.batch()), config.continueOnError(), true)),
        kind
            + " rows of "
            + String.join(", ", config.from())
            + config.source().map(name -> " of " + name).orElse("")
            + " into "
            + routes.stream().map(Route::table).collect(Collectors.joining(", ")),
        Conduct.Undo.INVERSE);
  }

  StepPlan<Movement> plan(BackfillConfig config) {
    if (config.set().isEmpty()) {
      throw wrong("say which columns are set, and to what: set: { COLUMN: \"EXPRESSION\" }");
    }
    return plan(
        new Movement(
            new Movement.Source(
                Optional.empty(), List.of(config.table()), config.key(), config.where()),
            List.of(new Route(config.table(), Optional.empty(), config.set())),
            new Movement.Manner(
                OnConflict.UPDATE,
                batch(config.batch()),
                config.continueOnError(),
                config.keepOld())),
        "set " + String.join(", ", config.set().keySet()) + " of " + config.table(),
        Conduct.Undo.INVERSE);
  }

  private static int batch(int rows) {
    if (rows < 1 || rows > LARGEST_BATCH) {
      throw wrong("batch is from 1 to " + LARGEST_BATCH + ", not " + rows);
    }
    return rows;
  }

  private StepPlan<Movement> plan(Movement movement, String summary, Conduct.Undo undo) {
    List<String> details = new ArrayList<>();
    details.add(
        "by key in batches of "
            + movement.manner().batch()
            + " rows, each with its checkpoint in its transaction");
    movement.source().where().ifPresent(where -> details.add("where " + where));
    for (Route route : movement.routes()) {
      route.query().ifPresent(query -> details.add(route.table() + ": " + query.strip()));
      route.set().forEach((column, sql) -> details.add(column + " = " + sql));
    }
    List<String> warnings = new ArrayList<>();
    if (!movement.manner().keepOld()) {
      warnings.add("the old values are not kept (keep-old: false), so undo leaves the new ones");
    }
    TreeSet<String> touches = new TreeSet<>();
    movement
        .routes()
        .forEach(route -> touches.add("table " + route.table().toLowerCase(Locale.ROOT)));
    return new StepPlan<>(
        movement,
        new StepPlan.Text(summary, details, warnings),
        estimate(movement),
        new Conduct(undo, Conduct.Landing.RECEIPT, Conduct.Risk.MEDIUM, false, false),
        List.of(),
        touches);
  }

  private StepPlan.Estimate estimate(Movement movement) {
    DataTarget source = Mover.source(movement.source(), target, context::target);
    long rows = source.read(connection -> rows(source, connection, movement));
    return rows > 0 ? StepPlan.Estimate.of(Tally.of("rows", rows)) : StepPlan.Estimate.of();
  }

  /** How many rows there are now; a table that an earlier step will make has none yet. */
  private long rows(DataTarget source, Connection connection, Movement movement)
      throws SQLException {
    Sql sql = new Sql(source.dialect(), connection);
    long rows = 0;
    for (String name : movement.source().tables()) {
      TableShape table = TableShape.find(source.dialect(), connection, name);
      if (table == null && !context.preceded() && movement.source().target().isEmpty()) {
        throw wrong("there is no table " + name + " to read from");
      }
      rows += table == null ? 0 : sql.number("select count(*) from " + table.sql(source.dialect()));
    }
    return rows;
  }

  private static GodwitException wrong(String message) {
    return new GodwitException(DataError.ROUTE, message);
  }
}
