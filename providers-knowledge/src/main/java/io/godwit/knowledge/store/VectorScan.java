package io.godwit.knowledge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads all vectors of a version once, one at a time, in the order of their texts' keys. */
public final class VectorScan {

  /** A join so that versions which share a space do not see one another's texts. */
  private static final String OF_VERSION =
      """
       FROM knowledge_embedding m
      WHERE m.space_id = ? AND EXISTS (SELECT 1 FROM knowledge_chunk k
          JOIN knowledge_entry e ON e.document_id = k.document_id
            AND e.document_set_id = ? AND e.deleted = 0
          WHERE k.text_id = m.text_id AND k.chunking_id = ?)
      """;

  private static final int FETCH = 500;

  private final Connection connection;
  private final StoreDialect dialect;
  private final CollectionVersion version;

  VectorScan(Connection connection, StoreDialect dialect, CollectionVersion version) {
    this.connection = connection;
    this.dialect = dialect;
    this.version = version;
  }

  /** Is shown the vectors. */
  public interface Visitor {
    /** The next vector and the key of its text. */
    void visit(long text, float[] vector) throws SQLException;
  }

  /** How many there are. */
  public long count() throws SQLException {
    return Sql.number(connection, "SELECT count(*)" + OF_VERSION, parameters());
  }

  /** Shows all of them to the visitor. */
  public void forEach(Visitor visitor) throws SQLException {
    try (PreparedStatement select =
        Sql.prepare(
            connection,
            "SELECT m.text_id, m.vector" + OF_VERSION + " ORDER BY m.text_id",
            parameters())) {
      dialect.prepareReading(select);
      select.setFetchSize(FETCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          visitor.visit(row.getLong(1), dialect.readVector(row, 2));
        }
      }
    }
  }

  private Object[] parameters() {
    return new Object[] {
      version.parts().space(), version.parts().documentSet(), version.parts().chunking()
    };
  }
}
