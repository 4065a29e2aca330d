package io.godwit.data.script;

/** How the statements of a unit run. */
public enum UnitKind {
  /** All in one transaction, with their receipt. */
  TRANSACTION,
  /** One statement that refuses a transaction: journalled before and after. */
  ALONE,
  /** One statement about the connection only: it leaves nothing in the database. */
  CONNECTION
}
