package io.godwit.sql;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * An empty database of the same kind beside another one, for a while: a file of its own, or a
 * database {@code godwit_scratch_…} of the same server with the same encoding and collation.
 *
 * <p>On a server, a session of its owner holds a lock as long as it is used. The next one that is
 * made beside the same database drops those whose owner is gone: killed, or without a connection.
 *
 * @param database the empty one
 * @param owner the session on the server that holds its lock
 */
public record ScratchDatabase(Database database, Optional<Owner> owner) implements AutoCloseable {

  /**
   * Who made it.
   *
   * @param server a pool of one connection to the other database
   * @param session that connection
   */
  record Owner(Database server, Connection session) {
    void end() {
      server.discard(session);
      server.close();
    }
  }

  /** With what the names of all scratch databases begin. */
  public static final String PREFIX = "godwit_scratch_";

  /** The key of a lock is a number; the catalog of locks shows it in two halves. */
  private static final String LEFTOVERS =
      "select d.datname from pg_database d where shobj_description(d.oid, 'pg_database') = 'scratch"
          + " database of godwit beside ' || current_database() and not exists (select 1 from"
          + " pg_locks l join pg_database b on b.oid = l.database where l.locktype = 'advisory' and"
          + " b.datname = current_database() and (l.classid::int8 << 32) | l.objid::int8 ="
          + " hashtextextended(d.datname, 0)) and not exists (select 1 from pg_stat_activity a where"
          + " a.datname = d.datname) order by 1";

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
      return new ScratchDatabase(Database.open(file, database.settings()), Optional.empty());
    }
    DatabaseSettings settings =
        new DatabaseSettings(1, database.settings().timeouts(), database.settings().use());
    Database server = Database.open(url, settings);
    try {
      Owner owner = new Owner(server, server.connection());
      make(owner.session, PREFIX + name);
      return new ScratchDatabase(
          Database.open(url.sibling(PREFIX + name), database.settings()), Optional.of(owner));
    } catch (SQLException e) {
      server.close();
      throw refused(database, e);
    }
  }

  private static void make(Connection session, String name) throws SQLException {
    try (Statement statement = session.createStatement()) {
      for (String leftover : leftovers(session)) {
        statement.execute(drop(leftover));
      }
      statement.execute("select pg_advisory_lock(hashtextextended('" + name + "', 0))");
      statement.execute(create(statement, name));
      statement.execute(
          "do $$ begin execute format('comment on database %I is %L', '"
              + name
              + "', 'scratch database of godwit beside ' || current_database()); end $$");
    }
  }

  /** The scratch databases beside this one whose owner is gone. */
  public static List<String> leftovers(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LEFTOVERS)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String drop(String name) {
    return "drop database if exists " + Dialect.POSTGRESQL.quote(name) + " with (force)";
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
    owner.ifPresent(this::remove);
  }

  private void remove(Owner of) {
    String name = database.url().name();
    try (Statement statement = of.session.createStatement()) {
      statement.execute(drop(name));
    } catch (SQLException e) {
      throw new GodwitException(
          SqlError.NO_SCRATCH_DATABASE,
          "the scratch database "
              + name
              + " is still there: "
              + of.server.fault(e).message()
              + "; drop it",
          e);
    } finally {
      of.end();
    }
  }
}
