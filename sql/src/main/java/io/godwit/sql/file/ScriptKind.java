package io.godwit.sql.file;

import java.util.Locale;
import java.util.Optional;

/** What a script is about (P5), as its file name may say. */
public enum ScriptKind {
  /** Tables, columns, indexes, constraints. */
  SCHEMA,
  /** Transformations, references, clean-up, seeds. */
  DATA,
  /** Functions and procedures. */
  FUNCTION,
  /** Functions and procedures, in the plural. */
  FUNCTIONS,
  /** Triggers. */
  TRIGGER,
  /** Triggers, in the plural. */
  TRIGGERS;

  /** The kind that a word names, in lower case. */
  static Optional<ScriptKind> of(String word) {
    for (ScriptKind kind : values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
