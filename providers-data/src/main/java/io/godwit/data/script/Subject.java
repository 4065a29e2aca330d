package io.godwit.data.script;

import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement is about: the table that it changes, or another thing that it makes or drops.
 * Read from its beginning, so a help for people and for ordering, and not the whole truth.
 *
 * @param action the first word, in upper case, for example {@code ALTER}
 * @param kind what kind of thing, in lower case, for example {@code table}
 * @param name its name as the catalog has it, without schema; empty if the statement gives none
 */
public record Subject(String action, String kind, String name) {

  private static final Set<String> MODIFIERS =
      Set.of(
          "CONCURRENTLY",
          "EXISTS",
          "FULL",
          "GLOBAL",
          "IF",
          "LOCAL",
          "MATERIALIZED",
          "NOT",
          "ONLY",
          "OR",
          "RECURSIVE",
          "REPLACE",
          "TEMP",
          "TEMPORARY",
          "UNIQUE",
          "UNLOGGED",
          "VIRTUAL");

  /** Conflict clauses of SQLite's INSERT and UPDATE. */
  private static final Set<String> CONFLICTS =
      Set.of("ABORT", "FAIL", "IGNORE", "REPLACE", "ROLLBACK");

  /** Checks that nothing is null. */
  public Subject {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  /** What a statement is about; empty for queries and settings. */
  public static Optional<Subject> of(Dialect dialect, String statement) {
    Reader reader = new Reader(Head.of(dialect, statement));
    return reader.read();
  }

  /** The tables that statements change, in the order of their first mention. */
  public static List<String> tables(Dialect dialect, List<Statement> statements) {
    List<String> tables = new ArrayList<>();
    for (Statement statement : statements) {
      of(dialect, statement.text())
          .filter(subject -> subject.kind.equals("table") && !subject.name.isEmpty())
          .map(Subject::name)
          .filter(name -> !tables.contains(name))
          .ifPresent(tables::add);
    }
    return tables;
  }

  private static final class Reader {
    private final Head head;
    private int at;

    Reader(Head head) {
      this.head = head;
    }

    Optional<Subject> read() {
      String action = head.word(0);
      at = 1;
      return switch (action) {
        case "CREATE", "DROP", "ALTER" -> Optional.of(defined(action));
        case "INSERT", "REPLACE" -> Optional.of(changed(action, "INTO"));
        case "DELETE" -> Optional.of(changed(action, "FROM"));
        case "UPDATE", "TRUNCATE", "COPY", "LOCK" -> Optional.of(changed(action, "TABLE"));
        case "VACUUM", "ANALYZE", "CLUSTER", "REINDEX" ->
            Optional.of(new Subject(action, "database", ""));
        default -> Optional.empty();
      };
    }

    private Subject changed(String action, String word) {
      while (head.word(at).equals("OR") && CONFLICTS.contains(head.word(at + 1))) {
        at += 2;
      }
      if (head.word(at).equals(word)) {
        at++;
      }
      skipModifiers();
      return new Subject(action, "table", name());
    }

    private Subject defined(String action) {
      skipModifiers();
      String kind = head.word(at++).toLowerCase(Locale.ROOT);
      skipModifiers();
      if (!action.equals("DROP") && Set.of("index", "trigger", "rule", "policy").contains(kind)) {
        return onTable(action, kind);
      }
      return new Subject(action, kind, name());
    }

    /** An index or a trigger belongs to the table that stands after ON. */
    private Subject onTable(String action, String kind) {
      int on = head.indexOf("ON");
      if (on < 0) {
        return new Subject(action, kind, name());
      }
      at = on + 1;
      skipModifiers();
      return new Subject(action, "table", name());
    }

    private void skipModifiers() {
      while (MODIFIERS.contains(head.word(at))) {
        at++;
      }
    }

    /** The last part of a name that may have a schema before it. */
    private String name() {
      String last = head.word(at);
      while (head.word(at + 1).equals(".")) {
        at += 2;
        last = head.word(at);
      }
      return folded(last);
    }
  }

  /** A name as the catalog has it; empty if this is none. */
  static String folded(String written) {
    if (written.isEmpty()) {
      return "";
    }
    char first = written.charAt(0);
    if (first == '"' || first == '`' || first == '[') {
      String inner = written.substring(1, written.length() - 1);
      return inner.replace("" + first + first, "" + first);
    }
    boolean name = Character.isLetter(first) || first == '_';
    // The head has unquoted words in upper case; both databases compare them in any case.
    return name ? written.toLowerCase(Locale.ROOT) : "";
  }
}
