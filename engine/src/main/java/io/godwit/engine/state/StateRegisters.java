package io.godwit.engine.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.StorageError;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;

/**
 * Registers as rows in the state database, for storages that cannot swap a value safely. A row
 * belongs to the address of its repository: environments may share a state database. Tags are
 * digests, so a value must not come back; the repository's roots never do.
 */
public final class StateRegisters implements AutoCloseable {

  private static final Table<Record> REGISTER = table(name("godwit_register"));
  private static final Field<String> STORE = field(name("store"), String.class);
  private static final Field<String> NAME = field(name("name"), String.class);
  private static final Field<String> TAG = field(name("tag"), String.class);
  private static final Field<String> VALUE = field(name("value"), String.class);
  private static final String MAKE =
      "create table if not exists godwit_register (store text not null, name text not null,"
          + " tag text not null, value text not null, primary key (store, name))";

  private final StateDatabase database;
  private final StateLocation location;
  private volatile boolean made;

  /**
   * Registers in a state database, which is opened when one of them is first used.
   *
   * @param around what is laid around each connection
   */
  public StateRegisters(
      StateLocation location, InstantSource clock, UnaryOperator<Connection> around) {
    this.location = location;
    this.database = new StateDatabase(location, clock, around);
  }

  /** The register of that name for the repository at this address. */
  public Register register(String store, ObjectKey key) {
    return new Row(store, key.value());
  }

  @Override
  public void close() {
    database.close();
  }

  @Override
  public String toString() {
    return location.toString();
  }

  private void makeTable() {
    if (!made) {
      made =
          database.transact(
              db -> {
                if (location.dialect() != SQLDialect.SQLITE) {
                  // Two that make one table at a time would meet in the catalog of PostgreSQL.
                  db.execute("select pg_advisory_xact_lock(7290311)");
                }
                return db.execute(MAKE) >= 0;
              });
    }
  }

  private final class Row implements Register {

    private final String store;
    private final String key;

    Row(String store, String key) {
      this.store = store;
      this.key = key;
    }

    @Override
    public Optional<RegisterValue> read() {
      makeTable();
      return database.read(
          db ->
              db.select(TAG, VALUE)
                  .from(REGISTER)
                  .where(STORE.eq(store), NAME.eq(key))
                  .fetchOptional(
                      row -> new RegisterValue(row.get(VALUE).getBytes(UTF_8), row.get(TAG))));
    }

    @Override
    public Attempt<String> compareAndSet(Optional<String> expected, byte[] value) {
      String text = new String(value, UTF_8);
      if (!Arrays.equals(text.getBytes(UTF_8), value)) {
        throw new IllegalArgumentException("a row holds text");
      }
      String tag = Digest.of(value).hex();
      try {
        makeTable();
        return database.transact(db -> swap(db, expected, tag, text))
            ? Attempt.done(tag)
            : Attempt.rejected(
                StorageError.REGISTER_MOVED,
                "The register " + key + " in " + location + " has another value by now");
      } catch (GodwitException e) {
        return new Attempt.Unknown<>(Fault.of(StorageError.UNKNOWN, e.faults().get(0).message()));
      }
    }

    private boolean swap(DSLContext db, Optional<String> expected, String tag, String text) {
      if (expected.isEmpty()) {
        return db.insertInto(REGISTER, STORE, NAME, TAG, VALUE)
                .values(store, key, tag, text)
                .onConflictDoNothing()
                .execute()
            == 1;
      }
      return db.update(REGISTER)
              .set(TAG, tag)
              .set(VALUE, text)
              .where(STORE.eq(store), NAME.eq(key), TAG.eq(expected.get()))
              .execute()
          == 1;
    }
  }
}
