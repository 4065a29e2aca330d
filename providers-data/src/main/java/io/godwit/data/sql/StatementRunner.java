package io.godwit.data.sql;

import io.godwit.data.script.Statement;
import io.godwit.sql.LocatedSqlException;
import io.godwit.sql.PostgresCopy;
import java.sql.Connection;
import java.sql.SQLException;

/** Sends one statement, as it is written, and says where it stands if the database refuses it. */
final class StatementRunner {

  private final Connection connection;
  private final String file;

  StatementRunner(Connection connection, String file) {
    this.connection = connection;
    this.file = file;
  }

  /** Returns how many rows it changed. */
  long run(Statement statement) throws SQLException {
    try {
      return statement.copyData().isPresent()
          ? PostgresCopy.in(connection, statement.text(), statement.copyData().get())
          : execute(statement.text());
    } catch (SQLException e) {
      throw new LocatedSqlException(
          e, character -> statement.place(file, character), statement.shown());
    }
  }

  private long execute(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // {d '…'} is the author's text, not ours to translate
      boolean query = statement.execute(sql);
      return query ? 0 : Math.max(0, statement.getLargeUpdateCount());
    }
  }
}
