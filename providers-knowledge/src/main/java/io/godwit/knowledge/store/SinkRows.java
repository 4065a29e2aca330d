package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes a version row by row, from another store. What is there stays; a vector that is there for
 * a text is the one that was paid for first.
 */
public final class SinkRows {

  private static final int FLUSH = 1000;

  private final Connection connection;
  private final StoreDialect dialect;
  private final CollectionVersion version;
  private final List<Pending> waiting = new ArrayList<>();

  SinkRows(Connection connection, StoreDialect dialect, CollectionVersion version) {
    this.connection = connection;
    this.dialect = dialect;
    this.version = version;
  }

  /**
   * A document that is being written.
   *
   * @param id its key
   * @param cut whether its chunks are there already
   */
  public record Begun(long id, boolean cut) {}

  /**
   * A chunk that waits to be stored.
   *
   * @param document its document
   * @param chunk the chunk
   */
  record Pending(Begun document, SourceRows.Chunk chunk) {}

  /** Takes over a document that another version of the collection has, if one has it whole. */
  public boolean carryOver(SourceRows.Document document) throws SQLException {
    OptionalLong known = find(document);
    if (known.isEmpty() || isUnfinished(known.getAsLong())) {
      return false;
    }
    addEntry(document.path(), known.getAsLong());
    return true;
  }

  private boolean isUnfinished(long document) throws SQLException {
    return !isCut(document)
        || Sql.one(
                connection,
                """
                SELECT 1 FROM knowledge_chunk k WHERE k.document_id = ? AND k.chunking_id = ?
                  AND NOT EXISTS (SELECT 1 FROM knowledge_embedding m
                    WHERE m.text_id = k.text_id AND m.space_id = ?) LIMIT 1\
                """,
                row -> true,
                document,
                version.parts().chunking(),
                version.parts().space())
            .isPresent();
  }

  private boolean isCut(long document) throws SQLException {
    return Sql.number(
            connection,
            "SELECT count(*) FROM knowledge_cut WHERE document_id = ? AND chunking_id = ?",
            document,
            version.parts().chunking())
        > 0;
  }

  /** Begins a document. */
  public Begun begin(SourceRows.Document document) throws SQLException {
    Optional<Long> fresh =
        Sql.one(
            connection,
            """
            INSERT INTO knowledge_document (collection_id, path, content_sha256, metadata_sha256,
              metadata) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (collection_id, path, content_sha256, metadata_sha256) DO NOTHING
            RETURNING document_id\
            """,
            row -> row.getLong(1),
            version.collection(),
            document.path(),
            document.content(),
            document.metadataSha256(),
            document.metadata());
    if (fresh.isPresent()) {
      return new Begun(fresh.get(), false);
    }
    long key = find(document).orElseThrow();
    return new Begun(key, isCut(key));
  }

  /** Adds a chunk of the document. */
  public void add(Begun document, SourceRows.Chunk chunk) throws SQLException {
    waiting.add(new Pending(document, chunk));
    if (waiting.size() == FLUSH) {
      flush();
    }
  }

  /** Says that all chunks of the document are there. */
  public void finish(SourceRows.Document source, Begun document, int count) throws SQLException {
    if (!document.cut()) {
      Sql.update(
          connection,
          "INSERT INTO knowledge_cut (document_id, chunking_id, chunks) VALUES (?, ?, ?)"
              + " ON CONFLICT (document_id, chunking_id) DO NOTHING",
          document.id(),
          version.parts().chunking(),
          count);
    }
    addEntry(source.path(), document.id());
  }

  /** Stores what waits. */
  public void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    boolean copied =
        dialect.copies()
            && Copying.unlessThere(
                connection, () -> new ChunkCopy(connection, version).send(waiting));
    if (!copied) {
      new ChunkInsert(connection, dialect, version).send(waiting);
    }
    waiting.clear();
  }

  private OptionalLong find(SourceRows.Document document) throws SQLException {
    return Sql.one(
            connection,
            """
            SELECT document_id FROM knowledge_document WHERE collection_id = ? AND path = ?
              AND content_sha256 = ? AND metadata_sha256 = ?\
            """,
            row -> OptionalLong.of(row.getLong(1)),
            version.collection(),
            document.path(),
            document.content(),
            document.metadataSha256())
        .orElse(OptionalLong.empty());
  }

  private void addEntry(String path, long document) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_entry (document_set_id, path, document_id, deleted)
        VALUES (?, ?, ?, 0)
        ON CONFLICT (document_set_id, path)
        DO UPDATE SET document_id = excluded.document_id, deleted = 0\
        """,
        version.parts().documentSet(),
        path,
        document);
  }
}
