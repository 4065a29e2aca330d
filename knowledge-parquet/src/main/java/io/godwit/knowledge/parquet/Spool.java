package io.godwit.knowledge.parquet;

import io.godwit.api.embedding.VectorForm;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.exchange.CollectionSource.Reading;
import io.godwit.knowledge.metadata.MetadataJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a collection in the order in which they are read, in a temporary database. Every row
 * is checked when it comes in.
 */
final class Spool implements AutoCloseable {

  private static final int LONGEST_PATH = 4096;

  private final Path file;
  private final VdfMeta.Index index;
  private final VectorForm form;
  private long documents;
  private long chunks;

  private Spool(Path file, VdfMeta.Index index) {
    this.file = file;
    this.index = index;
    this.form = index.form();
  }

  /** Lays out a collection whose texts stand in this column, if Godwit has not written it. */
  static Spool of(String collection, VdfMeta.Index index, String textColumn) {
    try {
      Spool spool = new Spool(Files.createTempFile("godwit-parquet", ".db"), index);
      try {
        spool.fill(textColumn);
        spool.compare(collection);
        return spool;
      } catch (GodwitException e) {
        spool.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw ParquetError.bad(
          "of collection " + collection, "the temporary database fails: " + e.getMessage(), e);
    }
  }

  VdfMeta.Index index() {
    return index;
  }

  long documents() {
    return documents;
  }

  long chunks() {
    return chunks;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private void fill(String textColumn) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA journal_mode = OFF");
      statement.execute(
          """
          CREATE TABLE document (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,
            content TEXT NOT NULL, metadata TEXT NOT NULL)\
          """);
      statement.execute(
          """
          CREATE TABLE chunk (document INTEGER NOT NULL, ordinal INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, heading TEXT NOT NULL,
            text TEXT NOT NULL, tokens INTEGER NOT NULL, vector BLOB NOT NULL,
            UNIQUE (document, ordinal))\
          """);
      connection.setAutoCommit(false);
      try (Filling filling = new Filling(connection, textColumn)) {
        for (Path parquet : index.files()) {
          new RowFile(parquet)
              .forEach(index.vectorColumn(), index.idColumn(), row -> filling.add(parquet, row));
        }
      }
      demandWhole(connection);
      connection.commit();
    }
  }

  private void demandWhole(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT d.path FROM document d JOIN chunk c ON c.document = d.id
                GROUP BY d.id HAVING max(c.ordinal) <> count(*) - 1 OR min(c.ordinal) <> 0\
                """)) {
      if (row.next()) {
        throw ParquetError.bad("of document " + row.getString(1), "chunks of it are missing", null);
      }
    }
  }

  /** What Godwit has written says what digest it has. */
  private void compare(String collection) {
    if (index.written().isPresent()) {
      Digest found = read(rows -> rows.digest(collection));
      if (!found.equals(index.written().get())) {
        throw ParquetError.bad(
            "of collection " + collection,
            "its content has the digest "
                + found
                + ", its VDF_META.json says "
                + index.written().get(),
            null);
      }
    }
  }

  /** Reads it, on a connection of its own: several may do so at once. */
  <T> T read(Reading<T> reading) {
    try (Connection connection = connect()) {
      return reading.read(new SpooledRows(connection, index));
    } catch (SQLException e) {
      throw ParquetError.bad(file, "the temporary database fails: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // somebody still reads it
    }
  }

  /** Puts rows in. */
  private final class Filling implements AutoCloseable {

    private final PreparedStatement findDocument;
    private final PreparedStatement addDocument;
    private final PreparedStatement addChunk;
    private final String textColumn;

    Filling(Connection connection, String textColumn) throws SQLException {
      this.textColumn = textColumn;
      findDocument =
          connection.prepareStatement("SELECT id, content, metadata FROM document WHERE path = ?");
      addDocument =
          connection.prepareStatement(
              "INSERT INTO document (path, content, metadata) VALUES (?, ?, ?) RETURNING id");
      addChunk =
          connection.prepareStatement(
              "INSERT OR IGNORE INTO chunk VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    }

    void add(Path parquet, Row row) throws SQLException {
      String id = row.text(index.idColumn());
      try {
        if (index.written().isPresent()) {
          addOwn(row);
        } else {
          addForeign(id, row);
        }
      } catch (IllegalArgumentException e) {
        throw ParquetError.bad(parquet, "row '" + id + "': " + e.getMessage(), e);
      }
    }

    private void addOwn(Row row) throws SQLException {
      String content = row.text(Columns.CONTENT);
      if (!content.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("column " + Columns.CONTENT + " has no digest");
      }
      long document = document(row.text(Columns.PATH), content, object(row.text(Columns.METADATA)));
      if (row.has(Columns.ORDINAL)) {
        chunk(
            document,
            new long[] {
              row.number(Columns.ORDINAL), row.number(Columns.START), row.number(Columns.END)
            },
            row.text(Columns.HEADING),
            row.text(Columns.TEXT),
            row.number(Columns.TOKENS),
            row.vector());
      }
    }

    /** A row is a document of one chunk, and what else it has are its metadata. */
    private void addForeign(String id, Row row) throws SQLException {
      if (!row.has(textColumn)) {
        throw new IllegalArgumentException(
            "it has no text in column "
                + textColumn
                + "; name the right one as text: of the target");
      }
      String text = row.text(textColumn);
      Map<String, @Nullable Object> metadata = new TreeMap<>(row.values());
      metadata.remove(textColumn);
      metadata.remove(index.idColumn());
      long document = document(id, Digest.of(text).hex(), MetadataJson.written(metadata));
      long tokens = (text.getBytes(StandardCharsets.UTF_8).length + 3L) / 4;
      chunk(document, new long[] {0, 0, text.length()}, "", text, tokens, row.vector());
    }

    private static String object(String metadata) {
      try {
        if (MetadataJson.parse(metadata).isObject() && !metadata.contains("\\u0000")) {
          return metadata;
        }
      } catch (IOException e) {
        throw new IllegalArgumentException("its metadata is not JSON", e);
      }
      throw new IllegalArgumentException("its metadata is no object");
    }

    private long document(String path, String content, String metadata) throws SQLException {
      if (path.isBlank() || path.length() > LONGEST_PATH || path.indexOf(0) >= 0) {
        throw new IllegalArgumentException("it has no path, or one that is too long");
      }
      findDocument.setString(1, path);
      try (ResultSet known = findDocument.executeQuery()) {
        if (known.next()) {
          if (index.written().isEmpty()
              || !known.getString(2).equals(content)
              || !known.getString(3).equals(metadata)) {
            throw new IllegalArgumentException("there are two documents of the path " + path);
          }
          return known.getLong(1);
        }
      }
      addDocument.setString(1, path);
      addDocument.setString(2, content);
      addDocument.setString(3, metadata);
      documents++;
      try (ResultSet fresh = addDocument.executeQuery()) {
        return fresh.getLong(1);
      }
    }

    private void chunk(
        long document, long[] place, String heading, String text, long tokens, float[] vector)
        throws SQLException {
      Optional<String> fault = form.fault(new float[][] {vector}, 1);
      if (fault.isPresent()) {
        throw new IllegalArgumentException(fault.get());
      }
      if (place[0] < 0 || place[0] > Integer.MAX_VALUE || place[1] < 0 || place[2] < place[1]) {
        throw new IllegalArgumentException("its chunk stands nowhere");
      }
      if (tokens < 0 || tokens > Integer.MAX_VALUE || (text + heading).indexOf(0) >= 0) {
        throw new IllegalArgumentException("its text has a NUL, or tokens that cannot be");
      }
      addChunk.setLong(1, document);
      addChunk.setLong(2, place[0]);
      addChunk.setLong(3, place[1]);
      addChunk.setLong(4, place[2]);
      addChunk.setString(5, heading);
      addChunk.setString(6, text);
      addChunk.setLong(7, tokens);
      addChunk.setBytes(8, bytes(vector));
      if (addChunk.executeUpdate() == 0) {
        throw new IllegalArgumentException("there are two chunks " + place[0] + " of its document");
      }
      chunks++;
    }

    private static byte[] bytes(float[] vector) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      return bytes.array();
    }

    @Override
    public void close() throws SQLException {
      findDocument.close();
      addDocument.close();
      addChunk.close();
    }
  }
}
