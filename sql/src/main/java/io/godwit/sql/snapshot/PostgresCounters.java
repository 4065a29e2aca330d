package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How far sequences have counted. */
final class PostgresCounters {

  /** Those that belong to columns of a table: identities and serial columns. */
  private static final String OWNED =
      """
      select quote_ident(n.nspname) || '.' || quote_ident(c.relname)
      from pg_depend p join pg_class c on c.oid = p.objid and c.relkind = 'S'
        join pg_namespace n on n.oid = c.relnamespace
      where p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
        and p.refobjid = to_regclass(?) and p.refobjsubid > 0 and p.deptype in ('a', 'i')
      order by 1
      """;

  /** Where a sequence stands; its name as SQL has it. */
  record Count(String sequence, long last, boolean called) {
    String sql() {
      return "select pg_catalog.setval("
          + Dialect.POSTGRESQL.literal(sequence)
          + ", "
          + last
          + ", "
          + called
          + ")";
    }
  }

  private PostgresCounters() {}

  static Count read(Connection connection, String sequence) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet value = statement.executeQuery("select last_value, is_called from " + sequence)) {
      value.next();
      return new Count(sequence, value.getLong(1), value.getBoolean(2));
    }
  }

  static List<String> of(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OWNED)) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  /**
   * Sets a sequence in the present transaction: it stands where it stood if that is rolled back,
   * which {@code setval} alone would not see to.
   */
  static void set(Connection connection, String sequence, String setval) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter sequence " + sequence + " restart");
      statement.execute(setval);
    }
  }
}
