package io.godwit.sql.snapshot;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.LocatedSqlException;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import io.godwit.sql.schema.Schema;
import io.godwit.sql.snapshot.Structure.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Brings a snapshot back in one transaction: what is there goes, the snapshot's statements run, and
 * what is defined then is compared with what was captured. Roles and publications that the server
 * does not have are left out and named.
 */
final class PostgresRestore implements Work {

  private static final int BUFFER = 1 << 16;
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final Database database;
  private final FileTree snapshot;
  private final String scope;
  private final List<Piece> entries;
  private final Expected expected;
  private final Set<String> leftOut = new TreeSet<>();
  private long rows;
  private long tables;

  /**
   * Reads what is to be done; rows are read when they are sent.
   *
   * @throws GodwitException if the files are no snapshot of PostgreSQL, or are damaged
   */
  PostgresRestore(Database database, FileTree snapshot, String scope) {
    this.database = database;
    this.snapshot = snapshot;
    this.scope = scope;
    this.entries = Structure.read(SnapshotFiles.text(snapshot, Structure.FILE));
    this.expected = Expected.read(SnapshotFiles.text(snapshot, Expected.FILE));
    Set<String> files = new HashSet<>();
    snapshot.files().forEach(file -> files.add(file.path()));
    entries.stream()
        .filter(entry -> entry.mode() == Part.Mode.COPY && !files.contains("rows/" + entry.rows()))
        .findFirst()
        .ifPresent(
            entry -> {
              throw SnapshotFiles.none("has no file for the " + entry.what());
            });
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    PostgresParts questions = new PostgresParts(scope);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("set local search_path = ''");
      statement.execute("set local statement_timeout = 0");
      PostgresCapture.refuseUnknown(connection, database, questions);
      remove(statement, questions);
      for (Piece entry : entries) {
        make(connection, statement, entry);
      }
      expected.demand(
          Expected.of(Schema.read(Dialect.POSTGRESQL, connection)).only(scope), database.url());
      statement.execute("analyze");
    }
    Map<String, String> notes =
        leftOut.isEmpty() ? Map.of() : Map.of(Restorable.LEFT_OUT, String.join("; ", leftOut));
    return Progress.complete(
        new Checkpoint(notes), new Tally("tables", tables, tables), new Tally("rows", rows, rows));
  }

  private void remove(Statement statement, PostgresParts questions) throws SQLException {
    for (String question : questions.removal()) {
      for (String removal : column(statement, question)) {
        statement.execute(removal);
      }
    }
    if (!scope.isEmpty()) {
      return;
    }
    Set<String> wanted = new HashSet<>();
    entries.forEach(entry -> wanted.add(entry.what()));
    List<String> surplus = new ArrayList<>();
    try (ResultSet names = statement.executeQuery(PostgresRemoval.SURROUNDINGS)) {
      while (names.next()) {
        String thing = names.getString(1) + " " + names.getString(2);
        if (!wanted.contains(thing)) {
          surplus.add("drop " + thing);
        }
      }
    }
    for (String removal : surplus) {
      statement.execute(removal);
    }
  }

  private static List<String> column(Statement statement, String question) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet answer = statement.executeQuery(question)) {
      while (answer.next()) {
        String value = answer.getString(1);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private void make(Connection connection, Statement statement, Piece entry) throws SQLException {
    try {
      run(connection, statement, entry);
    } catch (SQLException e) {
      throw new LocatedSqlException(e, character -> Place.of(Structure.FILE), entry.what());
    }
  }

  private void run(Connection connection, Statement statement, Piece entry) throws SQLException {
    switch (entry.mode()) {
      case DO -> statement.execute(entry.sql());
      case SOFT -> tryTo(statement, entry);
      case COPY -> copy(connection, entry);
    }
  }

  private void tryTo(Statement statement, Piece entry) throws SQLException {
    statement.execute("savepoint godwit_soft");
    try {
      statement.execute(entry.sql());
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (!state.equals(UNDEFINED_OBJECT) && !state.equals(INSUFFICIENT_PRIVILEGE)) {
        throw e;
      }
      statement.execute("rollback to savepoint godwit_soft");
      leftOut.add(entry.what());
    }
    statement.execute("release savepoint godwit_soft");
  }

  private void copy(Connection connection, Piece entry) throws SQLException {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    try (InputStream in = snapshot.open("rows/" + entry.rows())) {
      rows += copies.copyIn("copy " + entry.sql() + " from stdin", in, BUFFER);
      tables++;
    } catch (IOException e) {
      throw new SQLException("the " + entry.what() + " could not be sent", "08006", e);
    }
  }

  /** Whether it is the repository that did not answer, so that it can be tried again. */
  static boolean canBeTriedAgain(GodwitException e) {
    return e.code().kind() == ErrorKind.EXTERNAL && e.code() != ArtifactError.DAMAGED;
  }
}
