package io.godwit.data.script;

import java.util.Locale;
import java.util.Set;

/** What SQLite's statements mean for a transaction, told by their beginning. */
final class SqliteHeads {

  /** Pragmas that read, or that change the file, and so are part of a transaction. */
  private static final Set<String> IN_TRANSACTION =
      Set.of(
          "application_id",
          "defer_foreign_keys",
          "encoding",
          "foreign_key_check",
          "foreign_key_list",
          "incremental_vacuum",
          "index_info",
          "index_list",
          "index_xinfo",
          "integrity_check",
          "optimize",
          "quick_check",
          "schema_version",
          "table_info",
          "table_list",
          "table_xinfo",
          "user_version");

  /** Pragmas of the connection that work inside a transaction too. */
  private static final Set<String> SETTINGS =
      Set.of(
          "automatic_index",
          "case_sensitive_like",
          "cell_size_check",
          "ignore_check_constraints",
          "legacy_alter_table",
          "recursive_triggers",
          "reverse_unordered_selects",
          "trusted_schema",
          "writable_schema");

  /** Pragmas that decide what survives a power cut: Godwit sets them itself. */
  private static final Set<String> DURABILITY =
      Set.of("journal_mode", "synchronous", "locking_mode", "fullfsync", "wal_autocheckpoint");

  private SqliteHeads() {}

  static StatementKind kind(Head head) {
    return switch (head.word(0)) {
      case "BEGIN" -> StatementKind.BEGIN;
      case "COMMIT", "END" -> StatementKind.COMMIT;
      case "ROLLBACK" -> head.contains("TO") ? StatementKind.ORDINARY : StatementKind.ROLLBACK;
      case "VACUUM" -> StatementKind.ALONE;
      case "ATTACH", "DETACH" -> StatementKind.CONNECTION;
      case "PRAGMA" -> pragma(head);
      default -> StatementKind.ORDINARY;
    };
  }

  private static StatementKind pragma(Head head) {
    int name = head.word(2).equals(".") ? 3 : 1;
    String pragma = head.word(name).toLowerCase(Locale.ROOT);
    boolean sets = head.count() > name + 1;
    if (!sets || IN_TRANSACTION.contains(pragma)) {
      return StatementKind.ORDINARY;
    }
    if (DURABILITY.contains(pragma)) {
      return StatementKind.SKIPPED;
    }
    return SETTINGS.contains(pragma) ? StatementKind.SETTING : StatementKind.CONNECTION;
  }
}
