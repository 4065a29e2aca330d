package io.godwit.data.online;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.data.error.DataError;
import io.godwit.data.lint.Draft;
import io.godwit.data.online.Change.Added;
import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a change will do to its table in the end, in statements: what lint has to know of it. A
 * column of which the author says that it goes, goes with its values; one that becomes another
 * leaves them there.
 */
final class ChangeDraft {

  private final Dialect dialect;
  private final String table;
  private final List<String> statements = new ArrayList<>();

  private ChangeDraft(Dialect dialect, Change change) {
    this.dialect = dialect;
    this.table = change.table();
  }

  static Draft of(Dialect dialect, Change change, ChangeConfig config, Place step) {
    config.allow().forEach((code, reason) -> demandReason(code, reason, step));
    ChangeDraft draft = new ChangeDraft(dialect, change);
    change.added().forEach(draft::add);
    change.derived().forEach(draft::fill);
    config.drop().keySet().forEach(column -> draft.alter("drop column " + dialect.quote(column)));
    change.checks().forEach(draft::check);
    change.indexes().forEach(draft::index);
    return Draft.made(dialect, step, draft.statements, config.allow());
  }

  private static void demandReason(String code, String reason, Place step) {
    if (reason.isBlank()) {
      throw new GodwitException(
          Fault.at(
              step,
              DataError.DIRECTIVE,
              "allow: " + code + " gives no reason; write why it is safe here"));
    }
  }

  private void alter(String action) {
    statements.add("alter table " + table + " " + action);
  }

  private void add(Added column) {
    alter(
        "add column "
            + dialect.quote(column.name())
            + " "
            + column.type()
            + column.initial().map(value -> " default (" + value + ")").orElse("")
            + (column.notNull() && column.up().isEmpty() ? " not null" : ""));
  }

  private void fill(Added column) {
    statements.add(
        "update "
            + table
            + " set "
            + dialect.quote(column.name())
            + " = ("
            + Shape.up(column)
            + ") where true");
  }

  private void check(String name, String condition) {
    alter("add constraint " + dialect.quote(name) + " check (" + condition + "\n) not valid");
    alter("validate constraint " + dialect.quote(name));
  }

  private void index(String name, Change.Index index) {
    statements.add(
        "create "
            + (index.unique() ? "unique " : "")
            + "index "
            + (dialect == Dialect.POSTGRESQL ? "concurrently " : "")
            + dialect.quote(name)
            + " on "
            + table
            + " ("
            + index.on().stream().map(dialect::quote).collect(Collectors.joining(", "))
            + ")");
  }
}
