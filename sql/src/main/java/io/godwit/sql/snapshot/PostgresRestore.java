package io.godwit.sql.snapshot;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import io.godwit.sql.schema.Schema;
import io.godwit.sql.snapshot.Structure.Piece;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a snapshot back in one transaction: what is there goes, the snapshot's statements run, and
 * what is defined then is compared with what was captured. Roles and publications that the server
 * does not have are left out and named.
 */
final class PostgresRestore implements Work {

  private final Database database;
  private final String scope;
  private final PostgresPieces pieces;
  private final Expected expected;

  /**
   * Reads what is to be done; rows are read when they are sent.
   *
   * @throws GodwitException if the files are no snapshot of PostgreSQL, or are damaged
   */
  PostgresRestore(Database database, FileTree snapshot, String scope) {
    this.database = database;
    this.scope = scope;
    this.pieces = new PostgresPieces(snapshot);
    this.expected = Expected.read(SnapshotFiles.text(snapshot, Expected.FILE));
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
      for (Piece piece : pieces.all()) {
        pieces.make(connection, statement, piece);
      }
      expected.demand(
          Expected.of(Schema.read(Dialect.POSTGRESQL, connection)).only(scope), database.url());
      statement.execute("analyze");
    }
    Map<String, String> notes =
        pieces.leftOut().isEmpty()
            ? Map.of()
            : Map.of(Restorable.LEFT_OUT, String.join("; ", pieces.leftOut()));
    return Progress.complete(
        new Checkpoint(notes),
        Tally.of("tables", pieces.tables()),
        Tally.of("rows", pieces.rows()));
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
    pieces.all().forEach(piece -> wanted.add(piece.what()));
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

  /** Whether it is the repository that did not answer, so that it can be tried again. */
  static boolean canBeTriedAgain(GodwitException e) {
    return e.code().kind() == ErrorKind.EXTERNAL && e.code() != ArtifactError.DAMAGED;
  }
}
