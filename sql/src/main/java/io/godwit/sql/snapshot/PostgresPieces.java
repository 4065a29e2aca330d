package io.godwit.sql.snapshot;

import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.sql.LocatedSqlException;
import io.godwit.sql.snapshot.Structure.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The pieces of a snapshot of PostgreSQL, and how each is made. */
final class PostgresPieces {

  private static final int BUFFER = 1 << 16;

  /** Undefined object, insufficient privilege, undefined table. */
  private static final Set<String> MAY_LACK = Set.of("42704", "42501", "42P01");

  private final FileTree snapshot;
  private final boolean ofTables;
  private final List<Piece> all;
  private final Set<String> leftOut = new TreeSet<>();
  private long rows;
  private long tables;

  /**
   * Reads what is to be done; rows are read when they are sent.
   *
   * @throws GodwitException if the files are no snapshot of PostgreSQL, or are damaged
   */
  PostgresPieces(FileTree snapshot) {
    this.snapshot = snapshot;
    this.ofTables = SnapshotFiles.has(snapshot, TableList.FILE);
    this.all = Structure.read(SnapshotFiles.text(snapshot, Structure.FILE), ofTables);
    Set<String> files = new HashSet<>();
    snapshot.files().forEach(file -> files.add(file.path()));
    all.stream()
        .filter(piece -> piece.mode() == Part.Mode.COPY && !files.contains("rows/" + piece.rows()))
        .findFirst()
        .ifPresent(
            piece -> {
              throw SnapshotFiles.none("has no file for the " + piece.what());
            });
  }

  List<Piece> all() {
    return all;
  }

  /** Whether pieces say to which table they belong. */
  boolean isOfTables() {
    return ofTables;
  }

  /** The tables of which there are rows. */
  List<String> filled() {
    return all.stream()
        .filter(piece -> piece.mode() == Part.Mode.COPY)
        .map(PostgresPieces::table)
        .toList();
  }

  /** The table that gets the rows. */
  static String table(Piece copy) {
    return copy.what().substring("rows of ".length());
  }

  /** The columns in which the rows of a table come, in parentheses. */
  Optional<String> copied(String table) {
    return all.stream()
        .filter(piece -> piece.mode() == Part.Mode.COPY && table(piece).equals(table))
        .map(piece -> piece.sql().substring(table.length()))
        .findFirst();
  }

  Set<String> leftOut() {
    return leftOut;
  }

  void leaveOut(String what) {
    leftOut.add(what);
  }

  long rows() {
    return rows;
  }

  long tables() {
    return tables;
  }

  void make(Connection connection, Statement statement, Piece piece) throws SQLException {
    try {
      run(connection, statement, piece);
    } catch (SQLException e) {
      throw new LocatedSqlException(e, character -> Place.of(Structure.FILE), piece.what());
    }
  }

  private void run(Connection connection, Statement statement, Piece piece) throws SQLException {
    switch (piece.mode()) {
      case DO -> statement.execute(piece.sql());
      case SOFT -> tryTo(statement, piece);
      case COPY -> copy(connection, piece);
    }
  }

  private void tryTo(Statement statement, Piece piece) throws SQLException {
    statement.execute("savepoint godwit_soft");
    try {
      statement.execute(piece.sql());
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (!MAY_LACK.contains(state)) {
        throw e;
      }
      statement.execute("rollback to savepoint godwit_soft");
      leftOut.add(piece.what());
    }
    statement.execute("release savepoint godwit_soft");
  }

  void copy(Connection connection, Piece piece) throws SQLException {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    try (InputStream in = snapshot.open("rows/" + piece.rows())) {
      rows += copies.copyIn("copy " + piece.sql() + " from stdin", in, BUFFER);
      tables++;
    } catch (IOException e) {
      throw new SQLException("the " + piece.what() + " could not be sent", "08006", e);
    }
  }
}
