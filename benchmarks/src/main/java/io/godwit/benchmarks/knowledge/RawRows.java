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
    try (BinaryCopy copy =
        BinaryCopy.into(
            connection, "raw_knowledge_text", "text_id", "sha256", "text", "token_estimate")) {
      for (long i = 1; i <= chunks; i++) {
        byte[] text = Corpus.text(i).getBytes(StandardCharsets.UTF_8);
        copy.row().number(i).bytes(Digest.sha256().digest(text)).bytes(text).number(250);
      }
      copy.finish();
    }
    try (BinaryCopy copy =
        BinaryCopy.into(
            connection,
            "raw_knowledge_chunk",
            "document_id",
            "chunking_id",
            "ordinal",
            "char_start",
            "char_end",
            "heading",
            "text_id")) {
      for (long i = 1; i <= chunks; i++) {
        copy.row().number(1 + i / Corpus.IN_A_DOCUMENT).number(1).number(i % Corpus.IN_A_DOCUMENT);
        copy.number(0).number(1000).text("heading").number(i);
      }
      copy.finish();
    }
    copyRows();
    return seconds(start);
  }

  private void copyBodies() throws SQLException {
    Corpus corpus = new Corpus(chunks);
    try (BinaryCopy copy =
        BinaryCopy.into(connection, "raw_knowledge_body", "content_sha256", "part", "bytes")) {
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
    try (BinaryCopy copy =
        BinaryCopy.into(connection, "raw_knowledge_embedding", "space_id", "text_id", "vector")) {
      for (long i = 1; i <= chunks; i++) {
        copy.row().number(1).number(i).floats(CheapEmbedder.vector(i, dimension));
      }
      copy.finish();
    }
  }

  private void makeLike(String... tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute("DROP TABLE IF EXISTS raw_" + table);
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

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
