package io.godwit.data.sql;

import io.godwit.api.step.Progress;
import io.godwit.data.script.Head;
import io.godwit.data.script.Statement;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement that refuses a transaction leaves in the database, and what its traces say when
 * its answer was lost.
 */
public final class Leftovers {

  /** What the traces say. */
  public enum Trace {
    /** It is through. */
    DONE,
    /** It is not, or saying it once more does no harm. */
    REPEAT,
    /** The server is still at it. */
    RUNNING,
    /** They say nothing. */
    UNCLEAR
  }

  /** Saying these twice comes to the same as saying them once. */
  private static final Set<String> HARMLESS = Set.of("ANALYZE", "CLUSTER", "REINDEX", "VACUUM");

  private static final String INDEX =
      "select i.indisvalid from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid"
          + " = to_regclass(?) and x.relname = ?";

  private final Dialect dialect;
  private final Statement statement;
  private final Head head;

  private Leftovers(Dialect dialect, Statement statement) {
    this.dialect = dialect;
    this.statement = statement;
    this.head = Head.of(dialect, statement.text());
  }

  /** Of a statement that refuses a transaction. */
  public static Leftovers of(Dialect dialect, Statement statement) {
    return new Leftovers(dialect, statement);
  }

  /**
   * Drops the invalid index that a build which failed or was cut off has left: {@code IF NOT
   * EXISTS} would take it for the real one.
   */
  public void clear(Connection connection) throws SQLException {
    if (buildsNamedIndex() && index(connection) == Trace.REPEAT) {
      try (java.sql.Statement drop = connection.createStatement()) {
        drop.execute("drop index concurrently if exists " + qualifiedIndex(connection));
      }
    }
  }

  /** What the traces say. */
  public Trace trace(Connection connection) throws SQLException {
    if (dialect == Dialect.SQLITE) {
      return HARMLESS.contains(head.word(0)) ? Trace.REPEAT : Trace.UNCLEAR;
    }
    if (isRunning(connection)) {
      return Trace.RUNNING;
    }
    if (buildsNamedIndex()) {
      Trace seen = index(connection);
      return seen == Trace.UNCLEAR ? Trace.REPEAT : seen;
    }
    return switch (head.word(0)) {
      case "DROP" -> dropped(connection);
      case "CREATE" -> created(connection);
      case "ALTER" -> head.word(1).equals("SYSTEM") ? Trace.REPEAT : Trace.UNCLEAR;
      default -> HARMLESS.contains(head.word(0)) ? Trace.REPEAT : Trace.UNCLEAR;
    };
  }

  /** DONE for a valid index, REPEAT for an invalid one, UNCLEAR for none. */
  private Trace index(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(INDEX)) {
      query.setString(1, table());
      query.setString(2, plain(head.word(namePosition())));
      try (ResultSet rows = query.executeQuery()) {
        return !rows.next() ? Trace.UNCLEAR : rows.getBoolean(1) ? Trace.DONE : Trace.REPEAT;
      }
    }
  }

  private Trace dropped(Connection connection) throws SQLException {
    if (head.begins("DROP", "INDEX", "CONCURRENTLY")) {
      int name = head.word(3).equals("IF") ? 5 : 3;
      return exists(connection, "select to_regclass(?) is not null", qualified(name))
          ? Trace.REPEAT
          : Trace.DONE;
    }
    if (head.begins("DROP", "DATABASE")) {
      int name = head.word(2).equals("IF") ? 4 : 2;
      return database(connection, name) ? Trace.REPEAT : Trace.DONE;
    }
    return Trace.UNCLEAR;
  }

  private Trace created(Connection connection) throws SQLException {
    if (head.begins("CREATE", "DATABASE")) {
      return database(connection, 2) ? Trace.DONE : Trace.REPEAT;
    }
    return Trace.UNCLEAR;
  }

  private boolean database(Connection connection, int position) throws SQLException {
    return exists(
        connection,
        "select exists (select 1 from pg_database where datname = ?)",
        plain(head.word(position)));
  }

  private static boolean exists(Connection connection, String question, String name)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(question)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** A connection that is lost does not stop what the server does for it. */
  private boolean isRunning(Connection connection) throws SQLException {
    return exists(
        connection,
        "select exists (select 1 from pg_stat_activity where state = 'active' and pid <>"
            + " pg_backend_pid() and datname = current_database() and left(query, 500) = left(?,"
            + " 500))",
        statement.text());
  }

  private boolean buildsNamedIndex() {
    return head.word(0).equals("CREATE")
        && head.contains("INDEX")
        && head.contains("CONCURRENTLY")
        && !head.word(namePosition()).equals("ON");
  }

  private int namePosition() {
    int after = head.indexOf("CONCURRENTLY") + 1;
    return head.word(after).equals("IF") ? after + 3 : after;
  }

  private String table() {
    int table = head.indexOf("ON") + 1;
    return qualified(head.word(table).equals("ONLY") ? table + 1 : table);
  }

  /** A name as written, with its schema, for the server to read. */
  private String qualified(int position) {
    StringBuilder name = new StringBuilder(part(position));
    for (int at = position; head.word(at + 1).equals("."); at += 2) {
      name.append('.').append(part(at + 2));
    }
    return name.toString();
  }

  private String part(int position) {
    String written = head.word(position);
    return written.startsWith("\"") ? written : lower(written);
  }

  private String qualifiedIndex(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select quote_ident(n.nspname) || '.' || quote_ident(?) from pg_class c join"
                + " pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass(?)")) {
      query.setString(1, plain(head.word(namePosition())));
      query.setString(2, table());
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static String plain(String written) {
    return written.startsWith("\"")
        ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
        : lower(written);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The progress of a script whose unit at an index is through. */
  static Progress through(FrozenScript script, int index, Standing before) {
    Standing now = new Standing(index + 1, before.statements() + 1, before.rows(), before.tables());
    return now.progress(script.next(index + 1).isEmpty(), script.statements().size());
  }
}
