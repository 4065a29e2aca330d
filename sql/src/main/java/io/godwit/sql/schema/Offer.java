package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;

/** What readers of a database can ask for. */
public final class Offer {

  private static final String POSTGRES =
      "select concat_ws('.', n.nspname, c.relname, a.attname), format_type(a.atttypid,"
          + " a.atttypmod) from pg_attribute a join pg_class c on c.oid = a.attrelid join"
          + " pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f')"
          + " and a.attnum > 0 and not a.attisdropped and n.nspname <> 'information_schema' and"
          + " n.nspname !~ '^(pg_|godwit)' and c.relname not like 'godwit\\_%'";

  /** Hidden columns of virtual tables are no columns to read. */
  private static final String SQLITE =
      "select m.name || '.' || c.name, lower(c.type) from sqlite_master m join"
          + " pragma_table_xinfo(m.name) c on c.hidden <> 1 where m.type in ('table', 'view') and"
          + " m.name not glob 'sqlite_*' and m.name not glob 'godwit_*'";

  private Offer() {}

  /** Every column of every table and view with its type; Godwit's own tables are left out. */
  public static SortedMap<String, String> read(Dialect dialect, Connection connection)
      throws SQLException {
    SortedMap<String, String> columns = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(dialect == Dialect.POSTGRESQL ? POSTGRES : SQLITE)) {
      while (rows.next()) {
        columns.put(rows.getString(1), rows.getString(2));
      }
    }
    return columns;
  }
}
