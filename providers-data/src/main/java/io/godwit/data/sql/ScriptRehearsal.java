package io.godwit.data.sql;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.data.script.Statement;
import io.godwit.data.script.Unit;
import io.godwit.data.script.UnitKind;
import io.godwit.data.target.SqlRehearsal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs a script in a rehearsal, unit by unit, as a run would. */
final class ScriptRehearsal {

  /** A value that was added to an enum in this very transaction cannot be used in it. */
  private static final String UNSAFE_NEW_VALUE = "55P04";

  private final SqlRehearsal rehearsal;
  private final FrozenScript script;
  private final List<String> notTried = new ArrayList<>();

  ScriptRehearsal(SqlRehearsal rehearsal, FrozenScript script) {
    this.rehearsal = rehearsal;
    this.script = script;
  }

  /** Returns what could not be tried. */
  List<String> run() {
    for (Unit unit : script.units()) {
      try {
        run(unit);
      } catch (SQLException e) {
        throw new GodwitException(explained(rehearsal.database().fault(e)));
      }
    }
    return notTried;
  }

  private Fault explained(Fault fault) {
    return notTried.isEmpty()
        ? fault
        : new Fault(
            fault.code(),
            fault.message() + "; perhaps only because this was not tried: " + notTried.get(0),
            fault.place());
  }

  private void run(Unit unit) throws SQLException {
    if (unit.kind() == UnitKind.TRANSACTION) {
      transaction(unit);
    } else if (rehearsal.inTransaction()) {
      notTried.add(said(unit.first(), "refuses a transaction"));
    } else {
      statements(unit);
    }
  }

  private void transaction(Unit unit) throws SQLException {
    execute(rehearsal.inTransaction() ? "savepoint godwit_unit" : "begin immediate");
    try {
      statements(unit);
      atItsEnd();
    } catch (SQLException e) {
      if (!UNSAFE_NEW_VALUE.equals(e.getSQLState())) {
        throw e;
      }
      execute("rollback to savepoint godwit_unit");
      notTried.add(said(unit.first(), "uses a value that is new in this transaction"));
      return;
    }
    execute(end(unit));
  }

  private String end(Unit unit) {
    if (rehearsal.inTransaction()) {
      return (unit.discarded() ? "rollback to savepoint" : "release savepoint") + " godwit_unit";
    }
    return unit.discarded() ? "rollback" : "commit";
  }

  /** What a commit would look at: deferred constraints are asked, and stay deferred. */
  private void atItsEnd() throws SQLException {
    if (rehearsal.inTransaction()) {
      execute("savepoint godwit_end");
      execute("set constraints all immediate");
      execute("rollback to savepoint godwit_end");
    } else {
      ForeignKeys.check(rehearsal.database(), rehearsal.connection());
    }
  }

  private void statements(Unit unit) throws SQLException {
    StatementRunner runner = new StatementRunner(rehearsal.connection(), script.file());
    for (Statement statement : unit.statements()) {
      var unused = runner.run(statement);
    }
  }

  private void execute(String sql) throws SQLException {
    try (java.sql.Statement statement = rehearsal.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private String said(Statement statement, String why) {
    return statement.place(script.file()) + " " + statement.shown() + " (" + why + ")";
  }
}
