package io.godwit.sql.snapshot;

import io.godwit.api.file.FileTree;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.snapshot.Structure.Piece;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@link TableRestore} of PostgreSQL: the statements of the snapshot that are needed here. */
final class PostgresTableRestore implements TableRestore {

  /** A thing of that name is there: an object, schema, function, or table. */
  private static final Set<String> IS_THERE = Set.of("42710", "42P06", "42723", "42P07");

  private static final String MEMBERS =
      """
      with recursive family(oid) as (
        select to_regclass(t)::oid from unnest(?::text[]) t
        union select i.inhrelid from pg_inherits i join family f on f.oid = i.inhparent)
      select quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind in ('r', 'p'),
        coalesce((select ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and a.attgenerated = ''), '')
      from family f join pg_class c on c.oid = f.oid join pg_namespace n on n.oid = c.relnamespace
      """;

  private final Database database;
  private final PostgresPieces pieces;
  private final Set<String> tables;
  private final Set<String> there = new TreeSet<>();
  private final List<String> besides = new ArrayList<>();

  PostgresTableRestore(Database database, FileTree snapshot, List<String> wanted) {
    this.database = database;
    this.pieces = new PostgresPieces(snapshot);
    this.tables =
        TableList.read(snapshot)
            .orElseGet(() -> TableList.of(pieces.filled()))
            .only(wanted)
            .names();
  }

  @Override
  public Set<String> tables() {
    return tables;
  }

  @Override
  public void prepare(Connection connection) {}

  @Override
  public Returned run(Connection connection, Before before) throws SQLException {
    List<String> made;
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("set local search_path = ''");
      statement.execute("set local statement_timeout = 0");
      look(connection);
      made = tables.stream().filter(table -> !there.contains(table)).toList();
      demandMakeable(made);
      TableFrame frame = PostgresFrame.open(connection, there);
      for (Piece piece : pieces.all()) {
        if (there.contains(owner(piece))) {
          refill(connection, frame, piece, before);
        } else if (made.contains(piece.table()) || piece.what().equals(PostgresCapture.SETTING)) {
          pieces.make(connection, statement, piece);
        } else if (piece.table().isEmpty() && !made.isEmpty()) {
          makeBeside(connection, statement, piece);
        }
      }
      frame.close();
      for (String table : tables) {
        statement.execute("analyze " + table);
      }
    }
    return new Returned(made, besides, pieces.leftOut(), tables.size(), pieces.rows());
  }

  /** In a snapshot of a whole database only rows say whose they are. */
  private static String owner(Piece piece) {
    return piece.mode() == Part.Mode.COPY ? PostgresPieces.table(piece) : piece.table();
  }

  private void look(Connection connection) throws SQLException {
    Set<String> others = new TreeSet<>();
    try (PreparedStatement query = connection.prepareStatement(MEMBERS)) {
      query.setArray(1, connection.createArrayOf("text", tables.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String table = rows.getString(1);
          if (!tables.contains(table)) {
            others.add(table);
          } else if (!rows.getBoolean(2)) {
            throw SnapshotFiles.otherwise(database.url(), table, "is no table");
          } else {
            there.add(table);
            demandSame(table, rows.getString(3));
          }
        }
      }
    }
    if (!others.isEmpty()) {
      throw SnapshotFiles.otherwise(
          database.url(),
          String.join(", ", others),
          "the snapshot does not have it, though it has the table of which it is a partition or"
              + " child");
    }
  }

  private void demandSame(String table, String columns) {
    pieces
        .copied(table)
        .filter(copied -> !sorted(copied).equals(sorted(columns)))
        .ifPresent(
            copied -> {
              throw SnapshotFiles.otherwise(
                  database.url(),
                  table,
                  "has the columns" + columns + " where the snapshot has" + copied);
            });
  }

  private static Set<String> sorted(String columns) {
    return new HashSet<>(List.of(columns.replaceAll("^ \\(|\\)$", "").split(", ")));
  }

  private void demandMakeable(List<String> made) {
    if (!made.isEmpty() && !pieces.isOfTables()) {
      throw SnapshotFiles.none(
          "is one of a whole database, which has the rows of "
              + String.join(", ", made)
              + " for tables that are there; it cannot make one");
    }
  }

  private void refill(Connection connection, TableFrame frame, Piece piece, Before before)
      throws SQLException {
    if (piece.mode() == Part.Mode.COPY) {
      String table = PostgresPieces.table(piece);
      before.replaced(table);
      frame.clear(table);
      pieces.copy(connection, piece);
    } else if (piece.what().startsWith(PostgresCapture.COUNTER)) {
      String sequence = piece.what().substring(PostgresCapture.COUNTER.length());
      if (PostgresFrame.isThere(connection, sequence)) {
        PostgresCounters.set(connection, sequence, piece.sql());
      } else {
        pieces.leaveOut(piece.what());
      }
    }
  }

  /** What tables need stays as it is where it is there. */
  private void makeBeside(Connection connection, Statement statement, Piece piece)
      throws SQLException {
    if (isThere(statement, piece)) {
      return;
    }
    statement.execute("savepoint godwit_beside");
    try {
      pieces.make(connection, statement, piece);
      if (piece.what().matches("(?s)(schema|extension|type|routine|sequence) .*")) {
        besides.add(piece.what());
      }
    } catch (SQLException e) {
      if (!IS_THERE.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      statement.execute("rollback to savepoint godwit_beside");
    }
    statement.execute("release savepoint godwit_beside");
  }

  /** Their statements would not say so: schemas are made if need be, and functions replaced. */
  private static boolean isThere(Statement statement, Piece piece) throws SQLException {
    String name = piece.what().substring(piece.what().indexOf(' ') + 1);
    String text = Dialect.POSTGRESQL.literal(name);
    String question =
        switch (piece.what().split(" ", 2)[0]) {
          case "schema" -> "select 1 from pg_namespace where quote_ident(nspname) = " + text;
          case "extension" -> "select 1 from pg_extension where quote_ident(extname) = " + text;
          case "routine" -> "select 1 where to_regprocedure(" + text + ") is not null";
          default -> "select 1 where false";
        };
    try (ResultSet row = statement.executeQuery(question)) {
      return row.next();
    }
  }

  @Override
  public void close() {}
}
