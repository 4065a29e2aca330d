package io.godwit.benchmarks.knowledge;

import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.sql.BinaryCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The same rows into tables of the same columns and keys as anybody would make them, with nothing
 * else done: what a sink is held to.
 */
final class RawRows {

  private static final int BATCH = 1000;

  private final Connection connection;
  private final int chunks;
  private final int dimension;

  RawRows(Connection connection, int chunks, int dimension) {
    this.connection = connection;
    this.chunks = chunks;
    this.dimension = dimension;
  }

  /** Documents' bodies, texts, chunks and vectors by COPY BINARY, each in one go. */
  double copyAll() throws SQLException {
    makeLike("knowledge_body", "knowledge_text", "knowledge_chunk", "knowledge_embedding");
    long start = System.nanoTime();
    copyBodies();
    try (BinaryCopy copy = texts()) {
      for (long i = 1; i <= chunks; i++) {
        byte[] text = Corpus.text(i).getBytes(StandardCharsets.UTF_8);
        copy.row().number(i).bytes(Digest.sha256().digest(text)).bytes(text).number(250);
      }
      copy.finish();
    }
    try (BinaryCopy copy = chunks()) {
      for (long i = 1; i <= chunks; i++) {
        copy.row().number(1 + i / Corpus.IN_A_DOCUMENT).number(1).number(i % Corpus.IN_A_DOCUMENT);
        copy.number(0).number(1000).text("heading").number(i);
      }
      copy.finish();
    }
    copyRows();
    return seconds(start);
  }

  /**
   * The same rows, read from the tables of SQLite, into tables that have the store's foreign keys
   * too: what is left of a copy that reads its rows and keeps its promises, but not its place.
   */
  double copyFrom(Connection sqlite) throws SQLException {
    makeLike("knowledge_body", "knowledge_text", "knowledge_chunk", "knowledge_embedding");
    referTo("knowledge_chunk", "document_id", "knowledge_document");
    referTo("knowledge_chunk", "chunking_id", "knowledge_chunking");
    referTo("knowledge_chunk", "text_id", "raw_knowledge_text");
    referTo("knowledge_embedding", "space_id", "knowledge_space");
    referTo("knowledge_embedding", "text_id", "raw_knowledge_text");
    long start = System.nanoTime();
    read(
        sqlite,
        "SELECT content_sha256, part, bytes FROM knowledge_body",
        bodies(),
        (row, copy) -> copy.text(row.getString(1)).number(row.getLong(2)).bytes(row.getBytes(3)));
    read(
        sqlite,
        "SELECT text_id, sha256, text, token_estimate FROM knowledge_text",
        texts(),
        (row, copy) ->
            copy.number(row.getLong(1))
                .bytes(row.getBytes(2))
                .text(row.getString(3))
                .number(row.getLong(4)));
    read(
        sqlite,
        "SELECT document_id, chunking_id, ordinal, char_start, char_end, text_id, heading"
            + " FROM knowledge_chunk",
        chunks(),
        (row, copy) -> {
          for (int column = 1; column <= 5; column++) {
            copy.number(row.getLong(column));
          }
          copy.text(row.getString(7)).number(row.getLong(6));
        });
    read(
        sqlite,
        "SELECT space_id, text_id, vector FROM knowledge_embedding WHERE space_id = 1",
        vectors(),
        (row, copy) ->
            copy.number(row.getLong(1)).number(row.getLong(2)).floats(floats(row.getBytes(3))));
    return seconds(start);
  }

  private interface Fields {
    void send(ResultSet row, BinaryCopy copy) throws SQLException;
  }

  private static void read(Connection sqlite, String query, BinaryCopy copy, Fields fields)
      throws SQLException {
    try (copy;
        Statement statement = sqlite.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        fields.send(row, copy.row());
      }
      copy.finish();
    }
  }

  private void referTo(String table, String column, String other) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER TABLE raw_" + table + " ADD FOREIGN KEY (" + column + ") REFERENCES " + other);
    }
  }

  private BinaryCopy bodies() throws SQLException {
    return BinaryCopy.into(connection, "raw_knowledge_body", "content_sha256", "part", "bytes");
  }

  private BinaryCopy texts() throws SQLException {
    return BinaryCopy.into(
        connection, "raw_knowledge_text", "text_id", "sha256", "text", "token_estimate");
  }

  private BinaryCopy chunks() throws SQLException {
    return BinaryCopy.into(
        connection,
        "raw_knowledge_chunk",
        "document_id",
        "chunking_id",
        "ordinal",
        "char_start",
        "char_end",
        "heading",
        "text_id");
  }

  private BinaryCopy vectors() throws SQLException {
    return BinaryCopy.into(connection, "raw_knowledge_embedding", "space_id", "text_id", "vector");
  }

  private void copyBodies() throws SQLException {
    Corpus corpus = new Corpus(chunks);
    try (BinaryCopy copy = bodies()) {
      for (FileTree.Entry document : corpus.files()) {
        try (InputStream in = corpus.open(document.path())) {
          byte[] bytes = in.readAllBytes();
          copy.row().text(Digest.of(bytes).hex()).number(0).bytes(bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      copy.finish();
    }
  }

  /** Vectors by COPY BINARY. */
  double copyVectors() throws SQLException {
    makeLike("knowledge_embedding");
    long start = System.nanoTime();
    copyRows();
    return seconds(start);
  }

  private void copyRows() throws SQLException {
    try (BinaryCopy copy = vectors()) {
      for (long i = 1; i <= chunks; i++) {
        copy.row().number(1).number(i).floats(CheapEmbedder.vector(i, dimension));
      }
      copy.finish();
    }
  }

  private void makeLike(String... tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute("DROP TABLE IF EXISTS raw_" + table + " CASCADE");
        statement.execute(
            "CREATE TABLE raw_" + table + " (LIKE " + table + " INCLUDING ALL EXCLUDING STORAGE)");
      }
    }
  }

  /** Vectors by batched inserts on SQLite, a thousand in a transaction. */
  double insertVectors() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS raw_embedding");
      statement.execute(
          """
          CREATE TABLE raw_embedding (space_id INTEGER NOT NULL, text_id INTEGER NOT NULL,
            vector BLOB NOT NULL, PRIMARY KEY (text_id, space_id))\
          """);
    }
    long start = System.nanoTime();
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO raw_embedding (space_id, text_id, vector) VALUES (?, ?, ?)")) {
      for (long i = 1; i <= chunks; i++) {
        insert.setLong(1, 1);
        insert.setLong(2, i);
        insert.setBytes(3, bytes(CheapEmbedder.vector(i, dimension)));
        insert.addBatch();
        if (i % BATCH == 0) {
          insert.executeBatch();
          connection.commit();
        }
      }
      insert.executeBatch();
      connection.commit();
    }
    connection.setAutoCommit(true);
    return seconds(start);
  }

  private static byte[] bytes(float[] vector) {
    byte[] bytes = new byte[vector.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return bytes;
  }

  private static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
