package io.godwit.data.online;

import io.godwit.api.step.Effect;
import io.godwit.api.step.StepContext;
import io.godwit.data.online.Change.Added;
import io.godwit.data.online.Change.Gone;
import io.godwit.data.sql.KeptTables;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A change on the table as it is now, in one transaction. */
final class Ground {

  private final Dialect dialect;
  private final Connection connection;
  private final Change change;
  private final Effect effect;
  private final TableShape table;
  private final Names names;
  private final Syncing syncing;

  private Ground(
      Dialect dialect, Connection connection, Change change, Effect effect, TableShape table)
      throws SQLException {
    this.dialect = dialect;
    this.connection = connection;
    this.change = change;
    this.effect = effect;
    this.table = table;
    this.names = Names.of(effect.keys().origin());
    this.syncing = syncing(change);
  }

  static Ground of(DataTarget target, Connection connection, Change change, StepContext context)
      throws SQLException {
    TableShape table = TableShape.find(target.dialect(), connection, change.table());
    if (table == null) {
      throw ChangePlanner.wrong("there is no table " + change.table() + "; make it first");
    }
    return new Ground(target.dialect(), connection, change, context.effect(), table);
  }

  private Syncing syncing(Change what) throws SQLException {
    Shape shape = new Shape(dialect, what, table);
    return dialect == Dialect.POSTGRESQL
        ? new PostgresSyncing(what, shape, names)
        : new SqliteSyncing(what, shape, names, defaults());
  }

  Syncing syncing() {
    return syncing;
  }

  private Map<String, String> defaults() throws SQLException {
    Map<String, String> defaults = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select name, dflt_value from pragma_table_info where arg = ? and dflt_value is not"
                + " null")) {
      query.setString(1, table.name());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          defaults.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return defaults;
  }

  void run(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void run(String sql) throws SQLException {
    run(List.of(sql));
  }

  private boolean any(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private String there() {
    return table.sql(dialect);
  }

  private String quote(String name) {
    return dialect.quote(name);
  }

  private boolean has(String column) {
    return table.columns().contains(column);
  }

  /** Our own triggers take what we write as it is. */
  void filling() throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      run("set local godwit.filling = 'on'");
    }
  }

  /** They keep both shapes in step again, if the transaction goes on. */
  void filled() throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      run("set local godwit.filling = 'off'");
    }
  }

  /** The views appear. */
  void show() throws SQLException {
    run(syncing.show());
  }

  /**
   * Makes the new columns and what keeps them in step.
   *
   * @return whether they have come back with their values after an undo
   */
  boolean expand() throws SQLException {
    demandAlone();
    filling();
    for (Added column : change.added()) {
      run(
          "alter table "
              + there()
              + " add column "
              + quote(column.stored())
              + " "
              + column.type()
              + column.initial().map(value -> " default " + bracketed(value)).orElse("")
              + (column.notNull() && column.up().isEmpty() ? " not null" : ""));
    }
    KeptTables kept = new KeptTables(dialect, connection);
    boolean again = kept.holds(effect.keys().origin());
    kept.bringBack(effect.keys().origin());
    Ground now = again(table);
    change.indexes().keySet().forEach(now::index);
    now.run(now.syncing.start());
    now.constrain();
    return again;
  }

  /** The statement that makes an index. */
  String index(String name) {
    return new Shape(dialect, change, table).index(name);
  }

  /** Makes an index where that does not refuse a transaction. */
  void makeIndex(String name) throws SQLException {
    run(index(name));
  }

  private String qualified(String index) {
    return quote(table.schema()) + "." + quote(index);
  }

  private Ground again(TableShape before) throws SQLException {
    TableShape now = TableShape.find(dialect, connection, change.table());
    return new Ground(dialect, connection, change, effect, now == null ? before : now);
  }

  private String bracketed(String value) {
    return dialect == Dialect.SQLITE ? value : "(" + value + ")";
  }

  private void demandAlone() throws SQLException {
    String others =
        dialect == Dialect.POSTGRESQL
            ? "select 1 from pg_trigger where tgrelid = '"
                + there().replace("'", "''")
                + "'::regclass and tgname like 'godwit\\_sync\\_%'"
            : "select 1 from sqlite_master where type = 'trigger' and name glob 'godwit_sync_*' and"
                + " tbl_name = "
                + dialect.literal(table.name());
    if (any(others)) {
      throw ChangePlanner.wrong(
          "table "
              + table.name()
              + " is in two shapes already by an earlier data.change; when no application needs the"
              + " old one any more, `godwit retire` takes it away, and then this change can come");
    }
    for (String view : views()) {
      String taken =
          dialect == Dialect.POSTGRESQL
              ? "select 1 where to_regclass(" + dialect.literal(view) + ") is not null"
              : "select 1 from sqlite_master where name = " + dialect.literal(view);
      if (any(taken)) {
        throw ChangePlanner.wrong("there is a " + view + " already; name the view otherwise");
      }
    }
    for (String index : change.indexes().keySet()) {
      String taken =
          dialect == Dialect.POSTGRESQL
              ? "select 1 where to_regclass(" + dialect.literal(qualified(index)) + ") is not null"
              : "select 1 from sqlite_master where name = " + dialect.literal(index);
      if (any(taken)) {
        throw ChangePlanner.wrong("there is a " + index + " already; name the index otherwise");
      }
    }
    if (dialect == Dialect.SQLITE && table.key().isEmpty()) {
      throw ChangePlanner.wrong(
          "table " + table.name() + " has no primary key, by which its view could be written");
    }
    for (Added column : change.added()) {
      if (has(column.stored())) {
        throw ChangePlanner.wrong(
            "table " + table.name() + " has a column " + column.stored() + " already");
      }
    }
  }

  private List<String> views() {
    return change.oldView().map(old -> List.of(change.view(), old)).orElse(List.of(change.view()));
  }

  /** Constraints that hold for new rows from now on, and are proved for the others later. */
  private void constrain() throws SQLException {
    for (Added column : change.derived()) {
      if (column.notNull()) {
        constrain(names.notNull(column.name()), quote(column.stored()) + " is not null");
      }
    }
    for (Map.Entry<String, String> check : change.checks().entrySet()) {
      constrain(check.getKey(), check.getValue());
    }
  }

  private void constrain(String name, String condition) throws SQLException {
    run(
        "alter table "
            + there()
            + " add constraint "
            + quote(name)
            + " check ("
            + condition
            + "\n) not valid");
  }

  /** Proves the constraints, under a lock that lets everybody go on. */
  void prove() throws SQLException {
    for (Added column : change.derived()) {
      if (column.notNull()) {
        validate(names.notNull(column.name()));
      }
    }
    for (String check : change.checks().keySet()) {
      validate(check);
    }
  }

  private void validate(String constraint) throws SQLException {
    run("alter table " + there() + " validate constraint " + quote(constraint));
  }

  /** In how many rows a new column is not what it is made of. */
  long otherThan(Added column) throws SQLException {
    String differs = dialect == Dialect.POSTGRESQL ? " is distinct from " : " is not ";
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows =
          statement.executeQuery(
              "select count(*) from "
                  + there()
                  + " where "
                  + quote(column.stored())
                  + differs
                  + "cast("
                  + Shape.up(column)
                  + " as "
                  + column.type()
                  + ")")) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** The old shape alone again; what was written into the new columns is kept. */
  void takeBack() throws SQLException {
    run(syncing.hide());
    run(syncing.stop());
    for (String name : constraints()) {
      run("alter table " + there() + " drop constraint if exists " + quote(name));
    }
    for (String index : change.indexes().keySet()) {
      run("drop index if exists " + qualified(index));
    }
    List<String> there = change.added().stream().map(Added::stored).filter(this::has).toList();
    if (there.isEmpty()) {
      return;
    }
    new KeptTables(dialect, connection).keep(effect, table, there);
    for (String column : there) {
      run("alter table " + there() + " drop column " + quote(column));
    }
  }

  private List<String> constraints() {
    List<String> own =
        new ArrayList<>(
            change.derived().stream()
                .filter(Added::notNull)
                .map(column -> names.notNull(column.name()))
                .toList());
    own.addAll(change.checks().keySet());
    return dialect == Dialect.POSTGRESQL ? own : List.of();
  }

  /** The new shape alone; of a change that was taken back, what was kept goes. */
  void contract() throws SQLException {
    new KeptTables(dialect, connection).free(effect.keys().origin());
    boolean isThere = change.added().stream().allMatch(column -> has(column.stored()));
    boolean isDone =
        change.gone().stream().noneMatch(column -> has(column.name()))
            && change.renamed().keySet().stream().noneMatch(this::has);
    if (!isThere || isDone || !isShown() || !isOwn()) {
      return;
    }
    if (dialect == Dialect.SQLITE) {
      run(syncing.hide());
    }
    if (change.oldView().isPresent()) {
      run("drop view if exists " + change.oldView().get());
    }
    run(syncing.stop());
    for (Gone column : change.gone()) {
      dropIndexes(column.name());
      run("alter table " + there() + " drop column " + quote(column.name()));
    }
    for (Added column : change.added()) {
      settle(column);
    }
    for (Map.Entry<String, String> renamed : change.renamed().entrySet()) {
      rename(renamed.getKey(), renamed.getValue());
    }
    if (dialect == Dialect.SQLITE) {
      Ground now = again(table);
      run(now.syncing(change.settled()).show());
    }
  }

  /** PostgreSQL drops the indexes of a column with it, SQLite refuses. */
  private void dropIndexes(String column) throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      return;
    }
    List<String> indexes = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select l.name from pragma_index_list(?) l where l.origin = 'c' and exists (select 1"
                + " from pragma_index_info(l.name) i where i.name = ?)")) {
      query.setString(1, table.name());
      query.setString(2, column);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          indexes.add(rows.getString(1));
        }
      }
    }
    for (String index : indexes) {
      run("drop index " + qualified(index));
    }
  }

  private boolean isShown() throws SQLException {
    return any(
        dialect == Dialect.POSTGRESQL
            ? "select 1 where to_regclass(" + dialect.literal(change.view()) + ") is not null"
            : "select 1 from sqlite_master where type = 'view' and name = "
                + dialect.literal(change.view()));
  }

  /** Whether these two shapes are of this step, and not of a later run that came after its undo. */
  private boolean isOwn() throws SQLException {
    return any(
        dialect == Dialect.POSTGRESQL
            ? "select 1 where to_regproc('godwit." + names.sync() + "') is not null"
            : "select 1 from sqlite_master where type = 'trigger' and name glob '"
                + names.sync()
                + "_*'");
  }

  private void settle(Added column) throws SQLException {
    if (!column.stored().equals(column.name())) {
      rename(column.stored(), column.name());
    }
    if (dialect == Dialect.POSTGRESQL && column.notNull() && column.up().isPresent()) {
      // The proved constraint spares the server a look at every row.
      run("alter table " + there() + " alter column " + quote(column.name()) + " set not null");
      run("alter table " + there() + " drop constraint " + quote(names.notNull(column.name())));
    }
  }

  private void rename(String from, String to) throws SQLException {
    run("alter table " + there() + " rename column " + quote(from) + " to " + quote(to));
  }
}
