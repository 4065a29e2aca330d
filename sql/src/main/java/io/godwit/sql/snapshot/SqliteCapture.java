package io.godwit.sql.snapshot;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * A SQLite file as it is in one transaction, copied page by page with SQLite's backup interface, so
 * that pages that have not changed since the snapshot before are stored once. What is not captured
 * is taken out of the copy. Single tables are written into a new file.
 */
final class SqliteCapture implements Capture {

  static final String FILE = "database.sqlite";

  private static final String SOURCE = "godwit_source";
  private static final int ALL_PAGES = -1;

  private final Path copy;
  private final Optional<byte[]> list;

  private SqliteCapture(Path copy, Optional<byte[]> list) {
    this.copy = copy;
    this.list = list;
  }

  static SqliteCapture of(Database database, String scope, Path scratch) throws SQLException {
    Path copy = copy(database, scratch);
    takeOut(database, copy, SqliteObjects.within(scope));
    return new SqliteCapture(copy, Optional.empty());
  }

  /**
   * Some tables, with their indexes and triggers, written into a file of their own: nothing of what
   * else is in the database gets into it, not even in pages that were freed.
   */
  static SqliteCapture of(Database database, List<String> wanted, Path scratch)
      throws SQLException {
    Path file = emptied(scratch);
    try {
      return new SqliteCapture(file, Optional.of(written(database, wanted, file).write()));
    } catch (SQLException | RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  private static TableList written(Database database, List<String> wanted, Path file)
      throws SQLException {
    List<String> tables;
    String encoding;
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma encoding")) {
      encoding = row.getString(1);
      tables = SqliteTables.find(connection, database, wanted);
    }
    try (Connection connection = DriverManager.getConnection(Dialect.SQLITE.prefix() + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma encoding = " + Dialect.SQLITE.literal(encoding));
      statement.execute("pragma journal_mode = off");
      statement.execute("pragma ignore_check_constraints = on");
      statement.execute("pragma trusted_schema = off");
      String source = String.valueOf(database.url().file().orElse(file));
      statement.execute("attach " + Dialect.SQLITE.literal(source) + " as " + SOURCE);
      statement.execute("begin");
      SqliteObjects objects = SqliteObjects.read(statement, SqliteTables.are(tables), SOURCE);
      rehearse(database, objects);
      objects.make(connection, (filling, table) -> SqliteRows.copy(filling, SOURCE, table, false));
      SqliteFrame.count(connection, SqliteFrame.counters(connection, SOURCE, tables));
      statement.execute("commit");
    }
    return TableList.of(tables.stream().map(SqliteTables::named).toList());
  }

  private static Path copy(Database database, Path scratch) throws SQLException {
    Path copy = emptied(scratch);
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement()) {
      statement.execute("begin");
      statement.executeQuery("select count(*) from main.sqlite_schema").close();
      int code =
          connection
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup("main", copy.toString(), null, 100, 100, ALL_PAGES);
      statement.execute("rollback");
      if (code != SQLiteErrorCode.SQLITE_OK.code) {
        throw new SQLException("the copy at " + copy + " could not be written", null, code);
      }
    }
    return copy;
  }

  private static Path emptied(Path scratch) {
    Path copy = scratch.resolve(FILE);
    delete(copy);
    return copy;
  }

  private static void takeOut(Database database, Path copy, String within) throws SQLException {
    SqliteObjects objects;
    try (Connection connection = DriverManager.getConnection(Dialect.SQLITE.prefix() + copy);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = off");
      statement.execute("pragma secure_delete = on");
      statement.execute("begin");
      SqliteObjects.remove(statement, "(name not glob 'sqlite_*' and not " + within + ")");
      objects = SqliteObjects.read(statement, within, "main");
      statement.execute("commit");
    }
    rehearse(database, objects);
  }

  /** Makes the same without rows, to find now what could not be brought back later. */
  private static void rehearse(Database database, SqliteObjects objects) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(Dialect.SQLITE.prefix() + ":memory:")) {
      objects.make(connection, (statement, table) -> {});
    } catch (SQLException e) {
      throw new GodwitException(
          SqlError.NOT_CAPTURABLE,
          database.url()
              + " holds what a snapshot cannot bring back: "
              + e.getMessage()
              + "; nothing was touched. Take it out of the schema, or do without this backup",
          e);
    }
  }

  private static GodwitException unwritable(Path copy, IOException e) {
    return new GodwitException(
        SqlError.NO_ROOM,
        "The copy at " + copy + " cannot be written: " + e + "; look at that folder and repeat",
        e);
  }

  @Override
  public FileTree files() {
    return new FileTree() {
      @Override
      public List<Entry> files() {
        try {
          List<Entry> all = new ArrayList<>(List.of(new Entry(FILE, Files.size(copy))));
          list.ifPresent(bytes -> all.add(new Entry(TableList.FILE, bytes.length)));
          return all;
        } catch (IOException e) {
          throw unwritable(copy, e);
        }
      }

      @Override
      public InputStream open(String path) {
        if (path.equals(TableList.FILE) && list.isPresent()) {
          return new ByteArrayInputStream(list.get());
        }
        if (!path.equals(FILE)) {
          throw new GodwitException(ArtifactError.NOT_FOUND, "A snapshot has no file " + path);
        }
        try {
          return Files.newInputStream(copy);
        } catch (IOException e) {
          throw unwritable(copy, e);
        }
      }
    };
  }

  @Override
  public void close() {
    delete(copy);
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw unwritable(copy, e);
    }
  }
}
