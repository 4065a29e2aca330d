package io.godwit.data.rows.write;

import io.godwit.sql.Dialect;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/** Whether a refusal may be for what stands in a row, and not for the statement or the server. */
public final class RowTrouble {

  /** Data exceptions, constraints, cardinality, and what functions and triggers raise. */
  private static final Set<String> CLASSES = Set.of("21", "22", "23", "P0");

  private static final Set<SQLiteErrorCode> CODES =
      Set.of(
          SQLiteErrorCode.SQLITE_ERROR,
          SQLiteErrorCode.SQLITE_CONSTRAINT,
          SQLiteErrorCode.SQLITE_MISMATCH,
          SQLiteErrorCode.SQLITE_TOOBIG);

  private RowTrouble() {}

  public static boolean isOfRow(Dialect dialect, SQLException e) {
    SQLException own =
        e instanceof BatchUpdateException && e.getNextException() != null
            ? e.getNextException()
            : e;
    if (dialect == Dialect.SQLITE) {
      return CODES.contains(SQLiteErrorCode.getErrorCode(own.getErrorCode() & 0xff));
    }
    String state = Objects.requireNonNullElse(own.getSQLState(), "");
    return state.length() == 5 && CLASSES.contains(state.substring(0, 2));
  }
}
