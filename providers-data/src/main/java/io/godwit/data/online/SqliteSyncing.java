package io.godwit.data.online;

import io.godwit.data.online.Change.Added;
import io.godwit.data.online.Change.Gone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Triggers on the table make the new columns out of the old ones; triggers on the view, through
 * which alone the new shape is written, write both.
 */
final class SqliteSyncing implements Syncing {

  private final Change change;
  private final Shape shape;
  private final Names names;
  private final Map<String, String> defaults;

  /**
   * Keeps a table's shapes in step.
   *
   * @param defaults the default values of its columns, as SQL
   */
  SqliteSyncing(Change change, Shape shape, Names names, Map<String, String> defaults) {
    this.change = change;
    this.shape = shape;
    this.names = names;
    this.defaults = defaults;
  }

  private String trigger(String what) {
    return names.sync() + "_" + what;
  }

  @Override
  public List<String> start() {
    if (change.derived().isEmpty()) {
      return List.of();
    }
    List<String> stored = change.derived().stream().map(Added::stored).toList();
    String sets =
        change.derived().stream()
            .map(column -> shape.quote(column.stored()) + " = " + Shape.up(column))
            .collect(Collectors.joining(", "));
    String fill =
        " begin update " + shape.there() + " set " + sets + " where " + key("new") + "; end";
    List<String> statements = new ArrayList<>();
    statements.add(
        create("insert", "after insert on " + table())
            + " when "
            + shape.noneGiven(change.derived())
            + fill.replace(shape.there(), table()));
    if (!shape.sources().isEmpty()) {
      String of = shape.sources().stream().map(shape::quote).collect(Collectors.joining(", "));
      statements.add(
          create("update", "after update of " + of + " on " + table())
              + " when not ("
              + shape.differs(stored)
              + ") and ("
              + shape.differs(shape.sources())
              + ")"
              + fill.replace(shape.there(), table()));
    }
    return statements;
  }

  private String create(String what, String when) {
    return "create trigger " + trigger(what) + " " + when;
  }

  /** Inside a trigger SQLite wants names without a schema. */
  private String table() {
    return shape.quote(shape.table().name());
  }

  private String key(String of) {
    return shape.table().key().stream()
        .map(column -> shape.quote(column) + " is " + of + "." + shape.quote(column))
        .collect(Collectors.joining(" and "));
  }

  @Override
  public List<String> show() {
    List<String> statements = new ArrayList<>(hide());
    statements.add(
        "create view " + change.view() + " as select " + shape.freshList("") + " from " + table());
    change
        .oldView()
        .ifPresent(
            view ->
                statements.add(
                    "create view "
                        + view
                        + " as select "
                        + shape.oldList("")
                        + " from "
                        + table()));
    statements.addAll(writing());
    return statements;
  }

  private List<String> writing() {
    Map<String, String> fresh = shape.fresh();
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<String> sets = new ArrayList<>();
    fresh.forEach(
        (name, stored) -> {
          String value = "new." + shape.quote(name);
          columns.add(shape.quote(stored));
          values.add(
              Optional.ofNullable(defaults.get(stored))
                  .map(other -> "coalesce(" + value + ", " + other + ")")
                  .orElse(value));
          sets.add(shape.quote(stored) + " = " + value);
        });
    String row =
        fresh.keySet().stream()
            .map(name -> "new." + shape.quote(name) + " as " + shape.quote(name))
            .collect(Collectors.joining(", "));
    String differs = shape.differs(change.derived().stream().map(Added::name).toList());
    for (Gone column : change.returned()) {
      String value = "(select " + Shape.down(column) + " from (select " + row + "))";
      columns.add(shape.quote(column.name()));
      values.add(value);
      sets.add(
          shape.quote(column.name())
              + " = "
              + (differs.isEmpty()
                  ? value
                  : "case when "
                      + differs
                      + " then "
                      + value
                      + " else "
                      + shape.quote(column.name())
                      + " end"));
    }
    String on = " on " + change.view();
    String same = freshKey();
    return List.of(
        create("view_insert", "instead of insert" + on)
            + " begin insert into "
            + table()
            + " ("
            + String.join(", ", columns)
            + ") values ("
            + String.join(", ", values)
            + "); end",
        create("view_update", "instead of update" + on)
            + " begin update "
            + table()
            + " set "
            + String.join(", ", sets)
            + " where "
            + same
            + "; end",
        create("view_delete", "instead of delete" + on)
            + " begin delete from "
            + table()
            + " where "
            + same
            + "; end");
  }

  /** The key of the row, as the view names it. */
  private String freshKey() {
    return shape.table().key().stream()
        .map(
            column ->
                shape.quote(column)
                    + " is old."
                    + shape.quote(change.renamed().getOrDefault(column, column)))
        .collect(Collectors.joining(" and "));
  }

  @Override
  public List<String> hide() {
    List<String> statements = new ArrayList<>();
    for (String what : List.of("view_insert", "view_update", "view_delete")) {
      statements.add("drop trigger if exists " + trigger(what));
    }
    statements.add("drop view if exists " + change.view());
    change.oldView().ifPresent(view -> statements.add("drop view if exists " + view));
    return statements;
  }

  @Override
  public List<String> stop() {
    return List.of(
        "drop trigger if exists " + trigger("insert"),
        "drop trigger if exists " + trigger("update"));
  }
}
