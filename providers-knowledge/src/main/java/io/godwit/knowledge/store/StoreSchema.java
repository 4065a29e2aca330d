package io.godwit.knowledge.store;

import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and which version of them a database has. */
final class StoreSchema {

  private static final int FORMAT = 2;
  private static final String FORMAT_TABLE = "knowledge_format";

  private final StoreDialect dialect;

  StoreSchema(StoreDialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Whether the tables are there.
   *
   * @throws GodwitException if a later Godwit has made them
   */
  boolean exists(Connection connection) throws SQLException {
    if (Sql.one(connection, dialect.tableLookup(), row -> true, FORMAT_TABLE).isEmpty()) {
      return false;
    }
    long format = Sql.number(connection, "SELECT coalesce(max(format), 0) FROM " + FORMAT_TABLE);
    if (format < 1 || format > FORMAT) {
      throw new GodwitException(
          KnowledgeError.STORE_FORMAT,
          "The knowledge store has format "
              + format
              + ", and this Godwit knows formats 1 to "
              + FORMAT
              + "; use the Godwit that wrote it, or a later one");
    }
    return true;
  }

  /**
   * Makes the tables where they are not there, and adds what an earlier format has not, in the
   * transaction of the connection.
   */
  void create(Connection connection) throws SQLException {
    if (!exists(connection)) {
      define(connection, TABLES);
      define(connection, ADDED_IN_2);
      define(connection, dialect.afterwards());
      Sql.update(connection, "INSERT INTO knowledge_format (format) VALUES (?)", FORMAT);
    } else if (Sql.number(connection, "SELECT max(format) FROM " + FORMAT_TABLE) < FORMAT) {
      define(connection, ADDED_IN_2);
      Sql.update(connection, "UPDATE knowledge_format SET format = ?", FORMAT);
    }
  }

  private void define(Connection connection, List<String> definitions) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : inDialect(definitions)) {
        statement.executeUpdate(sql);
      }
    }
  }

  private List<String> inDialect(List<String> definitions) {
    return definitions.stream()
        .map(
            sql ->
                sql.replace("$identity", dialect.identity())
                    .replace("$integer", dialect.integer())
                    .replace("$bytes", dialect.bytes())
                    .replace("$vector", dialect.vector()))
        .toList();
  }

  private static final List<String> ADDED_IN_2 =
      List.of(
          """
          CREATE TABLE knowledge_body (
            content_sha256 text NOT NULL,
            part $integer NOT NULL,
            bytes $bytes NOT NULL,
            PRIMARY KEY (content_sha256, part))\
          """,
          """
          CREATE TABLE knowledge_change (
            change_id $identity,
            version_id $integer NOT NULL REFERENCES knowledge_version,
            path text NOT NULL)\
          """,
          "CREATE INDEX knowledge_change_version ON knowledge_change (version_id)",
          "CREATE INDEX knowledge_document_content ON knowledge_document (content_sha256)");

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE knowledge_format (format $integer NOT NULL)",
          """
          CREATE TABLE knowledge_collection (
            collection_id $identity,
            name text NOT NULL UNIQUE)\
          """,
          """
          CREATE TABLE knowledge_chunking (
            chunking_id $identity,
            fingerprint text NOT NULL UNIQUE,
            settings text NOT NULL)\
          """,
          """
          CREATE TABLE knowledge_space (
            space_id $identity,
            collection_id $integer NOT NULL REFERENCES knowledge_collection,
            embedder_fingerprint text NOT NULL,
            embedder text NOT NULL,
            dimension $integer NOT NULL,
            UNIQUE (collection_id, embedder_fingerprint))\
          """,
          """
          CREATE TABLE knowledge_version (
            version_id $identity,
            collection_id $integer NOT NULL REFERENCES knowledge_collection,
            number $integer NOT NULL,
            state text NOT NULL,
            complete $integer NOT NULL,
            base_version_id $integer REFERENCES knowledge_version,
            document_set_id $integer NOT NULL,
            chunking_id $integer NOT NULL REFERENCES knowledge_chunking,
            space_id $integer NOT NULL REFERENCES knowledge_space,
            run text NOT NULL,
            origin text NOT NULL UNIQUE,
            UNIQUE (collection_id, number))\
          """,
          """
          CREATE TABLE knowledge_active (
            collection_id $integer NOT NULL PRIMARY KEY REFERENCES knowledge_collection,
            version_id $integer REFERENCES knowledge_version,
            embedder_fingerprint text,
            chunking_fingerprint text,
            epoch $integer NOT NULL)\
          """,
          """
          CREATE TABLE knowledge_document (
            document_id $identity,
            collection_id $integer NOT NULL REFERENCES knowledge_collection,
            path text NOT NULL,
            content_sha256 text NOT NULL,
            metadata_sha256 text NOT NULL,
            metadata text NOT NULL,
            UNIQUE (collection_id, path, content_sha256, metadata_sha256))\
          """,
          """
          CREATE TABLE knowledge_entry (
            document_set_id $integer NOT NULL,
            path text NOT NULL,
            document_id $integer NOT NULL REFERENCES knowledge_document,
            deleted $integer NOT NULL,
            PRIMARY KEY (document_set_id, path))\
          """,
          "CREATE INDEX knowledge_entry_document ON knowledge_entry (document_id, document_set_id)",
          """
          CREATE TABLE knowledge_cut (
            document_id $integer NOT NULL REFERENCES knowledge_document,
            chunking_id $integer NOT NULL REFERENCES knowledge_chunking,
            chunks $integer NOT NULL,
            PRIMARY KEY (document_id, chunking_id))\
          """,
          """
          CREATE TABLE knowledge_text (
            text_id $identity,
            sha256 $bytes NOT NULL UNIQUE,
            text text NOT NULL,
            token_estimate $integer NOT NULL)\
          """,
          """
          CREATE TABLE knowledge_chunk (
            chunk_id $identity,
            document_id $integer NOT NULL REFERENCES knowledge_document,
            chunking_id $integer NOT NULL REFERENCES knowledge_chunking,
            ordinal $integer NOT NULL,
            char_start $integer NOT NULL,
            char_end $integer NOT NULL,
            heading text NOT NULL,
            text_id $integer NOT NULL REFERENCES knowledge_text,
            UNIQUE (document_id, chunking_id, ordinal))\
          """,
          "CREATE INDEX knowledge_chunk_text ON knowledge_chunk (text_id)",
          """
          CREATE TABLE knowledge_embedding (
            space_id $integer NOT NULL REFERENCES knowledge_space,
            text_id $integer NOT NULL REFERENCES knowledge_text,
            vector $vector NOT NULL,
            PRIMARY KEY (text_id, space_id))\
          """,
          """
          CREATE VIEW knowledge_active_documents AS
          SELECT c.name AS collection, v.number AS version, d.path, d.content_sha256, d.metadata
          FROM knowledge_active a
          JOIN knowledge_collection c ON c.collection_id = a.collection_id
          JOIN knowledge_version v ON v.version_id = a.version_id
          JOIN knowledge_entry e ON e.document_set_id = v.document_set_id AND e.deleted = 0
          JOIN knowledge_document d ON d.document_id = e.document_id\
          """,
          """
          CREATE VIEW knowledge_active_chunks AS
          SELECT c.name AS collection, v.number AS version, a.embedder_fingerprint, s.dimension,
            d.path, k.ordinal, k.char_start, k.char_end, k.heading, t.text, t.token_estimate,
            m.vector
          FROM knowledge_active a
          JOIN knowledge_collection c ON c.collection_id = a.collection_id
          JOIN knowledge_version v ON v.version_id = a.version_id
          JOIN knowledge_space s ON s.space_id = v.space_id
          JOIN knowledge_entry e ON e.document_set_id = v.document_set_id AND e.deleted = 0
          JOIN knowledge_document d ON d.document_id = e.document_id
          JOIN knowledge_chunk k
            ON k.document_id = d.document_id AND k.chunking_id = v.chunking_id
          JOIN knowledge_text t ON t.text_id = k.text_id
          JOIN knowledge_embedding m ON m.space_id = v.space_id AND m.text_id = k.text_id\
          """);
}
