package io.godwit.engine.state;

import static io.godwit.engine.state.Tables.EXPIRES;
import static io.godwit.engine.state.Tables.HOLDER;
import static io.godwit.engine.state.Tables.LEASE;
import static io.godwit.engine.state.Tables.ONE;
import static io.godwit.engine.state.Tables.SINCE;
import static io.godwit.engine.state.Tables.TOKEN;

import io.godwit.engine.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/**
 * The lease: one row with a token that only rises. It expires by the store's clock; clocks decide
 * only when somebody else may take it, never whether two may write, because every write demands the
 * token.
 */
final class LeaseRow {

  private final StateDatabase database;

  LeaseRow(StateDatabase database) {
    this.database = database;
  }

  Optional<Lease> read(DSLContext db) {
    long now = database.now(db);
    return StateDatabase.locked(
            db, db.select(HOLDER, TOKEN, SINCE, EXPIRES).from(LEASE).where(ONE.eq(1)))
        .fetchOptional(
            row ->
                new Lease(
                    Json.read(row.value1(), Holder.class),
                    row.value2(),
                    Instant.ofEpochMilli(row.value3()),
                    Instant.ofEpochMilli(row.value4()),
                    row.value4() > now));
  }

  Lease acquire(DSLContext db, Holder holder, Duration duration, Predicate<Holder> dead) {
    Optional<Lease> present = locked(db);
    Instant now = Instant.ofEpochMilli(database.now(db));
    Lease next = Lease.next(present, new Lease.Wish(holder, duration, dead), now);
    if (!present.equals(Optional.of(next))) {
      write(db, next);
    }
    return next;
  }

  /**
   * The lease, locked until the transaction ends. A row that is not there cannot be locked, and two
   * that find none would both take the first token: so it is made first, and who comes second
   * waits.
   */
  private Optional<Lease> locked(DSLContext db) {
    Optional<Lease> present = read(db);
    if (present.isPresent()) {
      return present;
    }
    db.insertInto(LEASE, ONE, HOLDER, TOKEN, SINCE, EXPIRES)
        .values(1, Json.write(Holder.NOBODY), 0L, 0L, 0L)
        .onConflictDoNothing()
        .execute();
    return read(db);
  }

  void write(DSLContext db, Lease lease) {
    String holder = Json.write(lease.holder());
    long since = lease.since().toEpochMilli();
    long expires = lease.expires().toEpochMilli();
    db.insertInto(LEASE, ONE, HOLDER, TOKEN, SINCE, EXPIRES)
        .values(1, holder, lease.token(), since, expires)
        .onConflict(ONE)
        .doUpdate()
        .set(HOLDER, holder)
        .set(TOKEN, lease.token())
        .set(SINCE, since)
        .set(EXPIRES, expires)
        .execute();
  }

  boolean renew(DSLContext db, long token, Duration duration) {
    return db.update(LEASE)
            .set(EXPIRES, database.now(db) + duration.toMillis())
            .where(ONE.eq(1).and(TOKEN.eq(token)).and(EXPIRES.gt(0L)))
            .execute()
        == 1;
  }

  void giveUp(DSLContext db, long token) {
    db.update(LEASE).set(EXPIRES, 0L).where(ONE.eq(1).and(TOKEN.eq(token))).execute();
  }

  /**
   * Refuses a writer whose token is not the lease's; the row stays locked until the write is done.
   */
  void demand(DSLContext db, long token) {
    Optional<Long> held =
        StateDatabase.locked(db, db.select(TOKEN).from(LEASE).where(ONE.eq(1)))
            .fetchOptional(row -> row.value1());
    if (!held.equals(Optional.of(token))) {
      Refusal.unlessHeld(read(db), token);
    }
  }
}
