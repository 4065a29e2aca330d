package io.godwit.sql.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Brings tables of a snapshot back in a transaction of somebody else. A table that is not there is
 * made as it was, with what it needs; a table that is there keeps its definition and gets the rows
 * of the snapshot instead of its own. Foreign keys from and to tables whose rows are replaced are
 * taken off first and put on again in the end, which looks at all rows; their triggers do not fire.
 */
public interface TableRestore extends AutoCloseable {

  /** What came back. */
  record Returned(
      List<String> made, List<String> besides, Set<String> leftOut, long tables, long rows) {
    /** Copies the collections. */
    public Returned {
      made = List.copyOf(made);
      besides = List.copyOf(besides);
      leftOut = Set.copyOf(leftOut);
    }
  }

  /** Told of tables in time. */
  interface Before {
    /** The rows of this table are about to go. */
    void replaced(String table) throws SQLException;
  }

  /** The tables, as SQL has their names, with their schema. */
  Set<String> tables();

  /** Sets the connection up, outside the transaction. */
  void prepare(Connection connection) throws SQLException;

  /**
   * Does it.
   *
   * @throws io.godwit.api.error.GodwitException {@link io.godwit.sql.SqlError#TABLE_DIFFERS} if a
   *     table that is there cannot hold the rows
   */
  Returned run(Connection connection, Before before) throws SQLException;

  /** Removes what was laid out on disk. */
  @Override
  void close();
}
