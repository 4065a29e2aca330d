package io.godwit.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * {@code COPY … FROM stdin} and {@code TO stdout}, which the driver does not take as statements.
 */
public final class PostgresCopy {

  private PostgresCopy() {}

  /**
   * Runs the statement and sends the data.
   *
   * @return how many rows went in
   */
  public static long in(Connection connection, String sql, String data) throws SQLException {
    try {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(data));
    } catch (IOException e) {
      throw new SQLException("the data of COPY could not be sent", "08006", e);
    }
  }

  /**
   * Runs a {@code COPY … TO stdout} and drops its rows: a migration has nobody who would read them.
   *
   * @return how many rows came out
   */
  public static long out(Connection connection, String sql) throws SQLException {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(sql, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new SQLException("the rows of COPY could not be read", "08006", e);
    }
  }
}
