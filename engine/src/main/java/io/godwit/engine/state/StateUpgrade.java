package io.godwit.engine.state;

import static io.godwit.engine.state.Tables.ONE;
import static io.godwit.engine.state.Tables.SCHEMA_VERSION;
import static io.godwit.engine.state.Tables.STATE;
import static io.godwit.engine.state.Tables.SYSTEM;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.error.EngineError;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.SQLDialect;

/** Brings the tables of a state store to the form that this program knows, in one transaction. */
final class StateUpgrade {

  /** A number of our own, so that engines that start together on PostgreSQL upgrade one by one. */
  private static final long UPGRADE_LOCK = 0x676f64776974L;

  private final StateDatabase database;
  private final StateLocation location;

  StateUpgrade(StateDatabase database, StateLocation location) {
    this.database = database;
    this.location = location;
  }

  void run(String system) {
    if (database.read(db -> isUpToDate(db, system))) {
      return;
    }
    database.transact(
        db -> {
          if (database.dialect() == SQLDialect.POSTGRES) {
            db.fetch("select pg_advisory_xact_lock(?)", UPGRADE_LOCK);
          }
          db.execute(StateSchema.HEAD);
          upgrade(db, system);
          return system;
        });
  }

  /** Finding that out waits for nobody who writes. */
  private static boolean isUpToDate(DSLContext db, String system) {
    String head =
        db.dialect() == SQLDialect.SQLITE
            ? "select max(name) from sqlite_master where name = 'godwit_state'"
            : "select cast(to_regclass('godwit_state') as text)";
    return db.fetchValue(head) != null
        && db.fetchExists(
            STATE,
            ONE.eq(1).and(SCHEMA_VERSION.eq(StateSchema.UPGRADES.size())).and(SYSTEM.eq(system)));
  }

  private void upgrade(DSLContext db, String system) {
    Record2<Integer, String> row =
        db.select(SCHEMA_VERSION, SYSTEM).from(STATE).where(ONE.eq(1)).fetchOne();
    int version = row == null ? 0 : row.value1();
    if (row != null && !row.value2().equals(system)) {
      throw new GodwitException(
          EngineError.STATE_OF_ANOTHER_SYSTEM,
          "The state store "
              + location
              + " belongs to system '"
              + row.value2()
              + "', this project is '"
              + system
              + "'; give each system a state store of its own");
    }
    if (version > StateSchema.UPGRADES.size()) {
      throw new GodwitException(
          EngineError.STATE_TOO_NEW,
          "The state store "
              + location
              + " has version "
              + version
              + ", this Godwit knows versions up to "
              + StateSchema.UPGRADES.size()
              + "; use the newer Godwit");
    }
    for (List<String> upgrade :
        StateSchema.UPGRADES.subList(version, StateSchema.UPGRADES.size())) {
      upgrade.forEach(db::execute);
    }
    if (version < StateSchema.UPGRADES.size()) {
      db.insertInto(STATE, ONE, SCHEMA_VERSION, SYSTEM)
          .values(1, StateSchema.UPGRADES.size(), system)
          .onConflict(ONE)
          .doUpdate()
          .set(SCHEMA_VERSION, StateSchema.UPGRADES.size())
          .execute();
    }
  }
}
