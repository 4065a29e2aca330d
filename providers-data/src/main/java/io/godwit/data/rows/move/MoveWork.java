package io.godwit.data.rows.move;

import io.godwit.api.name.Digest;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.data.rows.batch.Movement;
import io.godwit.data.rows.batch.Sql;
import io.godwit.data.rows.write.Lanes;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.Dialect;
import io.godwit.sql.receipt.Past;
import io.godwit.sql.receipt.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One transaction of a movement: as many ranges of rows as fit into a moment, so that what each
 * transaction costs is paid for many rows, and nobody waits long for it.
 */
public final class MoveWork implements Work {

  private final DataTarget target;
  private final Movement movement;
  private final StepContext context;
  private final Digest origin;

  public MoveWork(DataTarget target, Movement movement, StepContext context) {
    this.target = target;
    this.movement = movement;
    this.context = context;
    this.origin = context.effect().keys().origin();
  }

  @Override
  public Progress run(Connection connection, Past past) throws SQLException {
    Position at = Position.of(context.checkpoint());
    if (past.own().isPresent()) {
      at = Position.further(at, Position.of(past.own().get().checkpoint()));
    }
    Sql sql = new Sql(target.dialect(), connection);
    if (at.isAtStart()) {
      if (Lanes.broughtBack(sql, origin)) {
        return at.progress(true);
      }
      at = Position.START.opened(Lanes.open(sql, movement, origin));
    }
    return move(sql, at);
  }

  private Progress move(Sql sql, Position from) throws SQLException {
    Position at = from;
    Carrier carrier = new Carrier(target, movement, context);
    Instant moment = carrier.moment();
    while (at.leg() < movement.legs().size()) {
      if (!at.span().begun()) {
        at = carrier.begin(sql, at);
      }
      if (!at.span().isDone()) {
        at = carrier.carry(sql, at, moment);
      }
      if (!at.span().isDone()) {
        return at.progress(false);
      }
      at = at.nextLeg();
    }
    return at.progress(true);
  }

  /** PostgreSQL closes temporary tables with the session; SQLite's driver keeps it. */
  @Override
  public boolean changesSession() {
    return changesSession(target, movement);
  }

  static boolean changesSession(DataTarget target, Movement movement) {
    return target.dialect() == Dialect.SQLITE
        || movement.legs().stream().anyMatch(leg -> leg.source().target().isPresent());
  }
}
