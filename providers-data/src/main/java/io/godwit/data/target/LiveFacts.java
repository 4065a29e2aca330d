package io.godwit.data.target;

import io.godwit.api.error.GodwitException;
import io.godwit.data.lint.Facts;
import io.godwit.sql.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Asks the database, but only where the answer matters: SQLite changes no types, and a foreign key
 * there comes with its column. A database that does not answer is asked once.
 */
final class LiveFacts implements Facts {

  private final DataTarget target;
  private boolean silent;

  LiveFacts(DataTarget target) {
    this.target = target;
    this.silent = target.dialect() == Dialect.SQLITE;
  }

  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T ask(String query, String table, String column, T otherwise, Reading<T> reading) {
    if (silent) {
      return otherwise;
    }
    try {
      return target.read(
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
              statement.setString(1, table);
              statement.setString(2, column);
              try (ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
              }
            }
          });
    } catch (GodwitException e) {
      silent = true;
      return otherwise;
    }
  }

  @Override
  public Optional<String> type(String table, String column) {
    return ask(
        "select format_type(a.atttypid, a.atttypmod) from pg_attribute a join pg_class c on c.oid ="
            + " a.attrelid where c.relname = ? and a.attname = ? and c.relkind in ('r', 'p') and not"
            + " a.attisdropped",
        table,
        column,
        Optional.empty(),
        rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty());
  }

  @Override
  public boolean indexed(String table, List<String> columns) {
    return ask(
        "select array_to_string(array(select a.attname from unnest(i.indkey) with ordinality as"
            + " k (num, n) left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num"
            + " order by k.n), chr(10), '') from pg_index i join pg_class c on c.oid = i.indrelid"
            + " where c.relname = ? and i.indpred is null and i.indisvalid and i.indnatts >="
            + " ?::int",
        table,
        Integer.toString(columns.size()),
        false,
        rows -> {
          boolean found = false;
          while (!found && rows.next()) {
            List<String> names = List.of(rows.getString(1).split("\n", -1));
            found = new HashSet<>(names.subList(0, columns.size())).equals(new HashSet<>(columns));
          }
          return found;
        });
  }

  @Override
  public boolean neverNull(String table, String column) {
    return ask(
        "select 1 from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on"
            + " a.attrelid = c.oid and k.conkey = array[a.attnum] where c.relname = ? and a.attname ="
            + " ? and k.contype = 'c' and k.convalidated and"
            + " pg_get_expr(k.conbin, k.conrelid) = '(' || quote_ident(a.attname) || ' IS NOT NULL)'",
        table,
        column,
        false,
        ResultSet::next);
  }
}
