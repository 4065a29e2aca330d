package io.godwit.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** Results of PostgreSQL in binary form, which costs no printing and reading of numbers. */
public final class BinaryResults {

  private static final int FROM_THE_FIRST = -1;

  private BinaryResults() {}

  /**
   * Asks for the statement's results in binary form, unless its connection was told not to prepare
   * statements, as it has to be behind some poolers. {@code getBytes} gives a value as it comes.
   */
  public static void prefer(PreparedStatement select) throws SQLException {
    if (select.getConnection().unwrap(PGConnection.class).getPrepareThreshold() != 0) {
      select.unwrap(PGStatement.class).setPrepareThreshold(FROM_THE_FIRST);
    }
  }
}
