package io.godwit.data.rows;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.data.error.DataError;
import io.godwit.data.pace.Pace;
import io.godwit.data.rows.TransformConfig.Part;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Movement.Leg;
import io.godwit.data.rows.batch.Movement.Manner;
import io.godwit.data.rows.batch.Movement.Route;
import io.godwit.data.rows.batch.OnConflict;
import io.godwit.data.rows.batch.RowCount;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.move.Mover;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.data.transform.Recipe;
import io.godwit.data.transform.RowChanger;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what a movement of rows would do, and refuses what cannot be meant. */
final class RowsPlanner {

  private static final int LARGEST_BATCH = 100_000;
  private static final int MOST_WORKERS = 64;

  private final DataTarget target;
  private final PlanContext context;

  RowsPlanner(DataTarget target, PlanContext context) {
    this.target = target;
    this.context = context;
  }

  StepPlan<Movement> plan(TransformConfig config) {
    Part itself = config.itself();
    if (config.parts().isEmpty() == (config.kind() == Kind.MIGRATE)) {
      throw wrong("kind: migrate has parts: one for each transformation; no other kind has");
    }
    if (!config.parts().isEmpty() && !itself.isEmpty()) {
      throw wrong("say what is read and written in each of the parts, not beside them");
    }
    List<Part> parts = config.parts().isEmpty() ? List.of(itself) : config.parts();
    List<Leg> legs = new ArrayList<>();
    parts.forEach(part -> legs.addAll(legs(part, config)));
    Manner manner =
        new Manner(
            config.onConflict(),
            batch(config.batch()),
            workers(config.workers()),
            config.continueOnError(),
            true);
    String summary =
        parts.stream().map(RowsPlanner::summary).collect(Collectors.joining(", then "));
    return plan(
        new Movement(legs, manner, pace(config.pace())),
        summary,
        config.workers(),
        inputs(config, parts));
  }

  private static List<Input> inputs(TransformConfig config, List<Part> parts) {
    boolean commands = parts.stream().anyMatch(part -> !part.command().isEmpty());
    if (!commands && (config.files().isPresent() || !config.pass().isEmpty())) {
      throw wrong("files and pass are for a command");
    }
    return config.files().map(path -> new Input(RowChanger.FILES, path)).stream().toList();
  }

  /** One for each table that is read. */
  private List<Leg> legs(Part part, TransformConfig config) {
    if (part.from().isEmpty()) {
      throw wrong("say from which table the rows come: from: TABLE");
    }
    List<Route> routes = new ArrayList<>();
    part.to().ifPresent(table -> routes.add(new Route(table, part.select(), Map.of())));
    part.into()
        .forEach((table, query) -> routes.add(new Route(table, Optional.of(query), Map.of())));
    if (routes.isEmpty() || (part.to().isEmpty() && part.select().isPresent())) {
      throw wrong("say to which table the rows go: to: TABLE, or into: with a query for each");
    }
    Optional<Recipe> recipe =
        part.isRowWise() ? Optional.of(recipe(part, config)) : Optional.empty();
    return part.from().stream()
        .map(
            table ->
                new Leg(
                    new Movement.Source(part.source(), table, part.key(), part.where()),
                    routes,
                    recipe))
        .toList();
  }

  private Recipe recipe(Part part, TransformConfig config) {
    if (part.transform().isPresent() != part.command().isEmpty()) {
      throw wrong("give either transform, a class, or command, a program");
    }
    if (part.select().isPresent() || !part.into().isEmpty()) {
      throw wrong("rows are made by transform or command, or by queries, not by both");
    }
    if (config.timeout().isNegative() || config.timeout().isZero()) {
      throw wrong("timeout has to be longer than nothing");
    }
    String name = part.transform().orElse("");
    return new Recipe(
        name,
        name.isEmpty() ? "" : context.rowTransform(name).revision(),
        part.command(),
        config.files().isPresent(),
        config.pass(),
        config.timeout().toMillis());
  }

  private static String summary(Part part) {
    List<String> to = new ArrayList<>(part.to().stream().toList());
    to.addAll(part.into().keySet());
    return part.kind().name().toLowerCase(Locale.ROOT)
        + " rows of "
        + String.join(", ", part.from())
        + part.source().map(name -> " of " + name).orElse("")
        + " into "
        + String.join(", ", to);
  }

  StepPlan<Movement> plan(BackfillConfig config) {
    if (config.set().isEmpty()) {
      throw wrong("say which columns are set, and to what: set: { COLUMN: \"EXPRESSION\" }");
    }
    Leg leg =
        new Leg(
            new Movement.Source(Optional.empty(), config.table(), config.key(), config.where()),
            List.of(new Route(config.table(), Optional.empty(), config.set())),
            Optional.empty());
    Manner manner =
        new Manner(
            OnConflict.UPDATE,
            batch(config.batch()),
            workers(config.workers()),
            config.continueOnError(),
            config.keepOld());
    return plan(
        new Movement(List.of(leg), manner, pace(config.pace())),
        "set " + String.join(", ", config.set().keySet()) + " of " + config.table(),
        config.workers(),
        List.of());
  }

  private static int batch(int rows) {
    if (rows < 1 || rows > LARGEST_BATCH) {
      throw wrong("batch is from 1 to " + LARGEST_BATCH + ", not " + rows);
    }
    return rows;
  }

  private Pace pace(Pace pace) {
    pace.demandSense(target.dialect());
    return pace;
  }

  /** A SQLite file has one writer at a time. */
  private int workers(int wanted) {
    if (wanted < 1 || wanted > MOST_WORKERS) {
      throw wrong("workers is from 1 to " + MOST_WORKERS + ", not " + wanted);
    }
    return target.dialect() == Dialect.SQLITE ? 1 : wanted;
  }

  private StepPlan<Movement> plan(
      Movement movement, String summary, int wanted, List<Input> inputs) {
    TreeSet<String> touches = new TreeSet<>();
    movement
        .routes()
        .forEach(route -> touches.add("table " + route.table().toLowerCase(Locale.ROOT)));
    return new StepPlan<>(
        movement,
        new StepPlan.Text(summary, details(movement), warnings(movement.manner(), wanted)),
        estimate(movement),
        new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.RECEIPT, risk(movement), false, false),
        inputs,
        touches);
  }

  private static List<String> details(Movement movement) {
    List<String> details = new ArrayList<>();
    Manner manner = movement.manner();
    details.add(
        "by key in batches of "
            + manner.batch()
            + " rows, each with its checkpoint in its transaction"
            + (manner.workers() > 1 ? ", by up to " + manner.workers() + " connections" : ""));
    for (Leg leg : movement.legs()) {
      leg.source().where().ifPresent(where -> details.add("where " + where));
      leg.recipe().ifPresent(recipe -> details.add("each row by " + recipe));
      for (Route route : leg.routes()) {
        route.query().ifPresent(query -> details.add(route.table() + ": " + query.strip()));
        route.set().forEach((column, sql) -> details.add(column + " = " + sql));
      }
    }
    return details.stream().distinct().toList();
  }

  private List<String> warnings(Manner manner, int wanted) {
    List<String> warnings = new ArrayList<>();
    if (!manner.keepOld()) {
      warnings.add("the old values are not kept (keep-old: false), so undo leaves the new ones");
    }
    int connections = target.database().settings().connections();
    if (wanted > manner.workers()) {
      warnings.add("a SQLite file has one writer at a time, so there is one worker, not " + wanted);
    } else if (wanted > connections) {
      warnings.add(
          "the target allows "
              + connections
              + " connections, so there are as many workers, not "
              + wanted);
    }
    return warnings;
  }

  /** What goes into tables that an earlier step makes stands beside what is there. */
  private Conduct.Risk risk(Movement movement) {
    boolean beside =
        context.preceded()
            && target.read(
                connection -> {
                  for (Route route : movement.routes()) {
                    if (TableShape.find(target.dialect(), connection, route.table()) != null) {
                      return false;
                    }
                  }
                  return true;
                });
    return beside ? Conduct.Risk.LOW : Conduct.Risk.MEDIUM;
  }

  private StepPlan.Estimate estimate(Movement movement) {
    long rows = 0;
    for (Leg leg : movement.legs()) {
      DataTarget source = Mover.source(leg.source(), target, context::target);
      rows += source.read(connection -> rows(source, connection, leg.source()));
    }
    return rows > 0 ? StepPlan.Estimate.of(Tally.of("rows", rows)) : StepPlan.Estimate.of();
  }

  /** About how many rows there are now; a table that an earlier step will make has none yet. */
  private long rows(DataTarget from, Connection connection, Movement.Source source)
      throws SQLException {
    TableShape table = TableShape.find(from.dialect(), connection, source.table());
    if (table == null && !context.preceded() && source.target().isEmpty()) {
      throw wrong("there is no table " + source.table() + " to read from");
    }
    return table == null ? 0 : RowCount.about(new Sql(from.dialect(), connection), table);
  }

  private static GodwitException wrong(String message) {
    return new GodwitException(DataError.ROUTE, message);
  }
}
