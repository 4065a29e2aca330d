package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What applications have changed while versions are built: a row for each change and each version
 * that has to follow it. A row is deleted by whom it is for, and never passed over by its number,
 * because transactions do not commit in the order in which they draw numbers.
 */
public final class Changes {

  private final Connection connection;

  Changes(Connection connection) {
    this.connection = connection;
  }

  /**
   * A change that a version has to follow.
   *
   * @param id its key
   * @param path the document
   */
  public record Change(long id, String path) {}

  /** Writes down, for all versions that are being built, that a document has changed. */
  public void note(CollectionVersion changed, String path) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_change (version_id, path)
        SELECT version_id, ? FROM knowledge_version
        WHERE collection_id = ? AND state IN ('BUILDING', 'BUILT')\
        """,
        path,
        changed.collection());
  }

  /** Hands a change that a version has followed on to those that are built on that version. */
  void handOn(CollectionVersion from, String path) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO knowledge_change (version_id, path)
        SELECT version_id, ? FROM knowledge_version
        WHERE base_version_id = ? AND state IN ('BUILDING', 'BUILT')\
        """,
        path,
        from.id());
  }

  /** The changes that a version has not followed, the oldest first. */
  public List<Change> waiting(CollectionVersion version, int most) throws SQLException {
    return Sql.all(
        connection,
        "SELECT change_id, path FROM knowledge_change WHERE version_id = ?"
            + " ORDER BY change_id LIMIT ?",
        row -> new Change(row.getLong(1), row.getString(2)),
        version.id(),
        most);
  }

  /** How many changes a version has not followed. */
  public long count(CollectionVersion version) throws SQLException {
    return Sql.number(
        connection, "SELECT count(*) FROM knowledge_change WHERE version_id = ?", version.id());
  }

  /** Says that a version has followed changes. */
  public void followed(CollectionVersion version, List<Change> changes) throws SQLException {
    for (Change change : changes) {
      Sql.update(connection, "DELETE FROM knowledge_change WHERE change_id = ?", change.id());
      handOn(version, change.path());
    }
  }

  /** Forgets all changes that a version has not followed and will not. */
  public void forget(CollectionVersion version) throws SQLException {
    Sql.update(connection, "DELETE FROM knowledge_change WHERE version_id = ?", version.id());
  }
}
