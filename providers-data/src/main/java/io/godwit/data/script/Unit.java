package io.godwit.data.script;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Statements that take effect together.
 *
 * @param kind how they run
 * @param statements the statements, without the author's BEGIN and COMMIT
 * @param begin the author's own BEGIN, whose options hold for the transaction
 * @param discarded whether the author ends the transaction with ROLLBACK
 */
public record Unit(
    UnitKind kind, List<Statement> statements, Optional<Statement> begin, boolean discarded) {

  /** Copies the list, and refuses an empty one. */
  public Unit {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(begin, "begin");
    statements = List.copyOf(statements);
    if (statements.isEmpty() || (kind != UnitKind.TRANSACTION && statements.size() != 1)) {
      throw new IllegalArgumentException(kind + " with " + statements.size() + " statements");
    }
  }

  /** The statement with which it begins. */
  public Statement first() {
    return statements.get(0);
  }
}
