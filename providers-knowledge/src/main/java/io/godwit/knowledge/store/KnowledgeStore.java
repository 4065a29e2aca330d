package io.godwit.knowledge.store;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.index.Indexes;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Receipts;
import io.godwit.sql.snapshot.Snapshots;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A knowledge store in a database. Its tables are made with the first effect. */
public final class KnowledgeStore implements AutoCloseable {

  private final Database database;

  /** With what the names of all tables and views of a store begin. */
  private static final String TABLES = "knowledge_";

  private final Receipts receipts;
  private final StoreDialect dialect;
  private final StoreSchema schema;
  private final Indexes indexes;

  /** In this database, which it closes when it is closed; indexed as is usual. */
  public KnowledgeStore(Database database) {
    this(database, IndexSettings.DEFAULT);
  }

  /** In this database, which it closes when it is closed. */
  public KnowledgeStore(Database database, IndexSettings settings) {
    this.database = database;
    this.indexes = new Indexes(database, settings);
    this.receipts = new Receipts(database);
    this.dialect = StoreDialect.of(database.dialect());
    this.schema = new StoreSchema(dialect);
  }

  /** Reads something. */
  @FunctionalInterface
  public interface Reading<T> {
    /** What is read. */
    T read(StoreSession session) throws SQLException;
  }

  /** The database. */
  public Database database() {
    return database;
  }

  /**
   * Reads from the store as it is at one moment; empty when it has no tables yet. Over the pool
   * that the effects use: for steps, which read often.
   *
   * @throws GodwitException if the database does not answer or a later Godwit made the tables
   */
  public <T> Optional<T> read(Reading<T> reading) {
    try {
      return database.exists() ? read(database.connection(), reading) : Optional.empty();
    } catch (SQLException e) {
      throw new GodwitException(List.of(database.fault(e)), e);
    }
  }

  /**
   * The same over a connection of its own, which is quick to make and quick to fail: for those who
   * ask once.
   *
   * @throws GodwitException as {@link #read}
   */
  public <T> Optional<T> glance(Reading<T> reading) {
    try {
      return read(database.reader(), reading);
    } catch (SQLException e) {
      throw new GodwitException(List.of(database.fault(e)), e);
    }
  }

  private <T> Optional<T> read(Connection lent, Reading<T> reading) throws SQLException {
    try (Connection connection = lent) {
      if (!schema.exists(connection)) {
        return Optional.empty();
      }
      if (database.dialect() == Dialect.POSTGRESQL) {
        // The driver reads row by row, and sees one snapshot, only inside a transaction.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
      }
      return Optional.of(reading.read(new StoreSession(connection, dialect)));
    }
  }

  /**
   * Changes the store in one transaction, for an application.
   *
   * @throws GodwitException if the database does not answer or refuses; then nothing has changed
   */
  public <T> T write(Reading<T> writing) {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try {
        schema.create(connection);
        T result = writing.read(new StoreSession(connection, dialect));
        connection.commit();
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new GodwitException(List.of(database.fault(e)), e);
    }
  }

  /** Changes the store in one transaction with the receipt of the effect. */
  public Attempt<Progress> once(Effect effect, StoreWork work) {
    return receipts.once(
        effect,
        (connection, past) -> {
          schema.create(connection);
          return work.run(new StoreSession(connection, dialect), past);
        });
  }

  /** The version of pgvector, where vectors are indexed with it. */
  Optional<String> vectorExtension() {
    try (Connection connection = database.reader()) {
      return indexes.extension(connection);
    } catch (SQLException e) {
      throw new GodwitException(List.of(database.fault(e)), e);
    }
  }

  /** The indexes over its vectors. */
  public Indexes indexes() {
    return indexes;
  }

  /** What became of an effect. */
  public Sighting look(Effect effect) {
    return receipts.look(effect);
  }

  /**
   * Captures the store's own tables and brings them back; others in the database are left alone.
   */
  public Snapshots snapshots() {
    return new Snapshots(database, receipts, TABLES);
  }

  /**
   * Answers a question in SQL, which cannot change anything; a store without tables answers as an
   * empty one.
   *
   * @throws GodwitException if the question is wrong or the database does not answer
   */
  public String ask(String query) {
    try (Connection connection = database.reader()) {
      if (!schema.exists(connection) && database.dialect() == Dialect.SQLITE) {
        return askNothing(query);
      }
      return askReadOnly(connection, query);
    } catch (SQLException e) {
      throw badQuery(query, e);
    }
  }

  private String askNothing(String query) throws SQLException {
    try (Connection empty = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      schema.create(empty);
      return askReadOnly(empty, query);
    }
  }

  private String askReadOnly(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (database.dialect() == Dialect.SQLITE) {
        statement.execute("PRAGMA query_only = on");
      } else {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
      }
      try (ResultSet row = statement.executeQuery(query)) {
        return row.next() ? Objects.requireNonNullElse(row.getString(1), "") : "";
      }
    }
  }

  private GodwitException badQuery(String query, SQLException e) {
    return new GodwitException(
        KnowledgeError.BAD_QUERY,
        "The query '" + query + "' failed: " + database.fault(e).message(),
        e);
  }

  @Override
  public void close() {
    indexes.close();
    database.close();
  }
}
