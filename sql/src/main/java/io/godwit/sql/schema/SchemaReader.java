package io.godwit.sql.schema;

import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the schema of one database again and again, as after each migration of many. Of SQLite it
 * remembers the definitions of what has not changed since, so that a read costs little more than
 * the question. Used by one thread at a time.
 */
public final class SchemaReader {

  private final Dialect dialect;
  private final Map<SqliteSchema.Written, String> known = new HashMap<>();

  /** A reader that remembers nothing yet. */
  public SchemaReader(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The schema as the connection's transaction sees it. */
  public Schema read(Connection connection) throws SQLException {
    return dialect == Dialect.SQLITE
        ? SqliteSchema.read(connection, known)
        : Schema.read(dialect, connection);
  }
}
