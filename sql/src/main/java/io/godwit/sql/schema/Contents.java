package io.godwit.sql.schema;

import io.godwit.api.name.Digest;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A digest of all that a database holds for its readers: what is defined in it and every row, as
 * one transaction sees them. The order of rows makes no difference, the order of columns does. Left
 * out are Godwit's own tables, statistics, and the counters of sequences, which no rollback turns
 * back.
 */
public final class Contents {

  private static final String[] POSTGRES_FORMS = {
    "set local datestyle = 'ISO, YMD'",
    "set local intervalstyle = 'postgres'",
    "set local timezone = 'UTC'",
    "set local bytea_output = 'hex'",
    "set local extra_float_digits = 1",
    "set local xmlbinary = 'base64'",
    "set local lc_monetary = 'C'",
    "set local row_security = off",
    "set local search_path = ''"
  };

  private Contents() {}

  /** Reads everything, a row at a time, on one connection of its own. */
  public static Digest digest(Database database) throws SQLException {
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement()) {
      MessageDigest all = Digest.sha256();
      if (database.dialect() == Dialect.SQLITE) {
        statement.execute("begin");
        text(all, Schema.read(Dialect.SQLITE, connection).digest().hex());
        sqliteRows(connection, all);
      } else {
        statement.execute("begin isolation level repeatable read, read only");
        sameForms(statement);
        text(all, Schema.read(Dialect.POSTGRESQL, connection).digest().hex());
        statement.execute("set local search_path = ''"); // names in rows are written in full, too
        postgresRows(connection, all);
      }
      statement.execute("rollback");
      return Digest.finish(all);
    }
  }

  /** For the present transaction, values are written alike whatever the server's settings are. */
  public static void sameForms(Statement statement) throws SQLException {
    for (String form : POSTGRES_FORMS) {
      statement.execute(form);
    }
  }

  private static void text(MessageDigest all, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    all.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    all.update(bytes);
  }

  private static void sqliteRows(Connection connection, MessageDigest all) throws SQLException {
    for (String table : SqliteSchema.tables(connection)) {
      RowSum sum = new RowSum();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("select * from main." + Dialect.SQLITE.quote(table))) {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            sqliteValue(sum, rows.getObject(i));
          }
          sum.endRow();
        }
      }
      text(all, table);
      sum.addTo(all);
    }
  }

  private static void sqliteValue(RowSum sum, @Nullable Object value) {
    if (value == null) {
      sum.text('n', "");
    } else if (value instanceof byte[] bytes) {
      sum.value('b', bytes);
    } else if (value instanceof Double || value instanceof Float) {
      sum.text('r', Double.toString(((Number) value).doubleValue()));
    } else if (value instanceof Number number) {
      sum.text('i', Long.toString(number.longValue()));
    } else {
      sum.text('t', value.toString());
    }
  }

  private static void postgresRows(Connection connection, MessageDigest all) throws SQLException {
    for (String table : postgresTables(connection)) {
      RowSum sum = new RowSum();
      CopyOut copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("copy (select * from only " + table + ") to stdout");
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        sum.value('r', row);
        sum.endRow();
      }
      text(all, table);
      sum.addTo(all);
    }
  }

  private static List<String> postgresTables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(PostgresSchema.TABLES)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
