package io.godwit.data.lint;

import io.godwit.data.script.Phrase;
import io.godwit.data.script.Statement;
import io.godwit.data.script.StatementKind;
import io.godwit.data.script.TransactionMode;
import java.util.HashMap;
import java.util.Map;

/**
 * Constraints that are validated in the transaction that has added them {@code NOT VALID}: the lock
 * of the first statement is held until the second has looked at all rows, so that nothing is won.
 */
final class Validations {

  private final Notes notes;

  /** In which transaction a constraint of a table was added, by both names. */
  private final Map<String, Integer> added = new HashMap<>();

  private int transaction;
  private boolean begun;

  Validations(Notes notes) {
    this.notes = notes;
  }

  /** Another step follows, in transactions of its own. */
  void nextScript() {
    transaction++;
    begun = false;
  }

  /** Counts transactions; each statement comes by here before it is looked at. */
  void statement(Statement statement, TransactionMode mode) {
    boolean border =
        switch (statement.kind()) {
          case BEGIN, COMMIT, ROLLBACK, ALONE, CONNECTION -> true;
          case ORDINARY -> mode == TransactionMode.NONE && !begun;
          case SETTING, SKIPPED -> false;
        };
    if (border) {
      transaction++;
    }
    begun = statement.kind() == StatementKind.BEGIN || (begun && !ends(statement));
  }

  private static boolean ends(Statement statement) {
    return statement.kind() == StatementKind.COMMIT || statement.kind() == StatementKind.ROLLBACK;
  }

  /** An action of {@code ALTER TABLE} on a table that others use. */
  void action(String table, Phrase action) {
    if (action.at(0, "ADD", "CONSTRAINT") && action.says("NOT", "VALID")) {
      added.put(key(table, action.name(2)), transaction);
    } else if (action.at(0, "VALIDATE", "CONSTRAINT")) {
      Integer since = added.get(key(table, action.name(2)));
      if (since != null && since == transaction) {
        notes.add(
            Rule.LK107,
            "constraint "
                + action.name(2)
                + " is validated in the transaction that adds it, whose lock on "
                + table
                + " is held until all rows are checked; validate it in a later migration, or"
                + " outside: COMMIT between, or transaction: none");
      }
    }
  }

  private static String key(String table, String name) {
    return table + " " + name;
  }
}
