package io.godwit.data.rows.batch;

import io.godwit.data.sql.TableShape;
import io.godwit.sql.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many rows a table has, for those who want to know how long it takes. */
public final class RowCount {

  /** From here on counting them costs more than knowing the last digits is worth. */
  private static final long MANY = 100_000;

  /** What the last analysis found in each page, and the pages that there are now. */
  private static final String ESTIMATE =
      "select (reltuples / relpages * pg_relation_size(oid) / current_setting('block_size')::int)"
          + "::bigint from pg_class where oid = to_regclass(quote_ident(?) || '.' ||"
          + " quote_ident(?)) and relkind = 'r' and reltuples > 0 and relpages > 0";

  private RowCount() {}

  /** Counts them, or believes PostgreSQL that they are many. */
  public static long about(Sql sql, TableShape table) throws SQLException {
    long estimate = sql.dialect() == Dialect.POSTGRESQL ? estimate(sql, table) : 0;
    return estimate >= MANY
        ? estimate
        : sql.number("select count(*) from " + table.sql(sql.dialect()));
  }

  private static long estimate(Sql sql, TableShape table) throws SQLException {
    try (PreparedStatement query = sql.connection().prepareStatement(ESTIMATE)) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }
}
