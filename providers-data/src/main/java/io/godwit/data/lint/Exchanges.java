package io.godwit.data.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes and what comes: one column that goes and one that comes to the same table, with nothing
 * that moves values between, is mostly a rename that somebody or some tool has written as a drop
 * and an add (RN101). The same of two tables.
 */
final class Exchanges {

  private record Move(String table, String column, int statement) {}

  private final List<Move> dropped = new ArrayList<>();
  private final List<Move> added = new ArrayList<>();
  private final List<Move> droppedTables = new ArrayList<>();
  private final List<Move> madeTables = new ArrayList<>();
  private final Set<String> filled = new HashSet<>();

  void dropped(String table, String column, int statement) {
    dropped.add(new Move(table, column, statement));
  }

  void added(String table, String column, int statement) {
    added.add(new Move(table, column, statement));
  }

  /** A table that was made here is dropped here, and so harms and serves nobody. */
  void unmadeTable(String table) {
    madeTables.removeIf(made -> made.table.equals(table));
  }

  void droppedTable(String table, int statement) {
    droppedTables.add(new Move(table, "", statement));
  }

  void madeTable(String table, int statement) {
    madeTables.add(new Move(table, "", statement));
  }

  /** A statement has put rows or values into a table. */
  void filled(String table) {
    filled.add(table);
  }

  void judge(Notes notes) {
    forgetWhatOnlyPassed();
    for (Move drop : dropped) {
      Optional<Move> instead = columnInstead(drop);
      notes.addAt(
          drop.statement,
          instead.isPresent() ? Rule.RN101 : Rule.DS102,
          "column "
              + drop.column
              + " of "
              + drop.table
              + " goes with its values"
              + instead
                  .map(add -> ", and " + add.column + " comes empty" + rename(drop, add))
                  .orElse("; when nothing reads it any more, say so here"));
    }
    for (Move drop : droppedTables) {
      Optional<Move> instead = tableInstead();
      notes.addAt(
          drop.statement,
          instead.isPresent() ? Rule.RN101 : Rule.DS101,
          "table "
              + drop.table
              + " goes with its rows"
              + instead
                  .map(
                      made ->
                          ", and "
                              + made.table
                              + " comes empty; if a rename is meant, write ALTER TABLE "
                              + drop.table
                              + " RENAME TO "
                              + made.table)
                  .orElse("; when nothing reads it any more, say so here"));
    }
  }

  /** Columns that come and go again. */
  private void forgetWhatOnlyPassed() {
    for (Move add : List.copyOf(added)) {
      boolean gone =
          dropped.removeIf(
              drop ->
                  drop.table.equals(add.table)
                      && drop.column.equals(add.column)
                      && drop.statement > add.statement);
      if (gone) {
        added.remove(add);
      }
    }
  }

  private static String rename(Move drop, Move add) {
    return "; if a rename is meant, write ALTER TABLE "
        + drop.table
        + " RENAME COLUMN "
        + drop.column
        + " TO "
        + add.column;
  }

  private Optional<Move> columnInstead(Move drop) {
    List<Move> come = added.stream().filter(add -> add.table.equals(drop.table)).toList();
    long gone = dropped.stream().filter(other -> other.table.equals(drop.table)).count();
    return come.size() == 1 && gone == 1 && !filled.contains(drop.table)
        ? Optional.of(come.get(0))
        : Optional.empty();
  }

  private Optional<Move> tableInstead() {
    boolean one = droppedTables.size() == 1 && madeTables.size() == 1;
    return one && !filled.contains(madeTables.get(0).table)
        ? Optional.of(madeTables.get(0))
        : Optional.empty();
  }
}
