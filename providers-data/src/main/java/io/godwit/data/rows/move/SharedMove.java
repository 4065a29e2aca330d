package io.godwit.data.rows.move;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.Endings;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Lane;
import io.godwit.data.rows.write.Lanes;
import io.godwit.data.rows.write.Sieve;
import io.godwit.data.target.DataTarget;
import io.godwit.data.transform.RowChanger;
import io.godwit.sql.SqlFailure;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Receipts;
import io.godwit.sql.receipt.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One effect of a movement whose rows go in shares. Where each share begins and ends is fixed in
 * the first transaction; from then on each share's transactions have a receipt of their own, so
 * that it does not matter how many take shares, now or after a crash. Each effect ends with a
 * transaction that adds up how far the shares have come.
 */
final class SharedMove {

  private final DataTarget target;
  private final Movement movement;
  private final StepContext context;
  private final Carrier carrier;
  private final Receipts receipts;

  SharedMove(DataTarget target, Movement movement, StepContext context) {
    this.target = target;
    this.movement = movement;
    this.context = context;
    this.carrier = new Carrier(target, movement, context);
    this.receipts = target.receipts();
  }

  Attempt<Progress> apply() {
    Optional<Attempt<Progress>> trouble = carried(movement.manner().workers());
    if (movement.manner().workers() > 1
        && trouble.filter(Attempt.Retryable.class::isInstance).isPresent()
        && context.clock().instant().isBefore(context.deadline())) {
      // Where several are in one another's way, one alone gets on.
      trouble = carried(1);
    }
    return trouble.orElseGet(() -> receipts.once(context, new Steering()));
  }

  private Optional<Attempt<Progress>> carried(int most) {
    try {
      return carryShares(most);
    } catch (SQLException e) {
      return Optional.of(refusal(target, e));
    } catch (GodwitException e) {
      return Optional.of(Endings.of(e));
    }
  }

  private static Attempt<Progress> refusal(DataTarget asked, SQLException e) {
    return SqlFailure.of(asked.database().url(), e, SqlFailure.Moment.BEFORE_COMMIT).attempt();
  }

  private DataTarget source(int leg) {
    return Mover.source(movement.legs().get(leg).source(), target, context::target);
  }

  /** Carries rows of the shares that are not done; what went wrong, if something did. */
  private Optional<Attempt<Progress>> carryShares(int most) throws SQLException {
    Optional<Progress> own =
        receipts.find(context.effect().keys().key()).flatMap(receipt -> receipt.progress());
    Position at = Position.of(own.map(Progress::checkpoint).orElse(context.checkpoint()));
    if (at.shares().isEmpty() || own.filter(Progress::complete).isPresent()) {
      return Optional.empty();
    }
    Queue<Share> open = new ConcurrentLinkedQueue<>();
    List<Position> shares = target.read(connection -> shares(connection, at));
    for (int i = 0; i < shares.size(); i++) {
      if (!shares.get(i).span().isDone()) {
        open.add(new Share(name(at.leg(), i), shares.get(i)));
      }
    }
    Optional<RowChanger> changer =
        movement.legs().get(at.leg()).recipe().map(recipe -> RowChanger.of(recipe, context));
    Instant moment = carrier.moment();
    int several = Math.min(most, workers(at.leg(), open.size()));
    return Crew.of(several).work(() -> work(open, changer, moment)).stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** As many as the plan wants, and as connections are allowed. */
  private int workers(int leg, int open) {
    DataTarget source = source(leg);
    int connections =
        Math.min(
            target.database().settings().connections(), source.database().settings().connections());
    return Math.max(1, Math.min(movement.manner().workers(), Math.min(connections, open)));
  }

  private static String name(int leg, int share) {
    return "leg " + leg + " share " + share;
  }

  private List<Position> shares(Connection connection, Position at) throws SQLException {
    List<Position> shares = new ArrayList<>();
    int number = at.shares().orElseThrow().borders().size();
    for (int i = 0; i < number; i++) {
      Optional<Progress> done = receipts.ofShare(connection, context.effect(), name(at.leg(), i));
      shares.add(reached(at.share(i), done));
    }
    return shares;
  }

  private static Position reached(Position start, Optional<Progress> done) {
    return done.map(progress -> Position.of(progress.checkpoint())).orElse(start);
  }

  /** Takes shares until there are none left, or the moment is over. */
  private Optional<Attempt<Progress>> work(
      Queue<Share> open, Optional<RowChanger> changer, Instant moment) {
    for (Share share = open.poll(); share != null; share = open.poll()) {
      Position at = share.at();
      while (!at.span().isDone()) {
        Attempt<Progress> attempt = attempt(share.name(), at, changer, moment);
        if (!(attempt instanceof Attempt.Done<Progress> done)) {
          return Optional.of(attempt);
        }
        at = Position.of(done.value().checkpoint());
        if (carrier.isOver(moment)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private record Share(String name, Position at) {}

  private Attempt<Progress> attempt(
      String name, Position at, Optional<RowChanger> changer, Instant moment) {
    try {
      Work work =
          changer.isPresent() ? new Written(at, batch(at, changer.get())) : new Carried(at, moment);
      return receipts.share(context, name, work);
    } catch (SQLException e) {
      return refusal(source(at.leg()), e);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private RowBatch batch(Position at, RowChanger changer) throws SQLException {
    Movement.Source source = movement.legs().get(at.leg()).source();
    DataTarget from = source(at.leg());
    RowBatch batch;
    try (Connection connection = from.database().connection()) {
      batch =
          Carrier.ask(
              new Sql(from.dialect(), connection),
              source,
              (reading, order, table) ->
                  RowBatch.read(
                      at, order, reading, table.name(), movement.manner().batch(), changer));
    }
    batch.demandWhole(movement.manner().continueOnError());
    return batch;
  }

  /** A transaction of a share. */
  private abstract class ShareWork implements Work {
    private final Position start;

    ShareWork(Position start) {
      this.start = start;
    }

    @Override
    public final Progress run(Connection connection, Past past) throws SQLException {
      Position now = reached(start, past.own());
      Position done = now.equals(start) ? carry(new Sql(target.dialect(), connection), now) : now;
      return done.progress(done.span().isDone());
    }

    abstract Position carry(Sql sql, Position at) throws SQLException;

    @Override
    public final boolean changesSession() {
      return MoveWork.changesSession(target, movement);
    }
  }

  private final class Carried extends ShareWork {
    private final Instant moment;

    Carried(Position start, Instant moment) {
      super(start);
      this.moment = moment;
    }

    @Override
    Position carry(Sql sql, Position at) throws SQLException {
      return carrier.carry(sql, at, moment);
    }
  }

  private final class Written extends ShareWork {
    private final RowBatch batch;

    Written(Position start, RowBatch batch) {
      super(start);
      this.batch = batch;
    }

    @Override
    Position carry(Sql sql, Position at) throws SQLException {
      int route = movement.firstRoute(at.leg());
      var origin = context.effect().keys().origin();
      Lane lane = Lanes.ofLeg(sql, movement, at.leg(), origin).get(0);
      return batch.write(
          new Sieve(target, sql, movement, batch.table(), origin),
          new RowBatch.Destination(
              sql, lane, movement.manner().onConflict(), at.empty().get(route)));
    }
  }

  /** Begins each table, and adds up how far its shares have come. */
  private final class Steering implements Work {

    @Override
    public Progress run(Connection connection, Past past) throws SQLException {
      Sql sql = new Sql(target.dialect(), connection);
      Position at = Position.of(past.own().map(Progress::checkpoint).orElse(context.checkpoint()));
      if (at.isAtStart()) {
        if (Lanes.broughtBack(sql, context.effect().keys().origin())) {
          return at.progress(true);
        }
        at = Position.START.opened(Lanes.open(sql, movement, context.effect().keys().origin()));
      }
      if (at.shares().isPresent()) {
        List<Position> shares = shares(connection, at);
        at = at.with(shares);
        at = shares.stream().allMatch(share -> share.span().isDone()) ? at.nextLeg() : at;
      }
      while (at.leg() < movement.legs().size() && at.shares().isEmpty()) {
        at = carrier.begin(sql, at);
        at = at.shares().isEmpty() ? at.nextLeg() : at;
      }
      return at.progress(at.leg() == movement.legs().size());
    }
  }
}
