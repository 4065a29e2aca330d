package io.godwit.data.rows.move;

import io.godwit.api.name.Digest;
import io.godwit.api.step.StepContext;
import io.godwit.data.rows.batch.KeyOrder;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.OnConflict;
import io.godwit.data.rows.batch.RowCount;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Lane;
import io.godwit.data.rows.write.Lanes;
import io.godwit.data.rows.write.RowTrouble;
import io.godwit.data.rows.write.Sieve;
import io.godwit.data.rows.write.Transfer;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries rows by SQL alone: batch by batch, for as long as a transaction may take. */
final class Carrier {

  /** On SQLite nobody else writes meanwhile; on PostgreSQL only the batch's own rows are locked. */
  private static final Duration SQLITE_MOMENT = Duration.ofMillis(200);

  private static final Duration POSTGRES_MOMENT = Duration.ofSeconds(1);

  private final DataTarget target;
  private final Movement movement;
  private final StepContext context;
  private final Digest origin;

  Carrier(DataTarget target, Movement movement, StepContext context) {
    this.target = target;
    this.movement = movement;
    this.context = context;
    this.origin = context.effect().keys().origin();
  }

  /** When a transaction that begins now has taken long enough. */
  Instant moment() {
    boolean postgres = target.dialect() == Dialect.POSTGRESQL;
    return context.clock().instant().plus(postgres ? POSTGRES_MOMENT : SQLITE_MOMENT);
  }

  boolean isOver(Instant moment) {
    return context.stopRequested() || context.clock().instant().isAfter(moment);
  }

  /** What is asked of a leg's source. */
  interface Reading<T> {
    T with(Sql reading, KeyOrder order, TableShape table) throws SQLException;
  }

  /** Asks a leg's source, in the transaction that writes where it is the same database. */
  <T> T reading(Sql sql, int leg, Reading<T> question) throws SQLException {
    Movement.Source source = movement.legs().get(leg).source();
    DataTarget from = Mover.source(source, target, context::target);
    if (from == target) {
      return ask(sql, source, question);
    }
    try (Connection connection = from.database().connection()) {
      connection.setAutoCommit(false);
      try {
        return ask(new Sql(from.dialect(), connection), source, question);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  static <T> T ask(Sql reading, Movement.Source source, Reading<T> question) throws SQLException {
    TableShape table = Lane.table(reading, source.table());
    KeyOrder order =
        KeyOrder.of(reading.dialect(), reading.connection(), table, source.key(), source.where());
    return question.with(reading, order, table);
  }

  /** Looks up how far the rows of the present leg go. */
  Position begin(Sql sql, Position at) throws SQLException {
    return reading(
        sql,
        at.leg(),
        (reading, order, table) -> {
          Optional<String> upper = order.upper();
          long rows = upper.isPresent() ? rows(reading, order, table, upper.get(), at) : 0;
          Position begun = at.beginning(upper, rows);
          Movement.Manner manner = movement.manner();
          return movement.isShared() && upper.isPresent()
              ? begun.sharing(order.borders(upper.get(), rows, manner.workers(), manner.batch()))
              : begun;
        });
  }

  /** Fixing shares reads all keys anyway; else as many rows as there seem to be will do. */
  private long rows(Sql reading, KeyOrder order, TableShape table, String upper, Position at)
      throws SQLException {
    boolean whole = movement.legs().get(at.leg()).source().where().isEmpty();
    return whole && movement.manner().workers() == 1
        ? RowCount.about(reading, table)
        : order.count(upper);
  }

  /** Carries rows of the present span: a batch, and more until it is done or the moment is over. */
  Position carry(Sql sql, Position from, Instant moment) throws SQLException {
    return reading(
        sql,
        from.leg(),
        (reading, order, table) -> carry(new Span(sql, reading, order, table, from), from, moment));
  }

  /**
   * Batch behind batch without looking back, which spares the way to the server twice for each;
   * where a row is in the way, the same again with care, in a moment of its own, so that what went
   * well once goes well again.
   */
  private Position carry(Span span, Position from, Instant moment) throws SQLException {
    span.sql.execute("savepoint godwit_moment");
    try {
      return carry(span, from, moment, false);
    } catch (SQLException e) {
      if (!RowTrouble.isOfRow(target.dialect(), e)) {
        throw e;
      }
      span.sql.execute("rollback to savepoint godwit_moment");
      return carry(span, from, moment(), true);
    }
  }

  private Position carry(Span span, Position from, Instant moment, boolean careful)
      throws SQLException {
    Position at = from;
    do {
      at = span.next(at, careful);
    } while (!at.span().isDone() && !isOver(moment));
    return at;
  }

  /** The rows of one table, batch by batch. */
  private final class Span {
    private final Sql sql;
    private final Sql reading;
    private final KeyOrder order;
    private final TableShape table;
    private final Sieve sieve;
    private final List<Boolean> empty;
    private final List<Lane> lanes;
    private final List<List<String>> columns = new ArrayList<>();
    private final List<Optional<String>> stages = new ArrayList<>();

    Span(Sql sql, Sql reading, KeyOrder order, TableShape table, Position at) throws SQLException {
      this.sql = sql;
      this.reading = reading;
      this.order = order;
      this.table = table;
      this.sieve = new Sieve(target, sql, movement, table.name(), origin);
      this.lanes = Lanes.ofLeg(sql, movement, at.leg(), origin);
      int first = movement.firstRoute(at.leg());
      this.empty = at.empty().subList(first, first + lanes.size());
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

    private boolean isElsewhere() {
      return !reading.equals(sql);
    }

    Position next(Position at, boolean careful) throws SQLException {
      Optional<String> last = at.span().last();
      KeyOrder.Batch batch =
          order.next(last, at.span().upper().orElseThrow(), movement.manner().batch());
      if (!careful) {
        write(order.between(last, batch.end()), target.dialect() == Dialect.POSTGRESQL);
        return at.behind(batch.end(), batch.rows(), 0);
      }
      return at.behind(batch.end(), batch.rows(), sieve.write(sifted(last, batch.end())));
    }

    private Sieve.Batch sifted(Optional<String> last, String end) {
      return new Sieve.Batch() {
        @Override
        public void all(boolean hopeful) throws SQLException {
          write(order.between(last, end), hopeful);
        }

        @Override
        public void none() throws SQLException {
          write("1 = 0", false);
        }

        @Override
        public List<String> keys() throws SQLException {
          return order.keys(last, end);
        }

        @Override
        public void just(String key) throws SQLException {
          write(order.just(key), false);
        }
      };
    }

    private void write(String condition, boolean hopeful) throws SQLException {
      for (int i = 0; i < lanes.size(); i++) {
        Lane lane = lanes.get(i);
        boolean keeps = movement.manner().keepOld() && !empty.get(i);
        if (lane.isBackfill()) {
          lane.backfill(condition, keeps);
        } else {
          boolean alone = hopeful && empty.get(i);
          lane.write(
              columns.get(i),
              staged(i, lane.query(table, condition), keeps),
              alone ? OnConflict.FAIL : movement.manner().onConflict());
        }
      }
    }

    /** The rows of a query, where they can be written from. */
    private String staged(int i, String query, boolean keeps) throws SQLException {
      if (stages.get(i).isEmpty()) {
        return query;
      }
      String stage = stages.get(i).get();
      List<String> given = columns.get(i);
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
        lanes.get(i).images().keep(stage);
      }
      return "select * from " + stage;
    }
  }
}
