package io.godwit.data.rows;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.DataError;
import io.godwit.data.rows.Movement.Route;
import io.godwit.data.sql.KeptTables;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction of a movement: as many ranges of rows as fit into a moment, so that what each
 * transaction costs is paid for many rows, and nobody waits long for it.
 */
final class MoveWork implements Work {

  /** On SQLite nobody else writes meanwhile; on PostgreSQL only the batch's own rows are locked. */
  private static final Duration SQLITE_MOMENT = Duration.ofMillis(200);

  private static final Duration POSTGRES_MOMENT = Duration.ofSeconds(1);

  private static final String UNIQUE_VIOLATION = "23505";

  private final DataTarget target;
  private final DataTarget source;
  private final Movement movement;
  private final StepContext context;
  private final Digest origin;

  MoveWork(DataTarget target, DataTarget source, Movement movement, StepContext context) {
    this.target = target;
    this.source = source;
    this.movement = movement;
    this.context = context;
    this.origin = context.effect().keys().origin();
  }

  private boolean isElsewhere() {
    return source != target;
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    Position at = Position.of(context.checkpoint());
    if (past.own().isPresent()) {
      at = Position.further(at, Position.of(past.own().get().checkpoint()));
    }
    Sql sql = new Sql(target.dialect(), connection);
    KeptTables kept = new KeptTables(target.dialect(), connection);
    if (at.isAtStart() && kept.holds(origin)) {
      kept.bringBack(origin);
      return at.progress(true);
    }
    List<Lane> lanes = lanes(sql);
    if (at.isAtStart()) {
      at = at.opened(open(lanes));
    }
    if (!isElsewhere()) {
      return move(sql, sql, lanes, at);
    }
    try (Connection reading = source.database().connection()) {
      reading.setAutoCommit(false);
      try {
        return move(sql, new Sql(source.dialect(), reading), lanes, at);
      } finally {
        reading.rollback();
        reading.setAutoCommit(true);
      }
    }
  }

  private List<Lane> lanes(Sql sql) throws SQLException {
    List<Lane> lanes = new ArrayList<>();
    for (Route route : movement.routes()) {
      lanes.add(new Lane(sql, route, lanes.size(), origin));
    }
    return lanes;
  }

  /** Sees which tables are empty, and gets ready to keep what is written over in the others. */
  private List<Boolean> open(List<Lane> lanes) throws SQLException {
    List<Boolean> empty = new ArrayList<>();
    for (Lane lane : lanes) {
      boolean has = lane.hasRows();
      if (has && movement.manner().keepOld()) {
        lane.demandKey();
        lane.images().create();
      }
      empty.add(!has);
    }
    return empty;
  }

  private Progress move(Sql sql, Sql reading, List<Lane> lanes, Position from) throws SQLException {
    Position at = from;
    boolean postgres = target.dialect() == Dialect.POSTGRESQL;
    Instant until = context.clock().instant().plus(postgres ? POSTGRES_MOMENT : SQLITE_MOMENT);
    List<String> tables = movement.source().tables();
    while (at.table() < tables.size()) {
      TableShape table = Lane.table(reading, tables.get(at.table()));
      KeyOrder order =
          KeyOrder.of(
              reading.dialect(),
              reading.connection(),
              table,
              movement.source().key(),
              movement.source().where());
      if (!at.begun()) {
        Optional<String> upper = order.upper();
        at = at.beginning(upper, upper.isPresent() ? order.count(upper.get()) : 0);
      }
      Range range = new Range(sql, reading, lanes, table, order, at.empty());
      while (at.upper().isPresent() && !at.last().equals(at.upper())) {
        if (context.stopRequested() || context.clock().instant().isAfter(until)) {
          return at.progress(false);
        }
        at = range.next(at);
      }
      at = at.nextTable();
    }
    return at.progress(true);
  }

  /** The rows of one table, range by range. */
  private final class Range {
    private final Sql sql;
    private final Sql reading;
    private final List<Lane> lanes;
    private final TableShape table;
    private final KeyOrder order;
    private final List<List<String>> columns = new ArrayList<>();
    private final List<Optional<String>> stages = new ArrayList<>();

    /**
     * Rows of one key are seldom many, so that a table that was empty is written as if there were
     * none, which costs PostgreSQL half, until there are.
     */
    private boolean hopeful = target.dialect() == Dialect.POSTGRESQL;

    Range(
        Sql sql,
        Sql reading,
        List<Lane> lanes,
        TableShape table,
        KeyOrder order,
        List<Boolean> empty)
        throws SQLException {
      this.sql = sql;
      this.reading = reading;
      this.lanes = lanes;
      this.table = table;
      this.order = order;
      for (int i = 0; i < lanes.size(); i++) {
        Lane lane = lanes.get(i);
        List<String> given =
            lane.isBackfill()
                ? List.of()
                : lane.columns(reading.connection(), lane.query(table, "1 = 0"));
        boolean staged = !lane.isBackfill() && (isElsewhere() || !empty.get(i));
        columns.add(given);
        stages.add(staged ? Optional.of(lane.stage(given)) : Optional.empty());
      }
    }

    Position next(Position at) throws SQLException {
      KeyOrder.Batch batch =
          order.next(at.last(), at.upper().orElseThrow(), movement.manner().batch());
      String end = batch.end();
      String range = order.between(at.last(), end);
      long rows = batch.rows();
      sql.execute("savepoint godwit_range");
      try {
        all(range, at);
        sql.execute("release savepoint godwit_range");
        return at.behind(end, rows, 0);
      } catch (SQLException e) {
        if (hopeful && UNIQUE_VIOLATION.equals(e.getSQLState())) {
          hopeful = false;
          sql.execute("rollback to savepoint godwit_range");
          sql.execute("release savepoint godwit_range");
          return next(at);
        }
        if (!RowTrouble.isOfRow(target.dialect(), e)) {
          throw e;
        }
        hopeful = false;
        sql.execute("rollback to savepoint godwit_range");
        demandSound(at, e);
        long refused = oneByOne(at, end);
        sql.execute("release savepoint godwit_range");
        return at.behind(end, rows, refused);
      }
    }

    /** What fails without any row is wrong in itself. */
    private void demandSound(Position at, SQLException e) throws SQLException {
      try {
        all("1 = 0", at);
      } catch (SQLException again) {
        again.addSuppressed(e);
        throw again;
      }
      sql.execute("rollback to savepoint godwit_range");
    }

    /** Finds the rows that cannot go. */
    private long oneByOne(Position at, String end) throws SQLException {
      long refused = 0;
      for (String key : order.keys(at.last(), end)) {
        sql.execute("savepoint godwit_row");
        try {
          all(order.just(key), at);
        } catch (SQLException e) {
          if (!RowTrouble.isOfRow(target.dialect(), e)) {
            throw e;
          }
          sql.execute("rollback to savepoint godwit_row");
          refuse(key, e);
          refused++;
        }
        sql.execute("release savepoint godwit_row");
      }
      return refused;
    }

    private void refuse(String key, SQLException e) throws SQLException {
      String message = target.database().fault(e).message();
      if (!movement.manner().continueOnError()) {
        throw new GodwitException(
            DataError.ROW_REFUSED,
            "the row with key "
                + KeyOrder.shown(key)
                + " of table "
                + table.name()
                + " cannot go: "
                + message
                + ". Mend the row or the step, or say continue-on-error: true to keep such rows"
                + " aside");
      }
      new Failures(sql, origin).add(table.name(), KeyOrder.shown(key), message);
    }

    private void all(String condition, Position at) throws SQLException {
      for (int i = 0; i < lanes.size(); i++) {
        Lane lane = lanes.get(i);
        if (lane.isBackfill()) {
          lane.backfill(condition, keeps(i, at));
        } else {
          write(i, lane.query(table, condition), at);
        }
      }
    }

    private boolean keeps(int i, Position at) {
      return movement.manner().keepOld() && !at.empty().get(i);
    }

    private void write(int i, String query, Position at) throws SQLException {
      Lane lane = lanes.get(i);
      boolean keeps = keeps(i, at);
      List<String> given = columns.get(i);
      String rows = query;
      if (stages.get(i).isPresent()) {
        String stage = stages.get(i).get();
        sql.execute("delete from " + stage);
        if (isElsewhere()) {
          new Transfer(sql).send(reading.connection(), query, given, stage);
        } else {
          sql.execute(
              "insert into "
                  + stage
                  + " ("
                  + sql.list(given)
                  + ") select "
                  + sql.list(given)
                  + " from ("
                  + query
                  + ") godwit_rows");
        }
        if (keeps) {
          lane.images().keep(stage);
        }
        rows = "select * from " + stage;
      }
      boolean alone = hopeful && at.empty().get(i);
      lane.write(given, rows, alone ? OnConflict.FAIL : movement.manner().onConflict());
    }
  }

  /** PostgreSQL closes temporary tables with the session; SQLite's driver keeps it. */
  @Override
  public boolean changesSession() {
    return isElsewhere() || target.dialect() == Dialect.SQLITE;
  }
}
