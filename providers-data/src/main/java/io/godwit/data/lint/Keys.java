package io.godwit.data.lint;

import io.godwit.data.script.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The foreign keys that a script makes, and the indexes that may serve them (FK101). */
final class Keys {

  private static final Set<String> TABLE_ELEMENTS =
      Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "LIKE");

  private record Columns(String table, List<String> names, int statement) {}

  private final List<Columns> foreign = new ArrayList<>();
  private final List<Columns> indexes = new ArrayList<>();

  /** What the elements of a {@code CREATE TABLE} bring. */
  void table(String table, Phrase elements, int statement) {
    for (Phrase element : elements.parts()) {
      if (TABLE_ELEMENTS.contains(element.word(0))) {
        constraint(table, element, statement);
      } else {
        column(table, element, statement);
      }
    }
  }

  /** What a constraint of a table brings. */
  void constraint(String table, Phrase constraint, int statement) {
    int kind = constraint.at(0, "CONSTRAINT") ? 2 : 0;
    if (constraint.at(kind, "FOREIGN", "KEY")) {
      foreign.add(new Columns(table, names(constraint.inside(kind)), statement));
    } else if (constraint.at(kind, "PRIMARY", "KEY") || constraint.at(kind, "UNIQUE")) {
      indexes.add(new Columns(table, names(constraint.inside(kind)), statement));
    }
  }

  /** What the definition of a column brings. */
  void column(String table, Phrase column, int statement) {
    Columns one = new Columns(table, List.of(column.name(0)), statement);
    if (column.says("REFERENCES")) {
      foreign.add(one);
    }
    if (column.says("PRIMARY", "KEY") || column.says("UNIQUE")) {
      indexes.add(one);
    }
  }

  /** An index; one of some rows only serves no key. */
  void index(String table, Phrase create, int on, int statement) {
    if (!create.says("WHERE")) {
      indexes.add(new Columns(table, names(create.inside(on)), statement));
    }
  }

  private static List<String> names(Phrase list) {
    return list.parts().stream().map(part -> part.at(1, "(") ? "" : part.name(0)).toList();
  }

  /** Notes the keys for which there is no index. */
  void judge(Notes notes, Facts facts) {
    for (Columns key : foreign) {
      boolean served =
          indexes.stream().anyMatch(index -> serves(index, key))
              || facts.indexed(key.table, key.names);
      if (!served) {
        String columns = String.join(", ", key.names);
        notes.addAt(
            key.statement,
            Rule.FK101,
            "no index begins with "
                + key.table
                + " ("
                + columns
                + "), so every delete in the table that it references reads all of "
                + key.table
                + "; create one");
      }
    }
  }

  private static boolean serves(Columns index, Columns key) {
    return index.table.equals(key.table)
        && index.names.size() >= key.names.size()
        && new HashSet<>(index.names.subList(0, key.names.size())).equals(new HashSet<>(key.names));
  }
}
