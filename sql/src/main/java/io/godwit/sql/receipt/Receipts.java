package io.godwit.sql.receipt;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Alarm;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.sql.Database;
import io.godwit.sql.Dialect;
import io.godwit.sql.SqlError;
import io.godwit.sql.SqlFailure;
import io.godwit.sql.SqlFailure.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets an effect happen once in a database, whatever becomes of the one who asks for it.
 *
 * <p>Fence, effect and receipt are one transaction: either the receipt stands there and the effect
 * has happened, or neither. An attempt whose commit was not answered is decided by reading the
 * receipt; an attempt that comes twice finds the first one's; an attempt that comes after its
 * effect was taken back finds the mark, and one that comes from an engine whose lease has passed to
 * another finds a higher token. An effect that refuses a transaction has its receipt written after
 * it, so that a missing receipt says nothing, and its provider must look.
 */
public final class Receipts {

  private final Database database;
  private final ReceiptTables tables;

  /** Receipts in this database; the tables are made with the first effect. */
  public Receipts(Database database) {
    this.database = database;
    this.tables = new ReceiptTables(database.dialect());
  }

  /** Runs the effect in one transaction with its receipt. Repeating it is safe. */
  public Attempt<Progress> once(Effect effect, Work work) {
    return attempt(work, cancel -> () -> {}, connection -> inTransaction(connection, effect, work));
  }

  /** The same, ended when the step's time is up. */
  public Attempt<Progress> once(StepContext context, Work work) {
    return attempt(
        work,
        context::whenTimeIsUp,
        connection -> inTransaction(connection, context.effect(), work));
  }

  /**
   * Runs a part of an effect in a transaction with a receipt of its own, which does not wait for
   * the other parts: several may do so beside one another. It is refused once the effect has been
   * taken back. Repeating it is safe.
   *
   * @param share the part's name, always the same
   */
  public Attempt<Progress> share(StepContext context, String share, Work work) {
    Effect whole = context.effect();
    Effect.Keys keys =
        new Effect.Keys(keyOf(whole, share), whole.keys().origin(), Optional.empty());
    Effect part = new Effect(whole.verb(), whole.run(), whole.step(), keys, whole.token());
    Work held =
        new Work() {
          @Override
          public Progress run(Connection connection, Past past) throws SQLException {
            demandStanding(tables.hold(connection, whole.keys().key()), whole);
            return work.run(connection, past);
          }

          @Override
          public boolean changesSession() {
            return work.changesSession();
          }
        };
    return attempt(
        held, context::whenTimeIsUp, connection -> inTransaction(connection, part, held));
  }

  /** How far a part of an effect has come; the tables have to be there. */
  public Optional<Progress> ofShare(Connection connection, Effect whole, String share)
      throws SQLException {
    return tables.find(connection, keyOf(whole, share)).flatMap(Receipt::progress);
  }

  private static Digest keyOf(Effect whole, String share) {
    return Digest.ofParts(whole.keys().key().hex(), share);
  }

  /**
   * Runs an effect that refuses a transaction: fence and receipt are read before it and written
   * after it. If the second write is lost, the outcome is unknown. It is ended when the step's time
   * is up.
   */
  public Attempt<Progress> aside(StepContext context, Work work) {
    return attempt(
        work,
        context::whenTimeIsUp,
        connection -> outsideTransaction(connection, context.effect(), work));
  }

  /** What the receipt says; empty if there is none, also when the tables are not there. */
  public Optional<Receipt> find(Digest key) throws SQLException {
    if (!database.exists()) {
      return Optional.empty();
    }
    try (Connection connection = database.connection()) {
      return tables.exist(connection) ? tables.find(connection, key) : Optional.empty();
    }
  }

  /**
   * What became of an effect that runs in transactions only. An attempt of a dead engine, or one
   * whose connection broke, may still run in the server; it is waited for.
   */
  public Sighting look(Effect effect) {
    try {
      settle(effect);
      return find(effect.keys().key())
          .flatMap(Receipt::progress)
          .map(Sighting::present)
          .orElseGet(Sighting::absent);
    } catch (SQLException e) {
      return Sighting.unreachable(database.fault(e));
    } catch (GodwitException e) {
      return Sighting.undecidable(e.faults().get(0));
    }
  }

  /**
   * Raises the fence to the present token and waits for every attempt that has passed it. After
   * that no attempt is under way, and none under an older token can begin.
   */
  private void settle(Effect effect) throws SQLException {
    if (!database.exists()) {
      return;
    }
    Connection connection = database.connection();
    try {
      connection.setAutoCommit(false);
      prepare(connection);
      tables.passFence(connection, effect.token());
      tables.closeFence(connection);
      connection.commit();
    } finally {
      leave(connection, false);
    }
  }

  private interface Body {
    Attempt<Progress> run(Connection connection) throws SQLException;
  }

  private Attempt<Progress> attempt(Work work, Function<Runnable, Alarm> alarms, Body body) {
    Connection connection;
    try {
      connection = database.connection();
    } catch (SQLException e) {
      return failed(e, Moment.CONNECT);
    }
    try {
      return timed(connection, alarms, body);
    } catch (SQLException e) {
      return failed(e, Moment.BEFORE_COMMIT);
    } catch (GodwitException e) {
      return new Attempt.Rejected<>(e.faults().get(0));
    } finally {
      leave(connection, work.changesSession());
    }
  }

  private Attempt<Progress> timed(
      Connection connection, Function<Runnable, Alarm> alarms, Body body) throws SQLException {
    Alarm alarm = alarms.apply(() -> cancel(connection));
    try {
      return body.run(connection);
    } finally {
      alarm.close();
    }
  }

  private void cancel(Connection connection) {
    try {
      database.cancel(connection);
    } catch (SQLException e) {
      throw new GodwitException(List.of(database.fault(e)), e);
    }
  }

  private Attempt<Progress> inTransaction(Connection connection, Effect effect, Work work)
      throws SQLException {
    work.prepare(connection);
    connection.setAutoCommit(false);
    Past past = begin(connection, effect);
    if (past.own().filter(Progress::complete).isPresent()) {
      return Attempt.done(past.own().get());
    }
    Progress progress = work.run(connection, past);
    return finish(connection, effect, progress);
  }

  private Attempt<Progress> outsideTransaction(Connection connection, Effect effect, Work work)
      throws SQLException {
    work.prepare(connection);
    connection.setAutoCommit(false);
    Past past = begin(connection, effect);
    if (past.own().filter(Progress::complete).isPresent()) {
      return Attempt.done(past.own().get());
    }
    connection.commit();
    connection.setAutoCommit(true);
    Progress progress;
    try {
      progress = work.run(connection, past);
    } catch (SQLException e) {
      return failed(e, Moment.ALONE);
    }
    try {
      connection.setAutoCommit(false);
      begin(connection, effect);
      return finish(connection, effect, progress);
    } catch (SQLException e) {
      return unrecorded(database.fault(e));
    } catch (GodwitException e) {
      return unrecorded(e.faults().get(0));
    }
  }

  private static Attempt<Progress> unrecorded(Fault fault) {
    return Attempt.unknown(
        SqlError.OUTCOME_UNKNOWN, "the statement ran but its receipt was not written: " + fault);
  }

  /** Passes the fence, reads what earlier attempts left, and marks the counterpart. */
  private Past begin(Connection connection, Effect effect) throws SQLException {
    prepare(connection);
    tables.passFence(connection, effect.token());
    Optional<Receipt> own = tables.find(connection, effect.keys().key());
    demandStanding(own, effect);
    Optional<Progress> counterpart = Optional.empty();
    if (effect.keys().counterpart().isPresent()) {
      Digest key = effect.keys().counterpart().get();
      counterpart = tables.find(connection, key).flatMap(Receipt::progress);
      tables.takeBack(connection, effect, key);
    }
    return new Past(own.flatMap(Receipt::progress), counterpart);
  }

  private static void demandStanding(Optional<Receipt> receipt, Effect effect) {
    if (receipt.filter(Receipt::takenBack).isPresent()) {
      throw new GodwitException(
          SqlError.TAKEN_BACK,
          "step "
              + effect.step()
              + " of run "
              + effect.run()
              + " has been taken back and may not happen any more; this attempt comes too late");
    }
  }

  private void prepare(Connection connection) throws SQLException {
    if (!tables.exist(connection, limits())) {
      createTables(connection);
      prepare(connection);
    }
  }

  /** In a transaction of their own, so that two first effects do not wait for one another. */
  private void createTables(Connection connection) throws SQLException {
    try {
      tables.create(connection);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      if (!tables.exist(connection)) {
        throw e;
      }
    }
  }

  /** Never queues for long behind somebody's lock, for whoever comes later queues behind us. */
  private List<String> limits() {
    return database.dialect() == Dialect.SQLITE
        ? List.of()
        : List.of(
            "set local lock_timeout = " + database.settings().timeouts().lock().toMillis(),
            "set local statement_timeout = "
                + database.settings().timeouts().statement().toMillis());
  }

  private Attempt<Progress> finish(Connection connection, Effect effect, Progress progress)
      throws SQLException {
    tables.write(connection, effect, progress);
    try {
      connection.commit();
    } catch (SQLException e) {
      return failed(e, Moment.COMMIT);
    }
    return Attempt.done(progress);
  }

  private Attempt<Progress> failed(SQLException e, Moment moment) {
    return SqlFailure.of(database.url(), e, moment).attempt();
  }

  /**
   * Whatever is still open is dropped, and nobody after us finds what a script said to its session.
   */
  private void leave(Connection connection, boolean changed) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true); // SQLite's driver opens the next transaction at once
      }
      if (changed) {
        database.forget(connection);
      } else {
        connection.close();
      }
    } catch (SQLException e) {
      database.discard(connection); // broken: the server drops the transaction with it
    }
  }
}
