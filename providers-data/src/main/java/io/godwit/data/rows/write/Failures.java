package io.godwit.data.rows.write;

import io.godwit.api.name.Digest;
import io.godwit.data.rows.batch.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that could not go, in a table of Godwit's beside them: which, and why. */
public final class Failures {

  private static final String TABLE = "godwit_failed_row";
  private static final int LONGEST = 4_000;

  private final Sql sql;
  private final Digest origin;

  public Failures(Sql sql, Digest origin) {
    this.sql = sql;
    this.origin = origin;
  }

  public static String table(Sql sql) {
    return sql.own(TABLE);
  }

  /** Makes the table, which several that do it at once could not. */
  void create() throws SQLException {
    sql.execute(
        "create table if not exists "
            + table(sql)
            + " (origin text not null, source text not null, row_key text not null, message text"
            + " not null)");
  }

  void add(String table, String key, String message) throws SQLException {
    if (!sql.hasOwn(TABLE)) {
      create();
    }
    try (PreparedStatement insert =
        sql.connection()
            .prepareStatement(
                "insert into "
                    + table(sql)
                    + " (origin, source, row_key, message) values (?, ?, ?, ?)")) {
      insert.setString(1, origin.hex());
      insert.setString(2, table);
      insert.setString(3, key);
      insert.setString(4, message.substring(0, Math.min(LONGEST, message.length())));
      insert.executeUpdate();
    }
  }

  /** The first few, for a person. */
  public List<String> first(int most) throws SQLException {
    List<String> lines = new ArrayList<>();
    if (!sql.hasOwn(TABLE)) {
      return lines;
    }
    try (PreparedStatement query =
        sql.connection()
            .prepareStatement(
                "select source || ' ' || row_key || ': ' || message from "
                    + table(sql)
                    + " where origin = ? order by source, row_key limit "
                    + most)) {
      query.setString(1, origin.hex());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
    }
    return lines;
  }

  public void clear() throws SQLException {
    if (sql.hasOwn(TABLE)) {
      sql.execute("delete from " + table(sql) + " where origin = '" + origin.hex() + "'");
    }
  }
}
