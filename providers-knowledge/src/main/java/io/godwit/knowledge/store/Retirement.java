package io.godwit.knowledge.store;

import io.godwit.knowledge.store.CollectionVersion.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Frees the rows that only a retired version needed, in passes over one table each. A pass goes
 * along the keys once and looks at so many rows at a time, so that no transaction grows with the
 * data.
 */
public final class Retirement {

  /** The passes, in their order: later ones free what earlier ones have let go. */
  public enum Pass {
    /** The version's own list of documents. */
    ENTRIES,
    /** Chunks that no version shows. */
    CHUNKS,
    /** Documents that no version lists. */
    DOCUMENTS,
    /** Vectors of an embedder that no version uses. */
    VECTORS,
    /** Texts without chunks, and their vectors. */
    TEXTS
  }

  /**
   * How far it has come.
   *
   * @param pass the present pass
   * @param at the last key that it has looked at
   */
  public record Position(Pass pass, long at) {
    /** Where it begins. */
    public static final Position START = new Position(Pass.ENTRIES, -1);
  }

  /**
   * What one call has come to.
   *
   * @param next where to go on
   * @param complete whether there is nothing more to do
   * @param rows how many rows were freed
   */
  public record Freed(Position next, boolean complete, long rows) {}

  private static final String USED =
      """
       SELECT 1 FROM knowledge_version v
      JOIN knowledge_entry e ON e.document_set_id = v.document_set_id AND e.deleted = 0
      WHERE v.state <> 'RETIRED' AND v.chunking_id = c.chunking_id
        AND e.document_id = c.document_id
      """;

  private final Connection connection;
  private final CollectionVersion version;

  Retirement(Connection connection, CollectionVersion version) {
    this.connection = connection;
    this.version = version;
  }

  /** Whether readers see the version, or would after a return. */
  public boolean isNeeded() throws SQLException {
    return version.state() == State.BUILDING
        || version.state() == State.BUILT
        || Sql.number(
                connection,
                "SELECT count(*) FROM knowledge_active WHERE version_id = ?",
                version.id())
            > 0;
  }

  /** Frees the next rows. */
  public Freed next(Position position, int most) throws SQLException {
    return switch (position.pass()) {
      case ENTRIES -> entries(most);
      case CHUNKS -> chunks(position.at(), most);
      case DOCUMENTS -> documents(position.at(), most);
      case VECTORS -> vectors(position.at(), most);
      case TEXTS -> unusedTexts(position.at(), most);
    };
  }

  private Freed entries(int most) throws SQLException {
    long set = version.parts().documentSet();
    boolean used = isUsed("document_set_id", set);
    int freed =
        used
            ? 0
            : Sql.update(
                connection,
                "DELETE FROM knowledge_entry WHERE document_set_id = ? AND path IN (SELECT path"
                    + " FROM knowledge_entry WHERE document_set_id = ? LIMIT ?)",
                set,
                set,
                most);
    return freed == most ? stay(Pass.ENTRIES, -1, freed) : go(Pass.CHUNKS, freed);
  }

  private Freed chunks(long at, int most) throws SQLException {
    List<Long> documents =
        keys(
            "SELECT DISTINCT document_id FROM knowledge_cut WHERE document_id > ?"
                + " ORDER BY document_id LIMIT ?",
            at,
            most);
    if (documents.isEmpty()) {
      return go(Pass.DOCUMENTS, 0);
    }
    long last = documents.get(documents.size() - 1);
    long freed =
        Sql.update(
            connection,
            "DELETE FROM knowledge_chunk AS c WHERE c.document_id > ? AND c.document_id <= ?"
                + " AND NOT EXISTS ("
                + USED
                + ")",
            at,
            last);
    Sql.update(
        connection,
        "DELETE FROM knowledge_cut AS c WHERE c.document_id > ? AND c.document_id <= ?"
            + " AND NOT EXISTS ("
            + USED
            + ")",
        at,
        last);
    return stay(Pass.CHUNKS, last, freed);
  }

  private Freed documents(long at, int most) throws SQLException {
    List<Long> documents =
        keys(
            "SELECT document_id FROM knowledge_document WHERE document_id > ?"
                + " ORDER BY document_id LIMIT ?",
            at,
            most);
    if (documents.isEmpty()) {
      return go(Pass.VECTORS, 0);
    }
    long last = documents.get(documents.size() - 1);
    String unlisted =
        """
         AS d WHERE d.document_id > ? AND d.document_id <= ?
          AND NOT EXISTS (SELECT 1 FROM knowledge_entry e WHERE e.document_id = d.document_id)\
        """;
    List<String> contents =
        Sql.all(
            connection,
            "SELECT DISTINCT d.content_sha256 FROM knowledge_document" + unlisted,
            row -> row.getString(1),
            at,
            last);
    int freed = Sql.update(connection, "DELETE FROM knowledge_document" + unlisted, at, last);
    for (String content : contents) {
      Sql.update(
          connection,
          """
          DELETE FROM knowledge_body WHERE content_sha256 = ? AND NOT EXISTS
            (SELECT 1 FROM knowledge_document d WHERE d.content_sha256 = ?)\
          """,
          content,
          content);
    }
    return stay(Pass.DOCUMENTS, last, freed);
  }

  private Freed vectors(long at, int most) throws SQLException {
    long space = version.parts().space();
    List<Long> texts = isUsed("space_id", space) ? List.of() : texts(at, most);
    if (texts.isEmpty()) {
      return go(Pass.TEXTS, 0);
    }
    long last = texts.get(texts.size() - 1);
    int freed =
        Sql.update(
            connection,
            "DELETE FROM knowledge_embedding WHERE text_id > ? AND text_id <= ? AND space_id = ?",
            at,
            last,
            space);
    return stay(Pass.VECTORS, last, freed);
  }

  private Freed unusedTexts(long at, int most) throws SQLException {
    List<Long> texts = texts(at, most);
    if (texts.isEmpty()) {
      return new Freed(new Position(Pass.TEXTS, at), true, 0);
    }
    long last = texts.get(texts.size() - 1);
    String unused =
        " AS t WHERE t.text_id > ? AND t.text_id <= ? AND NOT EXISTS (SELECT 1"
            + " FROM knowledge_chunk k WHERE k.text_id = t.text_id)";
    long freed = Sql.update(connection, "DELETE FROM knowledge_embedding" + unused, at, last);
    freed += Sql.update(connection, "DELETE FROM knowledge_text" + unused, at, last);
    return stay(Pass.TEXTS, last, freed);
  }

  private List<Long> texts(long at, int most) throws SQLException {
    return keys(
        "SELECT text_id FROM knowledge_text WHERE text_id > ? ORDER BY text_id LIMIT ?", at, most);
  }

  private boolean isUsed(String column, long key) throws SQLException {
    return Sql.number(
            connection,
            "SELECT count(*) FROM knowledge_version WHERE state <> 'RETIRED' AND "
                + column
                + " = ?",
            key)
        > 0;
  }

  private List<Long> keys(String sql, long at, int most) throws SQLException {
    return Sql.all(connection, sql, row -> row.getLong(1), at, most);
  }

  private static Freed stay(Pass pass, long at, long freed) {
    return new Freed(new Position(pass, at), false, freed);
  }

  private static Freed go(Pass pass, long freed) {
    return new Freed(new Position(pass, -1), false, freed);
  }
}
