package io.godwit.data.sql;

import io.godwit.api.step.Conduct.Risk;
import io.godwit.data.script.Head;
import io.godwit.data.script.Statement;
import io.godwit.data.script.Subject;
import io.godwit.sql.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each statement may do to readers, writers and rows, told by its words. What happens to a
 * table that the same script has made harms nobody.
 */
final class Hints {

  private record Hint(Risk risk, String text) {}

  private static final Set<String> CONTAINERS = Set.of("table", "schema", "database");

  private final Dialect dialect;
  private final Map<Statement, Hint> hints = new HashMap<>();
  private final Set<String> made = new HashSet<>();

  private Hints(Dialect dialect) {
    this.dialect = dialect;
  }

  static Hints of(Dialect dialect, List<Statement> statements) {
    Hints hints = new Hints(dialect);
    statements.forEach(hints::add);
    return hints;
  }

  private void add(Statement statement) {
    Head head = Head.of(dialect, statement.text());
    Optional<Subject> subject = Subject.of(dialect, statement.text());
    if (subject.isEmpty() || made.contains(subject.get().name())) {
      return;
    }
    if (subject.get().action().equals("CREATE") && head.contains("TABLE")) {
      made.add(subject.get().name());
      return;
    }
    Hint hint = hint(subject.get(), head);
    if (hint != null) {
      hints.put(statement, hint);
    }
  }

  private @Nullable Hint hint(Subject subject, Head head) {
    return switch (subject.action()) {
      case "DROP" -> drop(subject);
      case "TRUNCATE" -> new Hint(Risk.CRITICAL, "removes all rows");
      case "DELETE" ->
          head.contains("WHERE")
              ? new Hint(Risk.MEDIUM, "removes rows")
              : new Hint(Risk.CRITICAL, "removes all rows");
      case "UPDATE" ->
          new Hint(Risk.MEDIUM, head.contains("WHERE") ? "changes rows" : "changes every row");
      case "ALTER" -> subject.kind().equals("table") ? alterTable(head) : null;
      case "CREATE" -> create(head);
      case "VACUUM", "CLUSTER" -> rewrite(head);
      case "LOCK" -> new Hint(Risk.HIGH, "locks the table until the transaction ends");
      default -> null;
    };
  }

  private @Nullable Hint drop(Subject subject) {
    if (CONTAINERS.contains(subject.kind())) {
      return new Hint(Risk.CRITICAL, "removes the " + subject.kind() + " with its rows");
    }
    return new Hint(Risk.MEDIUM, "readers that use it fail from now on");
  }

  private Hint alterTable(Head head) {
    if (head.contains("DROP") && dropsColumn(head)) {
      return new Hint(Risk.CRITICAL, "removes a column with its values");
    }
    if (dialect == Dialect.SQLITE) {
      return new Hint(Risk.MEDIUM, "locks the file for the time of the transaction");
    }
    if (head.contains("TYPE") && head.contains("ALTER")) {
      return new Hint(Risk.HIGH, "ACCESS EXCLUSIVE lock, may rewrite the table");
    }
    if (head.contains("CONCURRENTLY") || head.contains("VALIDATE")) {
      return new Hint(Risk.LOW, "SHARE UPDATE EXCLUSIVE lock: reads and writes go on");
    }
    boolean scans =
        (head.contains("NOT") && head.contains("NULL") && head.contains("SET"))
            || (head.contains("CONSTRAINT") && head.contains("ADD") && !head.contains("VALID"));
    return scans
        ? new Hint(Risk.HIGH, "ACCESS EXCLUSIVE lock while all rows are looked at")
        : new Hint(Risk.MEDIUM, "ACCESS EXCLUSIVE lock, short");
  }

  private static boolean dropsColumn(Head head) {
    String dropped = head.word(head.indexOf("DROP") + 1);
    return !Set.of("CONSTRAINT", "DEFAULT", "NOT", "IDENTITY", "EXPRESSION").contains(dropped);
  }

  private @Nullable Hint create(Head head) {
    if (!head.contains("INDEX") || dialect == Dialect.SQLITE) {
      return null;
    }
    return head.contains("CONCURRENTLY")
        ? new Hint(Risk.LOW, "reads and writes go on")
        : new Hint(Risk.HIGH, "SHARE lock: writes wait until the index is built");
  }

  private @Nullable Hint rewrite(Head head) {
    if (dialect == Dialect.SQLITE) {
      return new Hint(Risk.HIGH, "rewrites the whole file");
    }
    return head.word(0).equals("CLUSTER") || head.contains("FULL")
        ? new Hint(Risk.HIGH, "ACCESS EXCLUSIVE lock while the table is rewritten")
        : null;
  }

  Optional<String> of(Statement statement) {
    return Optional.ofNullable(hints.get(statement)).map(Hint::text);
  }

  /** The highest risk of any statement. */
  Risk risk() {
    return hints.values().stream().map(Hint::risk).max(Risk::compareTo).orElse(Risk.LOW);
  }

  /** Whether readers or writers have to wait for longer than a moment. */
  boolean stopsReaders() {
    return hints.values().stream().anyMatch(hint -> hint.risk == Risk.HIGH);
  }
}
