package io.godwit.data.tables;

import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import io.godwit.sql.snapshot.TableFrame;
import io.godwit.sql.snapshot.TableRestore;
import io.godwit.sql.snapshot.TableRestore.Returned;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Tables come back; rows that they held are kept. */
final class Coming implements Work {

  private final Dialect dialect;
  private final TableRestore restore;
  private final StepContext context;

  Coming(Dialect dialect, TableRestore restore, StepContext context) {
    this.dialect = dialect;
    this.restore = restore;
    this.context = context;
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    restore.prepare(connection);
  }

  /** What was set, and the attached file. */
  @Override
  public boolean changesSession() {
    return true;
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    KeptRows kept = new KeptRows(dialect, connection, context.effect());
    List<String> tables = List.copyOf(restore.tables());
    Map<String, String> counters = TableFrame.counters(dialect, connection, tables);
    long orphans = TableFrame.orphans(dialect, connection);
    Returned returned = restore.run(connection, kept::keepBefore);
    if (kept.holdsAfter()) {
      again(connection, kept, tables, past);
    }
    Landed landed =
        new Landed(
            tables,
            returned.made(),
            returned.besides(),
            counters,
            orphans,
            Landed.definition(dialect, connection, tables));
    Map<String, String> notes =
        returned.leftOut().isEmpty()
            ? Map.of()
            : Map.of(
                Restorable.LEFT_OUT,
                String.join("; ", returned.leftOut().stream().sorted().toList()));
    return Progress.complete(
        landed.checkpoint(notes),
        Tally.of("tables", returned.tables()),
        Tally.of("rows", returned.rows()));
  }

  /** An apply that takes an undo back brings back what that one has replaced. */
  private void again(Connection connection, KeptRows kept, List<String> tables, Past past)
      throws SQLException {
    TableFrame frame = TableFrame.open(dialect, connection, tables, 0);
    for (String table : tables) {
      frame.clear(table);
    }
    kept.bringBackAfter();
    frame.close();
    if (past.counterpart().isPresent()) {
      TableFrame.count(dialect, connection, Landed.counters(past.counterpart().get().checkpoint()));
    }
  }
}
