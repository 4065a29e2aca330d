package io.godwit.data.rows.move;

import io.godwit.api.step.Finding;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Lane;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import io.godwit.sql.schema.RowDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a table holds what one of another database holds, by number and digest of the columns
 * that both have. Columns whose text a server writes anew, such as JSON and times, are left out.
 */
final class Likeness {

  /** The types of PostgreSQL whose values have one form only; others the server writes anew. */
  private static final Set<String> PLAIN =
      Set.of("int2", "int4", "int8", "numeric", "float8", "bool", "text", "varchar", "bytea");

  private final DataTarget source;
  private final Movement.Source read;
  private final Sql sql;
  private final TableShape written;

  Likeness(DataTarget source, Movement.Source read, Sql sql, TableShape written) {
    this.source = source;
    this.read = read;
    this.sql = sql;
    this.written = written;
  }

  List<Finding> findings() throws SQLException {
    return source.read(this::compared);
  }

  private List<Finding> compared(Connection reading) throws SQLException {
    Sql other = new Sql(source.dialect(), reading);
    TableShape from = Lane.table(other, read.table());
    List<String> here = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (String column : from.columns()) {
      List<String> same = written.named(List.of(sql.quote(column)));
      if (!same.isEmpty() && isPlain(other, from, column) && isPlain(sql, written, same.get(0))) {
        there.add(column);
        here.add(same.get(0));
      }
    }
    if (here.isEmpty()) {
      return List.of();
    }
    String where = read.where().map(condition -> " where (" + condition + "\n)").orElse("");
    RowDigest sent = RowDigest.of(reading, select(other, from, there) + where);
    RowDigest got = RowDigest.of(sql.connection(), select(sql, written, here));
    return sent.equals(got)
        ? List.of()
        : List.of(
            Finding.error(
                "table "
                    + written.name()
                    + " holds "
                    + got.rows()
                    + " rows with digest "
                    + got.digest()
                    + ", the source "
                    + sent.rows()
                    + " with "
                    + sent.digest(),
                "somebody has written to one of them meanwhile, or a column's type holds less than"
                    + " that of the source"));
  }

  private static String select(Sql on, TableShape table, List<String> columns) {
    return "select " + on.list(columns) + " from " + table.sql(on.dialect());
  }

  private static boolean isPlain(Sql on, TableShape table, String column) throws SQLException {
    if (on.dialect() == Dialect.SQLITE) {
      return true;
    }
    try (Statement statement = on.connection().createStatement();
        ResultSet none =
            statement.executeQuery(select(on, table, List.of(column)) + " where false")) {
      return PLAIN.contains(none.getMetaData().getColumnTypeName(1));
    }
  }
}
