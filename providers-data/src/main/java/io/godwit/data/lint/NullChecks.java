package io.godwit.data.lint;

import io.godwit.data.script.Phrase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which columns a constraint has proved not to be null: PostgreSQL then believes it, and does not
 * search for nulls when the column is declared so.
 */
final class NullChecks {

  private final Facts facts;
  private final Map<String, String> unproved = new HashMap<>();
  private final Set<String> proved = new HashSet<>();

  NullChecks(Facts facts) {
    this.facts = facts;
  }

  /** An action of {@code ALTER TABLE}. */
  void action(String table, Phrase action) {
    if (action.at(0, "ADD", "CONSTRAINT") && action.at(3, "CHECK")) {
      Phrase condition = action.inside(3);
      if (condition.words().size() == 4 && condition.at(1, "IS", "NOT", "NULL")) {
        unproved.put(key(table, action.name(2)), key(table, condition.name(0)));
        if (!action.says("NOT", "VALID")) {
          validated(table, action.name(2));
        }
      }
    } else if (action.at(0, "VALIDATE", "CONSTRAINT")) {
      validated(table, action.name(2));
    } else if (action.at(0, "DROP", "CONSTRAINT")) {
      String gone = unproved.remove(key(table, action.name(action.at(2, "IF") ? 4 : 2)));
      if (gone != null) {
        proved.remove(gone);
      }
    }
  }

  private void validated(String table, String constraint) {
    String column = unproved.get(key(table, constraint));
    if (column != null) {
      proved.add(column);
    }
  }

  private static String key(String table, String name) {
    return table + " " + name;
  }

  boolean neverNull(String table, String column) {
    return proved.contains(key(table, column)) || facts.neverNull(table, column);
  }
}
