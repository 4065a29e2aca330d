package io.godwit.data.script;

import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A table, or columns of one, that a statement drops with what is in them.
 *
 * @param table the table as written, with its schema and quotes, words in upper case
 * @param columns the columns as written; none when the whole table goes
 */
public record Drop(String table, List<String> columns) {

  /** What may be dropped of a table besides columns. */
  private static final Set<String> NO_COLUMN =
      Set.of("CONSTRAINT", "DEFAULT", "EXPRESSION", "IDENTITY", "NOT");

  /** Copies the list. */
  public Drop {
    columns = List.copyOf(columns);
  }

  /** What a statement drops; mostly nothing. */
  public static List<Drop> of(Dialect dialect, String statement) {
    Head head = Head.of(dialect, statement);
    if (head.begins("DROP", "TABLE")) {
      return tables(head);
    }
    return head.begins("ALTER", "TABLE") ? columns(head) : List.of();
  }

  private static List<Drop> tables(Head head) {
    List<Drop> drops = new ArrayList<>();
    int at = head.word(2).equals("IF") ? 4 : 2;
    do {
      String name = name(head, at);
      drops.add(new Drop(name, List.of()));
      at = afterName(head, at) + 1;
    } while (head.word(at - 1).equals(","));
    return drops;
  }

  private static List<Drop> columns(Head head) {
    int at = head.word(2).equals("IF") ? 4 : 2;
    if (head.word(at).equals("ONLY")) {
      at++;
    }
    String table = name(head, at);
    List<String> columns = new ArrayList<>();
    for (int i = afterName(head, at); !head.word(i).isEmpty(); i++) {
      boolean action = i == afterName(head, at) || head.word(i - 1).equals(",");
      if (action && head.word(i).equals("DROP") && !NO_COLUMN.contains(head.word(i + 1))) {
        int column = head.word(i + 1).equals("COLUMN") ? i + 2 : i + 1;
        columns.add(head.word(head.word(column).equals("IF") ? column + 2 : column));
      }
    }
    return columns.isEmpty() ? List.of() : List.of(new Drop(table, columns));
  }

  private static String name(Head head, int at) {
    StringBuilder name = new StringBuilder(head.word(at));
    for (int i = at; head.word(i + 1).equals("."); i += 2) {
      name.append('.').append(head.word(i + 2));
    }
    return name.toString();
  }

  private static int afterName(Head head, int at) {
    int after = at + 1;
    while (head.word(after).equals(".")) {
      after += 2;
    }
    return after;
  }
}
