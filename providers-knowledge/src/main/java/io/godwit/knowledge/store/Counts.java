package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How much a version has.
 *
 * @param documents how many documents, without those that are marked as deleted
 * @param deleted how many documents are marked as deleted
 * @param chunks how many chunks the documents were cut into
 * @param stored how many chunks are really there
 * @param without how many chunks have no vector
 */
public record Counts(long documents, long deleted, long chunks, long stored, long without) {

  static Counts of(Connection connection, CollectionVersion version) throws SQLException {
    CollectionVersion.Parts parts = version.parts();
    long set = parts.documentSet();
    String documents =
        "SELECT count(*) FROM knowledge_entry WHERE document_set_id = ? AND deleted = ?";
    String chunks =
        """
         FROM knowledge_entry e
        JOIN knowledge_chunk k ON k.document_id = e.document_id AND k.chunking_id = ?
        WHERE e.document_set_id = ? AND e.deleted = 0\
        """;
    return new Counts(
        Sql.number(connection, documents, set, 0),
        Sql.number(connection, documents, set, 1),
        Sql.number(
            connection,
            """
            SELECT coalesce(sum(c.chunks), 0) FROM knowledge_entry e
            JOIN knowledge_cut c ON c.document_id = e.document_id AND c.chunking_id = ?
            WHERE e.document_set_id = ? AND e.deleted = 0\
            """,
            parts.chunking(),
            set),
        Sql.number(connection, "SELECT count(*)" + chunks, parts.chunking(), set),
        Sql.number(
            connection,
            "SELECT count(*)"
                + chunks
                + " AND NOT EXISTS (SELECT 1 FROM knowledge_embedding m"
                + " WHERE m.space_id = ? AND m.text_id = k.text_id)",
            parts.chunking(),
            set,
            parts.space()));
  }
}
