package io.godwit.data.script;

/** What a statement means for the transaction in which it would run. */
public enum StatementKind {
  /** Runs in a transaction. */
  ORDINARY,
  /** Opens the author's own transaction. */
  BEGIN,
  /** Ends the author's own transaction and keeps its changes. */
  COMMIT,
  /** Ends the author's own transaction and drops its changes. */
  ROLLBACK,
  /** Refuses a transaction, and changes the database. */
  ALONE,
  /**
   * Changes a setting of the session, in or out of a transaction; said again when a run resumes.
   */
  SETTING,
  /**
   * Changes something of the connection that a transaction cannot change ({@code PRAGMA
   * foreign_keys}, {@code ATTACH}); said again when a run resumes.
   */
  CONNECTION,
  /** Left out, because it would weaken what Godwit promises about durability. */
  SKIPPED
}
