package io.godwit.data.target;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.snapshot.Restorable;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Lintable;
import io.godwit.api.step.Passage;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Remark;
import io.godwit.api.step.Sighting;
import io.godwit.api.target.Adoptable;
import io.godwit.api.target.Defect;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.ForeignHistory;
import io.godwit.api.target.Health;
import io.godwit.api.target.Queryable;
import io.godwit.api.target.Rehearsable;
import io.godwit.api.target.Structured;
import io.godwit.api.target.Verifiable;
import io.godwit.data.adopt.ForeignHistories;
import io.godwit.data.error.DataError;
import io.godwit.data.lint.Draft;
import io.godwit.data.lint.Level;
import io.godwit.data.lint.Linter;
import io.godwit.data.lint.Rule;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.StatementKind;
import io.godwit.data.verify.Expectations;
import io.godwit.data.verify.Verification;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.ScratchDatabase;
import io.godwit.sql.receipt.Receipts;
import io.godwit.sql.schema.Contents;
import io.godwit.sql.schema.Offer;
import io.godwit.sql.schema.Schema;
import io.godwit.sql.schema.SchemaReader;
import io.godwit.sql.snapshot.Snapshots;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A database whose schema and rows are moved from one version to the next. */
public final class DataTarget
    implements Structured,
        Rehearsable,
        Lintable,
        Queryable,
        Digestible,
        Restorable,
        Adoptable,
        Verifiable {

  private final Database database;
  private final Receipts receipts;
  private final Snapshots snapshots;
  private final SchemaReader schemas;
  private final Expectations expected;
  private final Map<Rule, Level> levels;
  private final Runnable closing;

  /** A target on this database, which it closes. */
  public DataTarget(Database database) {
    this(database, Expectations.NONE, Map.of());
  }

  /**
   * A target on this database, which it closes.
   *
   * @param expected what {@link #verify} demands besides the constraints
   * @param levels how bad it is when lint finds something, where it is not as usual
   */
  public DataTarget(Database database, Expectations expected, Map<Rule, Level> levels) {
    this(database, expected, levels, database::close);
  }

  private DataTarget(
      Database database, Expectations expected, Map<Rule, Level> levels, Runnable closing) {
    this.database = database;
    this.schemas = new SchemaReader(database.dialect());
    this.expected = expected;
    this.closing = closing;
    this.levels = Map.copyOf(levels);
    this.receipts = new Receipts(database);
    this.snapshots = new Snapshots(database, receipts);
  }

  /** Whose rules hold. */
  public Dialect dialect() {
    return database.dialect();
  }

  /** The database. */
  public Database database() {
    return database;
  }

  /** What makes its effects happen once. */
  public Receipts receipts() {
    return receipts;
  }

  @Override
  public Health health() {
    return new HealthCheck(database).look();
  }

  @Override
  public Map<String, String> holdings() {
    return read(
        connection -> {
          Schema schema = schemas.read(connection);
          Map<String, String> holdings = new TreeMap<>();
          holdings.put("schema", schema.digest().toString());
          holdings.put("tables", Long.toString(schema.count("table")));
          return holdings;
        });
  }

  /** To read a whole schema after each of a thousand scripts would be most of the work. */
  @Override
  public Map<String, String> holdingsInPassing() {
    return Map.of();
  }

  @Override
  public List<Defect> verify(Demand demand) {
    return Verification.of(database, expected, demand);
  }

  @Override
  public SortedMap<String, String> structure() {
    return read(connection -> Schema.read(dialect(), connection).readable(dialect()));
  }

  @Override
  public SortedMap<String, String> offer() {
    return read(connection -> Offer.read(dialect(), connection));
  }

  @Override
  public String script() {
    return snapshots.script();
  }

  @Override
  public DataTarget scratch(Path folder, String name) {
    ScratchDatabase scratch = ScratchDatabase.beside(database, folder, name);
    return new DataTarget(scratch.database(), expected, levels, scratch::close);
  }

  @Override
  public List<List<Remark>> lint(List<Passage> passages) {
    List<Draft> drafts = passages.stream().map(Draft.class::cast).toList();
    return Linter.lint(dialect(), drafts, levels, new LiveFacts(this));
  }

  @Override
  public Rehearsal rehearse(Path folder, String name) {
    return SqlRehearsal.of(database, folder, name);
  }

  @Override
  public Digest digest() {
    try {
      return Contents.digest(database);
    } catch (SQLException e) {
      throw new GodwitException(database.fault(e));
    }
  }

  @Override
  public Capture capture(Path scratch) {
    return snapshots.capture(scratch);
  }

  @Override
  public Attempt<Progress> restore(FileTree snapshot, Effect effect, Path scratch) {
    return snapshots.restore(snapshot, effect, scratch);
  }

  @Override
  public Sighting look(FileTree snapshot, Effect effect) {
    return receipts.look(effect);
  }

  @Override
  public List<ForeignHistory> histories() {
    return read(connection -> ForeignHistories.read(dialect(), connection));
  }

  /** A truth value answers {@code true} or {@code false} on PostgreSQL, 1 or 0 on SQLite. */
  @Override
  public String ask(String query) {
    Script script = Script.parse(dialect(), new ScriptText("query", query));
    if (script.statements().size() != 1
        || script.statements().get(0).kind() != StatementKind.ORDINARY) {
      throw new GodwitException(
          DataError.NOT_A_QUESTION, "'" + query + "' is not one query; write a single SELECT");
    }
    String only = script.statements().get(0).text();
    return read(
        connection -> {
          if (dialect() == Dialect.POSTGRESQL) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
          }
          try (Statement statement = connection.createStatement()) {
            if (dialect() == Dialect.SQLITE) {
              statement.execute("pragma query_only = on");
            }
            statement.setEscapeProcessing(false);
            if (!statement.execute(only)) {
              return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
              return answer(rows);
            }
          }
        });
  }

  private static String answer(ResultSet rows) throws SQLException {
    if (!rows.next()) {
      return "";
    }
    boolean truth = rows.getMetaData().getColumnType(1) == Types.BIT;
    String text = truth ? Boolean.toString(rows.getBoolean(1)) : rows.getString(1);
    return text == null || rows.wasNull() ? "" : text;
  }

  /**
   * Asks something on a connection that nobody else uses meanwhile.
   *
   * @throws GodwitException if the database does not answer, or refuses
   */
  public <T> T read(Database.Question<T> question) {
    try {
      return database.ask(question);
    } catch (SQLException e) {
      Fault fault = database.fault(e);
      throw new GodwitException(fault);
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
