package io.godwit.data.online;

import io.godwit.data.online.Change.Added;
import io.godwit.data.online.Change.Gone;
import java.util.ArrayList;
import java.util.List;

/**
 * One trigger on the table; its function is there also where no trigger is needed, as the sign of
 * whose two shapes these are. A writer who gives the new columns gets the old ones made of them,
 * any other the new ones made of the old; the views are simple enough to be written through.
 */
final class PostgresSyncing implements Syncing {

  private final Change change;
  private final Shape shape;
  private final String function;
  private final String trigger;

  PostgresSyncing(Change change, Shape shape, Names names) {
    this.change = change;
    this.shape = shape;
    this.trigger = names.sync();
    this.function = "godwit." + names.sync();
  }

  @Override
  public List<String> start() {
    String body = body();
    String tag = "$godwit$";
    while (body.contains(tag)) {
      tag = tag.substring(0, tag.length() - 1) + "_$";
    }
    List<String> statements = new ArrayList<>();
    statements.add(
        "create or replace function "
            + function
            + "() returns trigger language plpgsql as "
            + tag
            + body
            + tag);
    if (!change.derived().isEmpty() || !change.returned().isEmpty()) {
      statements.add("drop trigger if exists " + trigger + " on " + shape.there());
      statements.add(
          "create trigger "
              + trigger
              + " before insert or update on "
              + shape.there()
              + " for each row execute function "
              + function
              + "()");
    }
    return statements;
  }

  private String body() {
    StringBuilder up = new StringBuilder();
    for (Added column : change.derived()) {
      up.append(
          "new.%s := (select %s from (select %s) godwit_row);\n"
              .formatted(shape.quote(column.stored()), Shape.up(column), shape.oldList("new.")));
    }
    StringBuilder down = new StringBuilder();
    for (Gone column : change.returned()) {
      down.append(
          "new.%s := (select %s from (select %s) godwit_row);\n"
              .formatted(shape.quote(column.name()), Shape.down(column), shape.freshList("new.")));
    }
    List<String> fresh = change.derived().stream().map(Added::stored).toList();
    String given = fresh.isEmpty() ? "true" : "not (" + shape.noneGiven(change.derived()) + ")";
    String changed = fresh.isEmpty() ? "true" : shape.differs(fresh);
    String sources = shape.sources().isEmpty() ? "false" : shape.differs(shape.sources());
    return """
        begin
        if current_setting('godwit.filling', true) = 'on' then
        return new;
        elsif tg_op = 'INSERT' then
        if %s then
        %selse
        %send if;
        elsif %s then
        %selsif %s then
        %send if;
        return new;
        end
        """
        .formatted(
            given,
            orNothing(onlyMissing(down.toString())),
            orNothing(up.toString()),
            changed,
            orNothing(down.toString()),
            sources,
            orNothing(up.toString()));
  }

  /** An old column that the writer has given stays. */
  private String onlyMissing(String down) {
    StringBuilder text = new StringBuilder();
    String[] lines = down.isEmpty() ? new String[0] : down.split("(?<=;\n)(?=new\\.)");
    for (int i = 0; i < lines.length; i++) {
      String name = shape.quote(change.returned().get(i).name());
      text.append("if new.").append(name).append(" is null then\n");
      text.append(lines[i]).append("end if;\n");
    }
    return text.toString();
  }

  private static String orNothing(String statements) {
    return statements.isEmpty() ? "null;\n" : statements;
  }

  @Override
  public List<String> show() {
    List<String> statements = new ArrayList<>();
    statements.add("drop view if exists " + change.view());
    statements.add(
        "create view "
            + change.view()
            + " as select "
            + shape.freshList("")
            + " from "
            + shape.there());
    change
        .oldView()
        .ifPresent(
            view -> {
              statements.add("drop view if exists " + view);
              statements.add(
                  "create view "
                      + view
                      + " as select "
                      + shape.oldList("")
                      + " from "
                      + shape.there());
            });
    return statements;
  }

  @Override
  public List<String> hide() {
    List<String> statements = new ArrayList<>(List.of("drop view if exists " + change.view()));
    change.oldView().ifPresent(view -> statements.add("drop view if exists " + view));
    return statements;
  }

  @Override
  public List<String> stop() {
    return List.of(
        "drop trigger if exists " + trigger + " on " + shape.there(),
        "drop function if exists " + function + "()");
  }
}
