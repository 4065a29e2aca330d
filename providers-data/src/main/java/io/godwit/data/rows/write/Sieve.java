package io.godwit.data.rows.write;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.data.error.DataError;
import io.godwit.data.rows.batch.KeyOrder;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.SQLException;
import java.util.List;

/** Writes the rows of a batch together, and one by one where that does not go. */
public final class Sieve {

  private static final String UNIQUE_VIOLATION = "23505";

  private final DataTarget target;
  private final Sql sql;
  private final Failures failures;
  private final String table;
  private final boolean continueOnError;

  /**
   * Rows of one key are seldom many, so that a table that was empty is written as if there were
   * none, which costs PostgreSQL half, until there are.
   */
  private boolean hopeful;

  public Sieve(DataTarget target, Sql sql, Movement movement, String table, Digest origin) {
    this.target = target;
    this.sql = sql;
    this.failures = new Failures(sql, origin);
    this.table = table;
    this.continueOnError = movement.manner().continueOnError();
    this.hopeful = target.dialect() == Dialect.POSTGRESQL;
  }

  /** Rows that go together. */
  public interface Batch {

    /**
     * Writes all of them.
     *
     * @param hopeful whether as if none came twice
     */
    void all(boolean hopeful) throws SQLException;

    /** Does the same without any row: what fails then is wrong in itself. */
    void none() throws SQLException;

    /** Their keys, each once, in order. */
    List<String> keys() throws SQLException;

    /** Writes those of one key. */
    void just(String key) throws SQLException;
  }

  /** Writes them; says how many could not go. */
  public long write(Batch batch) throws SQLException {
    sql.execute("savepoint godwit_range");
    try {
      batch.all(hopeful);
      sql.execute("release savepoint godwit_range");
      return 0;
    } catch (SQLException e) {
      boolean again = hopeful && UNIQUE_VIOLATION.equals(e.getSQLState());
      if (!again && !RowTrouble.isOfRow(target.dialect(), e)) {
        throw e;
      }
      hopeful = false;
      sql.execute("rollback to savepoint godwit_range");
      long refused = 0;
      if (!again) {
        demandSound(batch, e);
        refused = oneByOne(batch);
      }
      sql.execute("release savepoint godwit_range");
      return again ? write(batch) : refused;
    }
  }

  private void demandSound(Batch batch, SQLException e) throws SQLException {
    try {
      batch.none();
    } catch (SQLException again) {
      again.addSuppressed(e);
      throw again;
    }
    sql.execute("rollback to savepoint godwit_range");
  }

  private long oneByOne(Batch batch) throws SQLException {
    long refused = 0;
    for (String key : batch.keys()) {
      sql.execute("savepoint godwit_row");
      try {
        batch.just(key);
      } catch (SQLException e) {
        if (!RowTrouble.isOfRow(target.dialect(), e)) {
          throw e;
        }
        sql.execute("rollback to savepoint godwit_row");
        refuse(key, target.database().fault(e).message());
        refused++;
      }
      sql.execute("release savepoint godwit_row");
    }
    return refused;
  }

  /** Keeps a row aside that cannot go. */
  public void refuse(String key, String message) throws SQLException {
    demand(continueOnError, table, key, message);
    failures.add(table, KeyOrder.shown(key), message);
  }

  /**
   * Demands that the others go on.
   *
   * @throws GodwitException if they are not to
   */
  public static void demand(boolean continueOnError, String table, String key, String message) {
    if (!continueOnError) {
      throw new GodwitException(
          DataError.ROW_REFUSED,
          "the row with key "
              + KeyOrder.shown(key)
              + " of table "
              + table
              + " cannot go: "
              + message
              + ". Mend the row or the step, or say continue-on-error: true to keep such rows"
              + " aside");
    }
  }
}
