package io.godwit.data.sql;

import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Verb;
import io.godwit.data.script.Statement;
import io.godwit.data.script.StatementKind;
import io.godwit.data.script.Subject;
import io.godwit.data.script.Unit;
import io.godwit.data.script.UnitKind;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import io.godwit.sql.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs one unit of a script, on a connection that has been told what the units before it told. */
final class UnitWork implements Work {

  private static final Pattern ISOLATION =
      Pattern.compile("(?i)isolation\\s+level\\s+(serializable|repeatable\\s+read)");

  private static final Pattern TEMPORARY = Pattern.compile("(?i)\\btemp(orary)?\\b");

  private final Database database;
  private final Effect effect;
  private final FrozenScript script;
  private final int index;
  private final Standing standing;

  UnitWork(Database database, Effect effect, FrozenScript script, int index, Standing standing) {
    this.database = database;
    this.effect = effect;
    this.script = script;
    this.index = index;
    this.standing = standing;
  }

  private Unit unit() {
    return script.units().get(index);
  }

  /**
   * On PostgreSQL to forget costs little; on SQLite the file is opened anew, so only if need be.
   */
  @Override
  public boolean changesSession() {
    return database.dialect() == Dialect.POSTGRESQL
        || unit().statements().stream().anyMatch(UnitWork::isOfSession)
        || !script.settingsBefore(index).isEmpty();
  }

  private static boolean isOfSession(Statement statement) {
    return statement.kind() != StatementKind.ORDINARY || TEMPORARY.matcher(statement.text()).find();
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    StatementRunner runner = new StatementRunner(connection, script.file());
    for (Statement setting : script.settingsBefore(index)) {
      runner.run(setting);
    }
    if (database.dialect() == Dialect.POSTGRESQL) {
      isolate(connection);
    }
  }

  /** The options of the author's BEGIN hold for the transaction that takes its place. */
  private void isolate(Connection connection) throws SQLException {
    String begin = unit().begin().map(Statement::text).orElse("");
    Matcher level = ISOLATION.matcher(begin);
    if (level.find()) {
      try (java.sql.Statement statement = connection.createStatement()) {
        statement.execute(
            "set session characteristics as transaction isolation level "
                + level.group(1).toLowerCase(Locale.ROOT));
      }
    }
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    Standing before = past.own().map(own -> Standing.of(own.checkpoint())).orElse(Standing.START);
    if (before.units() > index) {
      return past.own().orElseThrow(); // another attempt has been quicker
    }
    KeptTables kept = new KeptTables(database.dialect(), connection);
    if (effect.verb() == Verb.UNDO && !unit().discarded()) {
      kept.keep(effect, unit().statements());
    }
    long rows = unit().kind() == UnitKind.ALONE ? alone(connection) : together(connection);
    if (effect.verb() == Verb.APPLY && script.next(index + 1).isEmpty()) {
      bringBack(kept);
    }
    return behind(connection, rows);
  }

  /** An apply that takes an undo back brings back what that one has dropped. */
  private void bringBack(KeptTables kept) throws SQLException {
    if (effect.keys().counterpart().isPresent()) {
      kept.bringBack(effect.keys().origin());
    }
  }

  private long together(Connection connection) throws SQLException {
    long rows = unit().discarded() ? discarded(connection) : statements(connection);
    ForeignKeys.check(database, connection);
    return rows;
  }

  /**
   * What an earlier attempt has left is cleared before, what this one leaves when it fails, after.
   */
  private long alone(Connection connection) throws SQLException {
    Leftovers leftovers = Leftovers.of(database.dialect(), unit().first());
    leftovers.clear(connection);
    try {
      return statements(connection);
    } catch (SQLException e) {
      try {
        leftovers.clear(connection);
      } catch (SQLException uncleared) {
        e.addSuppressed(uncleared);
      }
      throw e;
    }
  }

  private long statements(Connection connection) throws SQLException {
    StatementRunner runner = new StatementRunner(connection, script.file());
    long rows = 0;
    for (Statement statement : unit().statements()) {
      rows += runner.run(statement);
    }
    return rows;
  }

  /** The author ends with ROLLBACK: what the statements did is dropped, the receipt is not. */
  private long discarded(Connection connection) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute("savepoint godwit_discarded");
      statements(connection);
      statement.execute("rollback to savepoint godwit_discarded");
      statement.execute("release savepoint godwit_discarded");
    }
    return 0;
  }

  private Progress behind(Connection connection, long rows) throws SQLException {
    Standing now =
        new Standing(
            index + 1,
            standing.statements() + unit().statements().size(),
            standing.rows() + rows,
            standing.tables());
    boolean complete = script.next(index + 1).isEmpty();
    if (complete) {
      now = now.leaving(tables(database.dialect(), connection, script));
    }
    return now.progress(complete, script.statements().size());
  }

  /** A digest of the definitions of the tables that a script touches, as they are now. */
  static String tables(Dialect dialect, Connection connection, FrozenScript script)
      throws SQLException {
    List<String> tables = Subject.tables(dialect, script.statements());
    return Schema.read(dialect, connection, tables).digest().hex();
  }
}
