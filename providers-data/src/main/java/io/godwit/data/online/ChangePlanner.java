package io.godwit.data.online;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.data.error.DataError;
import io.godwit.data.lint.Draft;
import io.godwit.data.online.Change.Added;
import io.godwit.data.online.Change.Gone;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Says what a change would do, and refuses what cannot be meant. */
final class ChangePlanner {

  private static final String STORED = "godwit_new_";

  private final DataTarget target;
  private final PlanContext context;

  ChangePlanner(DataTarget target, PlanContext context) {
    this.target = target;
    this.context = context;
  }

  Draft draft(ChangeConfig config) {
    return ChangeDraft.of(target.dialect(), change(config), config, context.place());
  }

  StepPlan<Change> plan(ChangeConfig config) {
    Change change = change(config);
    return new StepPlan<>(
        change,
        new StepPlan.Text(summary(change), details(change), warnings(change)),
        StepPlan.Estimate.of(Tally.of("rows", rows(change))),
        new Conduct(Conduct.Undo.INVERSE, landing(change), Conduct.Risk.MEDIUM, false, true),
        List.of(),
        Set.of("table " + change.table().toLowerCase(Locale.ROOT)));
  }

  private Change change(ChangeConfig config) {
    List<Added> added = new ArrayList<>();
    List<Gone> gone = new ArrayList<>();
    config.add().forEach((name, column) -> added.add(plain(name, column)));
    config
        .retype()
        .forEach(
            (name, to) -> {
              String cast = "cast(" + target.dialect().quote(name) + " as " + to.type() + ")";
              added.add(
                  new Added(
                      name,
                      STORED + name,
                      to.type(),
                      Optional.of(to.up().orElse(cast)),
                      Optional.empty(),
                      to.notNull()));
              gone.add(new Gone(name, Optional.of(to.down())));
            });
    config
        .split()
        .forEach(
            (name, split) -> {
              split.into().forEach((part, column) -> added.add(plain(part, column)));
              gone.add(new Gone(name, Optional.of(split.down())));
            });
    config.drop().forEach((name, dropped) -> gone.add(new Gone(name, dropped.down())));
    Change change =
        new Change(
            config.table(),
            config.view(),
            config.oldView(),
            added,
            gone,
            config.rename(),
            config.checks(),
            indexes(config),
            new Change.Fill(config.key(), config.batch(), config.pace()));
    demandSense(change);
    return change;
  }

  private static Map<String, Change.Index> indexes(ChangeConfig config) {
    Map<String, Change.Index> indexes = new TreeMap<>();
    config
        .indexes()
        .forEach((name, index) -> indexes.put(name, new Change.Index(index.on(), index.unique())));
    return indexes;
  }

  /** An index that is built concurrently refuses the transaction of its receipt. */
  private Conduct.Landing landing(Change change) {
    return change.indexes().isEmpty() || target.dialect() == Dialect.SQLITE
        ? Conduct.Landing.RECEIPT
        : Conduct.Landing.LOOK;
  }

  private static Added plain(String name, ChangeConfig.Added column) {
    return new Added(name, name, column.type(), column.up(), column.initial(), column.notNull());
  }

  private void demandSense(Change change) {
    change.fill().pace().demandSense(target.dialect());
    change.indexes().entrySet().stream()
        .filter(index -> index.getValue().on().isEmpty())
        .findFirst()
        .ifPresent(
            index -> {
              throw wrong("index " + index.getKey() + " has no columns; name them with on: [...]");
            });
    if (change.added().isEmpty() && change.gone().isEmpty() && change.renamed().isEmpty()) {
      throw wrong("say what changes: add, rename, retype, split or drop");
    }
    if (change.fill().batch() < 1 || change.fill().batch() > 100_000) {
      throw wrong("batch is from 1 to 100000, not " + change.fill().batch());
    }
    Set<String> touched = new HashSet<>();
    change.added().stream()
        .filter(column -> column.up().isPresent() && column.initial().isPresent())
        .findFirst()
        .ifPresent(
            column -> {
              throw wrong("column " + column.name() + " has both up and default; say one");
            });
    change.gone().forEach(column -> once(touched, column.name()));
    change.renamed().keySet().forEach(name -> once(touched, name));
    if (target.dialect() == Dialect.SQLITE) {
      if (!change.checks().isEmpty()) {
        throw wrong("SQLite cannot add a constraint to a table that is there; leave checks out");
      }
      change.added().stream()
          .filter(column -> column.notNull() && column.initial().isEmpty())
          .findFirst()
          .ifPresent(
              column -> {
                throw wrong(
                    "on SQLite a new column that always has a value needs a default: "
                        + column.name());
              });
    }
  }

  private static void once(Set<String> touched, String name) {
    if (!touched.add(name)) {
      throw wrong("column " + name + " is changed twice; say one thing of it");
    }
  }

  private static String summary(Change change) {
    List<String> parts = new ArrayList<>();
    change.added().forEach(column -> parts.add("+" + column.name()));
    change.gone().forEach(column -> parts.add("-" + column.name()));
    change.renamed().forEach((from, to) -> parts.add(from + "→" + to));
    return change.table() + " in two shapes: " + String.join(", ", parts) + ", as " + change.view();
  }

  private static List<String> details(Change change) {
    List<String> lines = new ArrayList<>();
    change
        .added()
        .forEach(
            column ->
                lines.add(
                    "new column "
                        + column.name()
                        + " "
                        + column.type()
                        + column.up().map(up -> " = " + up).orElse("")));
    change
        .gone()
        .forEach(
            column ->
                lines.add(
                    "old column "
                        + column.name()
                        + column.down().map(down -> " = " + down).orElse("")
                        + ", until the step is retired"));
    lines.add(
        "filled by key in batches of " + change.fill().batch() + " rows, while readers go on");
    change
        .indexes()
        .forEach(
            (name, index) ->
                lines.add(
                    (index.unique() ? "unique index " : "index ")
                        + name
                        + " on "
                        + String.join(", ", index.on())));
    return lines;
  }

  private static List<String> warnings(Change change) {
    return change.gone().stream()
        .filter(column -> column.down().isEmpty())
        .map(
            column ->
                "column "
                    + column.name()
                    + " has no 'down', so readers of the old shape see no value in new rows")
        .toList();
  }

  private long rows(Change change) {
    return target.read(
        connection -> {
          TableShape table = TableShape.find(target.dialect(), connection, change.table());
          if (table == null && !context.preceded()) {
            throw wrong("there is no table " + change.table());
          }
          if (table == null) {
            return 0L;
          }
          for (Gone column : change.gone()) {
            known(table, column.name());
          }
          change.renamed().keySet().forEach(name -> known(table, name));
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery("select count(*) from " + table.sql(target.dialect()))) {
            return rows.next() ? rows.getLong(1) : 0L;
          }
        });
  }

  private void known(TableShape table, String column) {
    if (!context.preceded() && !table.columns().contains(column)) {
      throw wrong(
          "table "
              + table.name()
              + " has no column "
              + column
              + "; it has "
              + String.join(", ", table.columns()));
    }
  }

  static GodwitException wrong(String message) {
    return new GodwitException(DataError.CHANGE, message);
  }
}
