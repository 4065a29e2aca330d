package io.godwit.data.sql;

import io.godwit.data.script.Head;
import io.godwit.data.script.Statement;
import io.godwit.sql.Dialect;
import io.godwit.sql.LocatedSqlException;
import io.godwit.sql.PostgresCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Sends one statement, as it is written, and says where it stands if the database refuses it. */
final class StatementRunner {

  /** Of these SQLite counts the rows of its own catalogue. */
  private static final Pattern DEFINES =
      Pattern.compile("(create|alter|drop)\\b", Pattern.CASE_INSENSITIVE);

  private final Connection connection;
  private final String file;

  StatementRunner(Connection connection, String file) {
    this.connection = connection;
    this.file = file;
  }

  /** Returns how many rows it changed. */
  long run(Statement statement) throws SQLException {
    try {
      if (statement.copyData().isPresent()) {
        return PostgresCopy.in(connection, statement.text(), statement.copyData().get());
      }
      return isCopyOut(statement.text())
          ? PostgresCopy.out(connection, statement.text())
          : execute(statement.text());
    } catch (SQLException e) {
      throw new LocatedSqlException(
          e, character -> statement.place(file, character), statement.shown());
    }
  }

  private static boolean isCopyOut(String sql) {
    if (!sql.regionMatches(true, 0, "copy", 0, 4)) {
      return false;
    }
    Head head = Head.of(Dialect.POSTGRESQL, sql);
    int stdout = head.indexOf("STDOUT");
    return stdout > 0 && head.word(stdout - 1).equals("TO");
  }

  private long execute(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // {d '…'} is the author's text, not ours to translate
      boolean query = statement.execute(sql);
      boolean defines = DEFINES.matcher(sql).lookingAt();
      return query || defines ? 0 : Math.max(0, statement.getLargeUpdateCount());
    }
  }
}
