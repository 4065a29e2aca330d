package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the statements of a script into units. A script without its own BEGIN is one transaction,
 * cut only where a statement refuses one. An author's BEGIN and COMMIT are the borders of a
 * transaction of Godwit's, so that the receipt commits with what stands between them.
 */
public final class Units {

  private static final Pattern CHAIN = Pattern.compile("(?i)\\band\\s+chain\\b");

  private final Script script;
  private final TransactionMode mode;
  private final List<Unit> units = new ArrayList<>();
  private List<Statement> open = new ArrayList<>();
  private @Nullable Statement begin;

  private Units(Script script, TransactionMode mode) {
    this.script = script;
    this.mode = mode;
  }

  /**
   * The units in their order.
   *
   * @throws GodwitException if BEGIN and COMMIT do not pair up, or if a statement that refuses a
   *     transaction stands between them
   */
  public static List<Unit> of(Script script, TransactionMode mode) {
    return new Units(script, mode).group();
  }

  private List<Unit> group() {
    List<Statement> statements = script.statements();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      switch (statement.kind()) {
        case BEGIN -> begin(statement);
        case COMMIT -> end(statement, false);
        case ROLLBACK -> end(statement, true);
        case ALONE -> alone(statement);
        case CONNECTION -> connection(statement);
        case SKIPPED -> {}
        case SETTING -> open.add(statement);
        case ORDINARY -> ordinary(statement, statements.subList(i + 1, statements.size()));
      }
    }
    if (begin != null) {
      throw fault(begin, "this BEGIN has no COMMIT, so the database would drop what follows it");
    }
    flush(false);
    return units;
  }

  private void ordinary(Statement statement, List<Statement> rest) {
    if (mode == TransactionMode.NONE && begin == null) {
      alone(statement);
      return;
    }
    open.add(statement);
    if (begin == null && isUsedLater(statement, rest)) {
      flush(false);
    }
  }

  private void begin(Statement statement) {
    if (begin != null) {
      throw fault(
          statement, "BEGIN inside a transaction that is already open since line " + begin.line());
    }
    flush(false);
    begin = statement;
  }

  private void end(Statement statement, boolean discarded) {
    if (begin == null) {
      throw fault(statement, "there is no open BEGIN that this could end");
    }
    Statement opened = begin;
    flush(discarded);
    begin = CHAIN.matcher(statement.text()).find() ? opened : null;
  }

  private void alone(Statement statement) {
    if (begin != null) {
      throw fault(
          statement,
          "this statement refuses a transaction but stands after the BEGIN of line "
              + begin.line()
              + "; move it out");
    }
    flush(false);
    units.add(new Unit(UnitKind.ALONE, List.of(statement), Optional.empty(), false));
  }

  private void connection(Statement statement) {
    if (begin != null) {
      open.add(statement); // SQLite: without effect, or refused, as it would be in the shell
      return;
    }
    flush(false);
    units.add(new Unit(UnitKind.CONNECTION, List.of(statement), Optional.empty(), false));
  }

  private void flush(boolean discarded) {
    if (!open.isEmpty()) {
      units.add(new Unit(UnitKind.TRANSACTION, open, Optional.ofNullable(begin), discarded));
      open = new ArrayList<>();
    }
  }

  /** A value that is added to an enum can be used only after the commit. */
  private boolean isUsedLater(Statement statement, List<Statement> rest) {
    if (script.dialect() != Dialect.POSTGRESQL || rest.isEmpty()) {
      return false;
    }
    return PostgresHeads.addedEnumValue(statement.text())
        .filter(value -> rest.stream().anyMatch(later -> later.text().contains(value)))
        .isPresent();
  }

  private GodwitException fault(Statement statement, String message) {
    return new GodwitException(
        Fault.at(statement.place(script.source().file()), DataError.TRANSACTION_CONTROL, message));
  }
}
