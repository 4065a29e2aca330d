package io.godwit.data.sql;

import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * About how many rows tables have, without counting them: PostgreSQL's own estimate, on SQLite the
 * highest row number.
 */
final class RowCounts {

  private final DataTarget target;
  private final boolean preceded;

  RowCounts(DataTarget target, boolean preceded) {
    this.target = target;
    this.preceded = preceded;
  }

  /** The sum over some tables; those that are not there yet have none. */
  long of(List<String> tables) {
    if (tables.isEmpty() || (preceded && !target.database().exists())) {
      return 0;
    }
    return target.read(
        connection -> {
          long sum = 0;
          for (String table : tables) {
            sum += of(connection, table);
          }
          return sum;
        });
  }

  private long of(Connection connection, String table) throws SQLException {
    if (target.dialect() == Dialect.POSTGRESQL) {
      return number(
          connection,
          "select greatest(sum(reltuples), 0)::bigint from pg_class where relname = ? and relkind in"
              + " ('r', 'p')",
          table);
    }
    boolean numbered =
        number(
                connection,
                "select count(*) from pragma_table_list where schema = 'main' and type = 'table' and"
                    + " wr = 0 and name = ? collate nocase",
                table)
            == 1;
    return numbered
        ? number(
            connection,
            "select coalesce(max(rowid), 0) from main." + target.dialect().quote(table),
            null)
        : 0;
  }

  private static long number(Connection connection, String query, @Nullable String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (name != null) {
        statement.setString(1, name);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }
}
