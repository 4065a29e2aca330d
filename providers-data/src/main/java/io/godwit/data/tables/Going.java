package io.godwit.data.tables;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import io.godwit.sql.snapshot.TableFrame;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Takes a restore back: tables get the rows that they held before, those that were made go. The
 * rows that they hold now are kept, for when the step is applied again.
 */
final class Going implements Work {

  private final Dialect dialect;
  private final StepContext context;

  Going(Dialect dialect, StepContext context) {
    this.dialect = dialect;
    this.context = context;
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    if (dialect == Dialect.SQLITE) {
      execute(connection, "pragma foreign_keys = off");
    }
  }

  @Override
  public boolean changesSession() {
    return true;
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    Checkpoint applied = past.counterpart().map(Progress::checkpoint).orElse(context.applied());
    Landed landed = Landed.in(applied);
    if (landed.tables().isEmpty()) {
      return Progress.nothing();
    }
    demandSame(connection, landed);
    if (dialect == Dialect.POSTGRESQL) {
      execute(connection, "set local search_path = ''");
      execute(connection, "set local statement_timeout = 0");
    }
    Map<String, String> counters = TableFrame.counters(dialect, connection, landed.tables());
    exchange(connection, landed);
    drop(connection, landed);
    TableFrame.count(dialect, connection, landed.counters());
    return Progress.complete(Landed.counted(counters));
  }

  private void demandSame(Connection connection, Landed landed) throws SQLException {
    String now = Landed.definition(dialect, connection, landed.tables());
    if (!now.equals(landed.definition())) {
      throw new GodwitException(
          DataError.CHANGED_SINCE,
          "the tables that step "
              + context.effect().step()
              + " brought back are not defined any more as it left them: somebody has changed"
              + " columns, constraints, indexes or triggers since; take that back first");
    }
  }

  private void exchange(Connection connection, Landed landed) throws SQLException {
    KeptRows kept = new KeptRows(dialect, connection, context.effect());
    TableFrame frame = TableFrame.open(dialect, connection, landed.tables(), landed.orphans());
    for (String table : landed.tables()) {
      kept.keepAfter(table);
    }
    for (String table : landed.tables()) {
      frame.clear(table);
    }
    kept.bringBackBefore();
    frame.close();
  }

  /** Without cascade: what others have built on it is not dropped. */
  private void drop(Connection connection, Landed landed) throws SQLException {
    if (dialect == Dialect.POSTGRESQL && !landed.made().isEmpty()) {
      execute(connection, "drop table " + String.join(", ", landed.made()));
    } else {
      for (String table : landed.made()) {
        execute(connection, "drop table " + table);
      }
    }
    List<String> besides = new ArrayList<>(landed.besides());
    Collections.reverse(besides);
    for (String made : besides) {
      execute(connection, "drop " + made);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
