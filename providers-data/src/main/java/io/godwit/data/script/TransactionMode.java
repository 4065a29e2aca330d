package io.godwit.data.script;

/** How an author wants a script to run. */
public enum TransactionMode {
  /** In transactions as far as the statements allow. */
  AUTO,
  /** Every statement by itself, except between the author's own BEGIN and COMMIT. */
  NONE
}
