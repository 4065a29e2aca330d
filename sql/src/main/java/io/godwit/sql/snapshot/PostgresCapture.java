package io.godwit.sql.snapshot;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.snapshot.Restorable.Capture;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import io.godwit.sql.schema.Contents;
import io.godwit.sql.schema.Schema;
import io.godwit.sql.snapshot.Structure.Piece;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * A PostgreSQL database as it is in one transaction: the statements that make it again, and each
 * table's rows as {@code COPY} gives them, in the order in which the table has them, streamed. What
 * no statement here would make again is found before anything is read.
 */
final class PostgresCapture implements Capture {

  /** What every statement that is captured relies on. */
  private static final List<String> SETTINGS =
      List.of(
          "set local check_function_bodies = off",
          "set local search_path = ''",
          "set local row_security = off",
          "set local datestyle = 'ISO, YMD'",
          "set local intervalstyle = 'postgres'",
          "set local lc_monetary = 'C'",
          "set local xmloption = content",
          "set local default_tablespace = ''",
          "set local client_min_messages = warning");

  static final String SETTING = "setting";

  /** With what the names of those begin that say how far a sequence has counted. */
  static final String COUNTER = "counter of sequence ";

  private static final int PATH_DIGITS = 24;
  private static final int SHOWN = 20;

  private final Database database;
  private final Connection connection;
  private final Map<String, String> rows = new TreeMap<>();
  private final Map<String, byte[]> texts = new TreeMap<>();

  private PostgresCapture(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  static PostgresCapture of(Database database, String scope) throws SQLException {
    return reading(database, capture -> capture.read(scope));
  }

  /** Some tables, with what they need to be made again elsewhere. */
  static PostgresCapture of(Database database, List<String> tables) throws SQLException {
    return reading(database, capture -> capture.read(tables));
  }

  private interface Reading {
    void of(PostgresCapture capture) throws SQLException;
  }

  private static PostgresCapture reading(Database database, Reading reading) throws SQLException {
    PostgresCapture capture = new PostgresCapture(database, database.reader());
    try {
      reading.of(capture);
    } catch (SQLException | RuntimeException e) {
      capture.close();
      throw e;
    }
    return capture;
  }

  private void read(List<String> wanted) throws SQLException {
    begin();
    PostgresTables tables = PostgresTables.find(connection, database, wanted);
    alike();
    List<Piece> entries = settings();
    for (PostgresTables.Owned owned : tables.parts()) {
      entries.add(piece(owned.part()).of(owned.table()));
    }
    for (Map.Entry<String, String> sequence : tables.sequences().entrySet()) {
      entries.add(counter(sequence.getKey()).of(sequence.getValue()));
    }
    texts.put(Structure.FILE, Structure.writeTables(entries));
    texts.put(TableList.FILE, tables.list().write());
  }

  private void begin() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin isolation level repeatable read, read only");
      statement.execute("set local statement_timeout = 0");
      statement.execute("set local idle_in_transaction_session_timeout = 0");
      statement.execute("set local synchronize_seqscans = off");
    }
  }

  private void alike() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Contents.sameForms(statement);
    }
  }

  private void read(String scope) throws SQLException {
    begin();
    alike();
    PostgresParts questions = new PostgresParts(scope);
    refuseUnknown(connection, database, questions);
    List<Piece> entries = settings();
    for (Part part : parts(connection, database, questions)) {
      entries.add(piece(part));
    }
    entries.addAll(counters(questions));
    texts.put(Structure.FILE, Structure.write(entries));
    texts.put(
        Expected.FILE,
        Expected.of(Schema.read(Dialect.POSTGRESQL, connection)).only(scope).write());
  }

  private static List<Piece> settings() {
    List<Piece> entries = new ArrayList<>();
    SETTINGS.forEach(sql -> entries.add(new Piece(Part.Mode.DO, SETTING, sql, "")));
    return entries;
  }

  private Piece piece(Part part) {
    String path = part.mode() == Part.Mode.COPY ? path(part.sql()) : "";
    if (!path.isEmpty()) {
      rows.put("rows/" + path, part.sql());
    }
    return new Piece(part.mode(), part.what(), part.sql(), path);
  }

  private static String path(String table) {
    return Digest.of(table).hex().substring(0, PATH_DIGITS);
  }

  /**
   * Refuses what could not be brought back, and would be lost without a word.
   *
   * @throws GodwitException {@link SqlError#NOT_CAPTURABLE} with the names
   */
  static void refuseUnknown(Connection connection, Database database, PostgresParts questions)
      throws SQLException {
    List<String> unknown = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet names = statement.executeQuery(questions.unknown())) {
      while (names.next()) {
        unknown.add(names.getString(1));
      }
    }
    if (!unknown.isEmpty()) {
      throw refused(database, unknown);
    }
  }

  private static GodwitException refused(Database database, List<String> names) {
    int more = names.size() - SHOWN;
    return new GodwitException(
        SqlError.NOT_CAPTURABLE,
        database.url()
            + " holds what a snapshot cannot bring back: "
            + String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)))
            + (more > 0 ? " and " + more + " more" : "")
            + "; nothing was touched. Back this database up with pg_dump, or put these things into"
            + " an extension");
  }

  /**
   * All that there is, in the order in which it can be made.
   *
   * @throws GodwitException {@link SqlError#NOT_CAPTURABLE} if some of it needs one another
   */
  static List<Part> parts(Connection connection, Database database, PostgresParts questions)
      throws SQLException {
    return sorted(found(connection, questions), needs(connection, questions), database);
  }

  /** All that there is, in no order. */
  static List<Part> found(Connection connection, PostgresParts questions) throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String question : questions.parts()) {
        try (ResultSet answer = statement.executeQuery(question)) {
          while (answer.next()) {
            parts.add(part(answer));
          }
        }
      }
    }
    return parts;
  }

  /**
   * In the order in which they can be made.
   *
   * @throws GodwitException {@link SqlError#NOT_CAPTURABLE} if some need one another
   */
  static List<Part> sorted(List<Part> parts, Map<String, Set<String>> needs, Database database) {
    List<Part> sorted = PartOrder.of(parts.stream().distinct().toList(), needs);
    Set<Part> lost = new HashSet<>(parts);
    sorted.forEach(lost::remove);
    if (!lost.isEmpty()) {
      throw refused(database, lost.stream().map(Part::what).sorted().toList());
    }
    return sorted;
  }

  private static Part part(ResultSet row) throws SQLException {
    String needs = row.getString(3);
    return new Part(
        row.getInt(1),
        row.getString(2),
        needs == null || needs.isEmpty() ? List.of() : List.of(needs.split(" ")),
        row.getString(4),
        Part.Mode.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
        row.getString(6));
  }

  static Map<String, Set<String>> needs(Connection connection, PostgresParts questions)
      throws SQLException {
    Map<String, Set<String>> needs = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet pairs = statement.executeQuery(questions.needs())) {
      while (pairs.next()) {
        needs.computeIfAbsent(pairs.getString(1), key -> new HashSet<>()).add(pairs.getString(2));
      }
    }
    return needs;
  }

  /** How far the sequences have counted: they are in no transaction, so a little may be missing. */
  private List<Piece> counters(PostgresParts questions) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet sequences = statement.executeQuery(questions.sequences())) {
      while (sequences.next()) {
        names.add(sequences.getString(2));
      }
    }
    List<Piece> entries = new ArrayList<>();
    for (String name : names) {
      entries.add(counter(name));
    }
    return entries;
  }

  private Piece counter(String sequence) throws SQLException {
    String sql = PostgresCounters.read(connection, sequence).sql();
    return new Piece(Part.Mode.DO, COUNTER + sequence, sql, "");
  }

  @Override
  public FileTree files() {
    return new Files();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      database.discard(connection);
    }
  }

  /** Texts that are known, and rows that are copied while they are read. */
  private final class Files implements FileTree {
    @Override
    public List<FileTree.Entry> files() {
      TreeMap<String, FileTree.Entry> all = new TreeMap<>();
      texts.forEach((path, text) -> all.put(path, new FileTree.Entry(path, text.length)));
      rows.keySet()
          .forEach(path -> all.put(path, new FileTree.Entry(path, FileTree.Entry.UNKNOWN_SIZE)));
      return List.copyOf(all.values());
    }

    @Override
    public InputStream open(String path) {
      byte[] text = texts.get(path);
      if (text != null) {
        return new ByteArrayInputStream(text);
      }
      String table = rows.get(path);
      if (table == null) {
        throw new GodwitException(ArtifactError.NOT_FOUND, "A snapshot has no file " + path);
      }
      try {
        return new PGCopyInputStream(
            connection.unwrap(PGConnection.class), "copy " + table + " to stdout");
      } catch (SQLException e) {
        throw new GodwitException(database.fault(e));
      }
    }
  }
}
