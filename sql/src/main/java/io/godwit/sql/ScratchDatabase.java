package io.godwit.sql;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * An empty database of the same kind beside another one, for a while: a file of its own, or a
 * database {@code godwit_scratch_…} of the same server with the same encoding and collation.
 *
 * @param database the empty one
 * @param beside the other one
 */
public record ScratchDatabase(Database database, Database beside) implements AutoCloseable {

  /** With what the names of all scratch databases begin. */
  public static final String PREFIX = "godwit_scratch_";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}");

  /**
   * Makes one.
   *
   * @param folder where a file may lie; the caller removes it
   * @param name tells it from others: lower-case letters and digits
   * @throws GodwitException {@link SqlError#NO_SCRATCH_DATABASE} if none can be made
   */
  public static ScratchDatabase beside(Database database, Path folder, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a scratch database: " + name);
    }
    DatabaseUrl url = database.url();
    if (url.dialect() == Dialect.SQLITE) {
      DatabaseUrl file = url.sibling(folder.resolve(PREFIX + name + ".db").toString());
      return new ScratchDatabase(Database.open(file, database.settings()), database);
    }
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(create(statement, PREFIX + name));
    } catch (SQLException e) {
      throw refused(database, e);
    }
    return new ScratchDatabase(
        Database.open(url.sibling(PREFIX + name), database.settings()), database);
  }

  /**
   * A copy of a SQLite file with all that is in it, as one transaction sees it.
   *
   * @param folder where it lies; the caller removes it
   * @throws GodwitException if it cannot be copied
   */
  public static ScratchDatabase copyOf(Database database, Path folder, String name) {
    ScratchDatabase scratch = beside(database, folder, name);
    if (database.exists()) {
      try (Connection connection = database.reader()) {
        int code =
            connection
                .unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", scratch.database.url().name(), null, 100, 100, -1);
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
          throw new SQLException("the file cannot be copied to " + folder, null, code);
        }
      } catch (SQLException e) {
        throw refused(database, e);
      }
    }
    return scratch;
  }

  private static String create(Statement statement, String name) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select format(' template template0 encoding %L lc_collate %L lc_ctype %L',"
                + " pg_encoding_to_char(encoding), datcollate, datctype) from pg_database where"
                + " datname = current_database()")) {
      rows.next();
      return "create database " + Dialect.POSTGRESQL.quote(name) + rows.getString(1);
    }
  }

  private static GodwitException refused(Database database, SQLException e) {
    Fault fault = database.fault(e);
    return new GodwitException(
        SqlError.NO_SCRATCH_DATABASE,
        "no scratch database can be made beside "
            + database.url()
            + ": "
            + fault.message()
            + "; nothing was changed. "
            + (database.dialect() == Dialect.SQLITE
                ? "Look at the file, and at the room on the disk"
                : "Grant the user CREATEDB, or say --env with an environment whose user has it"),
        e);
  }

  /** Closes and removes it. A file goes with its folder. */
  @Override
  public void close() {
    database.close();
    if (database.dialect() == Dialect.SQLITE) {
      return;
    }
    String name = database.url().name();
    try (Connection connection = beside.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "drop database if exists " + Dialect.POSTGRESQL.quote(name) + " with (force)");
    } catch (SQLException e) {
      throw new GodwitException(
          SqlError.NO_SCRATCH_DATABASE,
          "the scratch database "
              + name
              + " is still there: "
              + beside.fault(e).message()
              + "; drop it",
          e);
    }
  }
}
