package io.godwit.engine.state;

import static io.godwit.engine.state.Tables.APPLIED;
import static io.godwit.engine.state.Tables.AT;
import static io.godwit.engine.state.Tables.CHECKSUM;
import static io.godwit.engine.state.Tables.CURRENT;
import static io.godwit.engine.state.Tables.DETAIL;
import static io.godwit.engine.state.Tables.MIGRATION;
import static io.godwit.engine.state.Tables.OF_RELEASE;
import static io.godwit.engine.state.Tables.ONE;
import static io.godwit.engine.state.Tables.PREVIOUS;
import static io.godwit.engine.state.Tables.RELEASE;
import static io.godwit.engine.state.Tables.RELEASE_ID;
import static io.godwit.engine.state.Tables.RELEASE_VERSION;
import static io.godwit.engine.state.Tables.RUN_ID;

import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.engine.codec.Json;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Commit.Pivot;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Releases, the pointer to the current one, and what is applied. A release never changes, so the
 * one that was current last is not read again as long as the pointer names it.
 */
final class ReleaseRows {

  private volatile @Nullable Release last;

  Optional<Release> find(DSLContext db, ReleaseId id) {
    return db.select(DETAIL)
        .from(RELEASE)
        .where(RELEASE_ID.eq(id.value()))
        .fetchOptional(row -> Json.read(row.value1(), Release.class));
  }

  Optional<Release> current(DSLContext db) {
    Optional<ReleaseId> id = currentId(db);
    Release known = last;
    if (known != null && id.equals(Optional.of(known.id()))) {
      return Optional.of(known);
    }
    Optional<Release> current = id.flatMap(number -> find(db, number));
    last = current.orElse(null);
    return current;
  }

  private static Optional<ReleaseId> currentId(DSLContext db) {
    return db.select(OF_RELEASE)
        .from(CURRENT)
        .where(ONE.eq(1))
        .fetchOptional(row -> new ReleaseId(row.value1()));
  }

  void pivot(DSLContext db, RunRecord run, Pivot pivot) {
    Refusal.unlessCurrent(currentId(db), pivot);
    insert(db, pivot.release());
    long id = pivot.release().id().value();
    db.insertInto(CURRENT, ONE, OF_RELEASE)
        .values(1, id)
        .onConflict(ONE)
        .doUpdate()
        .set(OF_RELEASE, id)
        .execute();
    if (run.direction() == Direction.UP) {
      db.insertInto(APPLIED, MIGRATION, RUN_ID, OF_RELEASE, CHECKSUM)
          .values(
              run.plan().migration().value(),
              run.id().toString(),
              id,
              run.plan().checksum().toString())
          .onConflict(MIGRATION) // a repeatable one, once more
          .doUpdate()
          .set(RUN_ID, run.id().toString())
          .set(OF_RELEASE, id)
          .set(CHECKSUM, run.plan().checksum().toString())
          .execute();
    }
    run.takesBack()
        .forEach(back -> db.deleteFrom(APPLIED).where(MIGRATION.eq(back.value())).execute());
  }

  /** What a person accepted as the migration's files. */
  void accept(DSLContext db, RunRecord run, Entry entry) {
    if (entry instanceof Entry.Accepted accepted) {
      db.update(APPLIED)
          .set(CHECKSUM, accepted.checksum().toString())
          .where(RUN_ID.eq(run.id().toString()))
          .execute();
    }
  }

  private static void insert(DSLContext db, Release release) {
    db.insertInto(RELEASE)
        .set(RELEASE_ID, release.id().value())
        .set(RELEASE_VERSION, release.version().map(Version::value).orElse(null))
        .set(PREVIOUS, release.previous().map(ReleaseId::value).orElse(null))
        .set(RUN_ID, release.made().run().toString())
        .set(AT, release.made().at().toString())
        .set(DETAIL, Json.write(release))
        .execute();
  }
}
