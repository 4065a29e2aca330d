package io.godwit.sql.snapshot;

import io.godwit.sql.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies the rows of a table from a file that is attached; they keep their row numbers. */
final class SqliteRows {

  /**
   * Columns to name when a table's rows are copied: null where {@code *} copies them whole, which
   * SQLite does record by record.
   */
  private static final String COLUMNS =
      """
      select case when l.wr = 0 and not p.alias then (select w from (select 'rowid' as w union all
        select '_rowid_' union all select 'oid') where w not in (select lower(x.name)
        from pragma_table_xinfo(l.name, 'main') x) limit 1) end, x.name, x.hidden = 0,
        (l.wr = 1 or p.alias) and not p.made
      from pragma_table_list l join pragma_table_xinfo(l.name, 'main') x
        join (select count(*) filter (where pk > 0) = 1 and max(pk > 0 and upper(type) = 'INTEGER')
          as alias, max(hidden <> 0) as made from pragma_table_xinfo(@name, 'main')) p
      where l.schema = 'main' and l.name = @name order by x.cid
      """;

  private SqliteRows() {}

  /**
   * Copies into the table of that name in the main database.
   *
   * @param byName whether columns may stand in another order there
   * @return how many rows
   */
  static long copy(Statement statement, String from, String table, boolean byName)
      throws SQLException {
    String name = Dialect.SQLITE.quote(table);
    List<String> columns = new ArrayList<>();
    boolean whole = false;
    try (ResultSet found =
        statement.executeQuery(COLUMNS.replace("@name", Dialect.SQLITE.literal(table)))) {
      while (found.next()) {
        if (columns.isEmpty() && found.getString(1) != null) {
          columns.add(found.getString(1));
        }
        if (found.getBoolean(3)) {
          columns.add(Dialect.SQLITE.quote(found.getString(2)));
        }
        whole = found.getBoolean(4);
      }
    }
    String list = String.join(", ", columns);
    boolean all = whole && !byName;
    return statement.executeLargeUpdate(
        "insert into main."
            + name
            + (all ? "" : " (" + list + ")")
            + " select "
            + (all ? "*" : list)
            + " from "
            + from
            + "."
            + name);
  }
}
