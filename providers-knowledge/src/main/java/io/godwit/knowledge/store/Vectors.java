package io.godwit.knowledge.store;

import io.godwit.api.embedding.EmbedderFingerprint;
import io.godwit.sql.BinaryCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The vectors of a version. A vector belongs to a text and an embedder and to nothing else:
 * versions share it, and it stays when a version is undone, so that no text is ever embedded twice
 * by the same embedder for one store.
 */
public final class Vectors {

  /** The texts between two keys that are in the version, and for which its space has no vector. */
  private static final String MISSING =
      """
       FROM knowledge_text t
      WHERE t.text_id > ? AND t.text_id <= ?
        AND EXISTS (SELECT 1 FROM knowledge_chunk k
          JOIN knowledge_entry e ON e.document_id = k.document_id
            AND e.document_set_id = ? AND e.deleted = 0
          WHERE k.text_id = t.text_id AND k.chunking_id = ?)
        AND NOT EXISTS (SELECT 1 FROM knowledge_embedding m
          WHERE m.space_id = ? AND m.text_id = t.text_id)
      """;

  /**
   * The same, text by text, and by the index over a text's chunks: of tables that it has no
   * statistics of, a planner thinks that reading every chunk of the version is best, and would do
   * so for each batch. That nothing is added keeps it from other indexes.
   */
  private static final String MISSING_EACH =
      """
       FROM knowledge_text t
      WHERE t.text_id > ? AND t.text_id <= ?
        AND (SELECT 1 FROM knowledge_chunk k
          WHERE k.text_id = t.text_id AND k.chunking_id + 0 = ?
            AND (SELECT 1 FROM knowledge_entry e
              WHERE e.document_id = k.document_id AND e.document_set_id + 0 = ? AND e.deleted = 0
              LIMIT 1) IS NOT NULL
          LIMIT 1) IS NOT NULL
        AND (SELECT 1 FROM knowledge_embedding m
          WHERE m.text_id = t.text_id AND m.space_id = ? LIMIT 1) IS NULL
      """;

  /** A vector of the same text by the same embedder, in whatever collection. */
  private static final String ELSEWHERE =
      """
      (SELECT o.vector FROM knowledge_embedding o
        JOIN knowledge_space s ON s.space_id = o.space_id AND s.embedder_fingerprint = ?
        WHERE o.text_id = t.text_id LIMIT 1)\
      """;

  private final Connection connection;
  private final StoreDialect dialect;
  private final CollectionVersion version;

  Vectors(Connection connection, StoreDialect dialect, CollectionVersion version) {
    this.connection = connection;
    this.dialect = dialect;
    this.version = version;
  }

  /**
   * A text that the version lacks a vector for.
   *
   * @param id its key
   * @param text the text
   * @param known the vector that another collection has of it, by the same embedder
   */
  public record Missing(long id, String text, Optional<float[]> known) {}

  /**
   * How much there is to embed.
   *
   * @param texts how many texts
   * @param tokens how many tokens, as estimated when the texts were stored
   */
  public record Amount(long texts, long tokens) {}

  /** The highest key of a text: up to it, and no further, a build goes. */
  public long lastText() throws SQLException {
    return Sql.number(connection, "SELECT coalesce(max(text_id), 0) FROM knowledge_text");
  }

  private Amount amount(Object[] parameters) throws SQLException {
    return Sql.one(
            connection,
            "SELECT count(*), coalesce(sum(t.token_estimate), 0)" + MISSING,
            row -> new Amount(row.getLong(1), row.getLong(2)),
            parameters)
        .orElseThrow();
  }

  /** How many texts are missing up to a key: counted without reading any of them. */
  public long count(long through) throws SQLException {
    return Sql.number(
        connection,
        """
        SELECT count(*) FROM (SELECT DISTINCT k.text_id FROM knowledge_entry e
          JOIN knowledge_chunk k ON k.document_id = e.document_id AND k.chunking_id = ?
          WHERE e.document_set_id = ? AND e.deleted = 0 AND k.text_id <= ?) t
        WHERE NOT EXISTS (SELECT 1 FROM knowledge_embedding m
          WHERE m.text_id = t.text_id AND m.space_id = ?)\
        """,
        version.parts().chunking(),
        version.parts().documentSet(),
        through,
        version.parts().space());
  }

  /** How much of the version an embedder has not embedded yet, for this collection. */
  public Amount missingIn(EmbedderFingerprint embedder) throws SQLException {
    long space =
        Sql.one(
                connection,
                "SELECT space_id FROM knowledge_space"
                    + " WHERE collection_id = ? AND embedder_fingerprint = ?",
                row -> row.getLong(1),
                version.collection(),
                embedder.toString())
            .orElse(-1L);
    Object[] parameters = range(0, lastText());
    parameters[parameters.length - 1] = space;
    return amount(parameters);
  }

  /**
   * The next texts that are missing, in the order of their keys. Looked for in short ranges of
   * keys: over all that are left, a planner would read every chunk for each batch.
   */
  public List<Missing> next(long after, long through, int most) throws SQLException {
    if (dialect.copies()) {
      // The server takes the query for a dear one, and would compile it for longer than it runs.
      Sql.update(connection, "SET LOCAL jit = off");
    }
    List<Missing> found = new ArrayList<>();
    long from = after;
    while (found.size() < most && from < through) {
      long to = end(from, through, most);
      found.addAll(between(from, to, most - found.size()));
      from = to;
    }
    return found;
  }

  /** The last of so many keys. */
  private long end(long after, long through, int most) throws SQLException {
    return Sql.one(
            connection,
            "SELECT text_id FROM knowledge_text WHERE text_id > ? AND text_id <= ?"
                + " ORDER BY text_id LIMIT 1 OFFSET ?",
            row -> row.getLong(1),
            after,
            through,
            most - 1)
        .orElse(through);
  }

  private List<Missing> between(long after, long through, int most) throws SQLException {
    return Sql.all(
        connection,
        "SELECT t.text_id, t.text, "
            + ELSEWHERE
            + MISSING_EACH
            + " ORDER BY t.text_id LIMIT "
            + most,
        this::missing,
        version.parts().embedder().toString(),
        after,
        through,
        version.parts().chunking(),
        version.parts().documentSet(),
        version.parts().space());
  }

  /** The texts of one document that have no vector. */
  public List<Missing> missingAt(String path) throws SQLException {
    return Sql.all(
        connection,
        "SELECT t.text_id, t.text, "
            + ELSEWHERE
            + """
               FROM knowledge_text t
              WHERE t.text_id IN (SELECT k.text_id FROM knowledge_entry e
                  JOIN knowledge_chunk k ON k.document_id = e.document_id AND k.chunking_id = ?
                  WHERE e.document_set_id = ? AND e.path = ? AND e.deleted = 0)
                AND NOT EXISTS (SELECT 1 FROM knowledge_embedding m
                  WHERE m.space_id = ? AND m.text_id = t.text_id)\
              """,
        this::missing,
        version.parts().embedder().toString(),
        version.parts().chunking(),
        version.parts().documentSet(),
        path,
        version.parts().space());
  }

  private Missing missing(ResultSet row) throws SQLException {
    Optional<float[]> known =
        row.getObject(3) == null ? Optional.empty() : Optional.of(dialect.readVector(row, 3));
    return new Missing(row.getLong(1), row.getString(2), known);
  }

  /** Stores vectors for texts; one that is there already stays. */
  public void add(List<Missing> texts, List<float[]> vectors) throws SQLException {
    boolean copied =
        dialect.copies()
            && !vectors.isEmpty()
            && Copying.unlessThere(connection, () -> copy(texts, vectors));
    if (!copied) {
      insert(texts, vectors);
    }
  }

  private void copy(List<Missing> texts, List<float[]> vectors) throws SQLException {
    try (BinaryCopy copy = Copying.embeddings(connection)) {
      for (int row = 0; row < texts.size(); row++) {
        copy.row()
            .number(version.parts().space())
            .number(texts.get(row).id())
            .floats(vectors.get(row));
      }
      copy.finish();
    }
  }

  private void insert(List<Missing> texts, List<float[]> vectors) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO knowledge_embedding (space_id, text_id, vector) VALUES (?, ?, ?)"
                + " ON CONFLICT (text_id, space_id) DO NOTHING")) {
      for (int row = 0; row < texts.size(); row++) {
        insert.setLong(1, version.parts().space());
        insert.setLong(2, texts.get(row).id());
        dialect.bindVector(insert, 3, vectors.get(row));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The vector of a text. */
  public Optional<float[]> of(long text) throws SQLException {
    return Sql.one(
        connection,
        "SELECT vector FROM knowledge_embedding WHERE space_id = ? AND text_id = ?",
        row -> dialect.readVector(row, 1),
        version.parts().space(),
        text);
  }

  private Object[] range(long after, long through) {
    return new Object[] {
      after,
      through,
      version.parts().documentSet(),
      version.parts().chunking(),
      version.parts().space()
    };
  }
}
