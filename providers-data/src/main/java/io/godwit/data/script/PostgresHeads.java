package io.godwit.data.script;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PostgreSQL's statements mean for a transaction, told by their beginning: the callers of
 * {@code PreventInTransactionBlock} in the server's source.
 */
final class PostgresHeads {

  private static final Set<String> ALONE_OBJECTS = Set.of("DATABASE", "TABLESPACE", "SUBSCRIPTION");
  private static final Set<String> WHOLE_REINDEX = Set.of("DATABASE", "SYSTEM", "SCHEMA");
  private static final Set<String> OF_THIS_TRANSACTION =
      Set.of("LOCAL", "TRANSACTION", "CONSTRAINTS");
  private static final Pattern ENDS_TRANSACTION =
      Pattern.compile("(?i)\\b(commit|rollback)\\b\\s*(and\\s+chain\\s*)?;");

  private static final Pattern ADDS_VALUE =
      Pattern.compile("(?is)^alter\\s+type\\s.*?\\sadd\\s+value\\s.*?'((?:[^']|'')*)'");

  private PostgresHeads() {}

  static StatementKind kind(Head head, String text) {
    return switch (head.word(0)) {
      case "BEGIN" -> StatementKind.BEGIN;
      case "START" -> StatementKind.BEGIN;
      case "COMMIT", "END" ->
          head.word(1).equals("PREPARED") ? StatementKind.ALONE : StatementKind.COMMIT;
      case "ROLLBACK", "ABORT" -> rollback(head);
      case "VACUUM" -> StatementKind.ALONE;
      case "CREATE", "DROP" -> aloneIf(isAloneObject(head) || isConcurrentIndex(head));
      case "ALTER" -> aloneIf(isAloneAlter(head));
      case "REINDEX" -> aloneIf(head.contains("CONCURRENTLY") || isWholeReindex(head));
      case "CLUSTER" -> aloneIf(isWholeCluster(head));
      case "DISCARD" ->
          head.word(1).equals("ALL") ? StatementKind.CONNECTION : StatementKind.SETTING;
      case "DO" -> aloneIf(ENDS_TRANSACTION.matcher(text).find());
      case "SET" ->
          OF_THIS_TRANSACTION.contains(head.word(1))
              ? StatementKind.ORDINARY
              : StatementKind.SETTING;
      case "RESET" -> StatementKind.SETTING;
      case "SELECT" -> isSetConfig(head) ? StatementKind.SETTING : StatementKind.ORDINARY;
      default -> StatementKind.ORDINARY;
    };
  }

  /** The value that a statement adds to an enum; it cannot be used before it is committed. */
  static Optional<String> addedEnumValue(String text) {
    Matcher matcher = ADDS_VALUE.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static StatementKind rollback(Head head) {
    if (head.word(1).equals("PREPARED")) {
      return StatementKind.ALONE;
    }
    return head.contains("TO") ? StatementKind.ORDINARY : StatementKind.ROLLBACK;
  }

  private static StatementKind aloneIf(boolean alone) {
    return alone ? StatementKind.ALONE : StatementKind.ORDINARY;
  }

  private static boolean isAloneObject(Head head) {
    return ALONE_OBJECTS.contains(head.word(1));
  }

  private static boolean isConcurrentIndex(Head head) {
    int index = head.word(1).equals("UNIQUE") ? 2 : 1;
    return head.word(index).equals("INDEX") && head.word(index + 1).equals("CONCURRENTLY");
  }

  private static boolean isAloneAlter(Head head) {
    return switch (head.word(1)) {
      case "SYSTEM", "SUBSCRIPTION" -> true;
      case "DATABASE" -> head.contains("TABLESPACE");
      case "TABLE" -> head.contains("DETACH") && head.contains("CONCURRENTLY");
      default -> false;
    };
  }

  private static boolean isWholeCluster(Head head) {
    return head.count() == 1 || (head.count() == 2 && head.word(1).equals("VERBOSE"));
  }

  private static boolean isWholeReindex(Head head) {
    int object = 1;
    if (head.word(1).equals("(")) {
      object = head.indexOf(")") + 1;
    }
    return WHOLE_REINDEX.contains(head.word(object));
  }

  private static boolean isSetConfig(Head head) {
    int index = head.word(1).equals("PG_CATALOG") ? 3 : 1;
    return head.word(index).equals("SET_CONFIG");
  }
}
