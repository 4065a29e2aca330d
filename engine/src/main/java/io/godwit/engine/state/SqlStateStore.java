package io.godwit.engine.state;

import static io.godwit.engine.state.Tables.APPLIED;
import static io.godwit.engine.state.Tables.CHECKSUM;
import static io.godwit.engine.state.Tables.MIGRATION;
import static io.godwit.engine.state.Tables.OF_RELEASE;
import static io.godwit.engine.state.Tables.RELEASE;
import static io.godwit.engine.state.Tables.RELEASE_ID;
import static io.godwit.engine.state.Tables.RUN;
import static io.godwit.engine.state.Tables.RUN_ID;

import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Release;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The state in SQLite or PostgreSQL. */
final class SqlStateStore implements StateStore {

  private final StateDatabase database;
  private final LeaseRow lease;
  private final RunRows runs = new RunRows();
  private final ReleaseRows releases = new ReleaseRows();

  private SqlStateStore(StateDatabase database) {
    this.database = database;
    this.lease = new LeaseRow(database);
  }

  static SqlStateStore open(StateDatabase database, StateLocation location, String system) {
    try {
      new StateUpgrade(database, location).run(system);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return new SqlStateStore(database);
  }

  @Override
  public Optional<RunRecord> run(RunId id) {
    return database.read(db -> runs.find(db, id));
  }

  @Override
  public Optional<RunRecord> open() {
    return database.read(runs::open);
  }

  @Override
  public List<RunRecord> runs() {
    return database.read(runs::all);
  }

  @Override
  public List<RunRecord> latest(int most) {
    return database.read(db -> runs.latest(db, most));
  }

  @Override
  public boolean isRetired(RunId id) {
    return database.read(db -> runs.isRetired(db, id));
  }

  @Override
  public List<JournalLine> journal(RunId id) {
    return database.read(db -> JournalRows.read(db, id));
  }

  @Override
  public Optional<Release> current() {
    return database.read(releases::current);
  }

  @Override
  public Optional<Release> release(ReleaseId id) {
    return database.read(db -> releases.find(db, id));
  }

  @Override
  public ReleaseId nextRelease() {
    return database.read(
        db -> {
          Long last = db.select(DSL.max(RELEASE_ID)).from(RELEASE).fetchOne(0, Long.class);
          return new ReleaseId(last == null ? 1 : last + 1);
        });
  }

  @Override
  public List<Applied> applied() {
    return database.read(
        db ->
            db.select(MIGRATION, RUN_ID, OF_RELEASE, CHECKSUM)
                .from(APPLIED)
                .orderBy(OF_RELEASE)
                .fetch(
                    row ->
                        new Applied(
                            new MigrationId(row.value1()),
                            RunId.parse(row.value2()),
                            new ReleaseId(row.value3()),
                            Digest.parse(row.value4()))));
  }

  @Override
  public List<RunId> settledAfter(Optional<RunId> other) {
    return database.read(db -> runs.settledAfter(db, other));
  }

  @Override
  public RunRecord begin(Commit first) {
    return database.transact(
        db -> {
          lease.demand(db, first.token());
          RunRecord after = first.run().after(first.entries(), first.at());
          runs.insert(db, first, after);
          return after;
        });
  }

  @Override
  public RunRecord commit(Commit commit) {
    return database.transact(db -> write(db, commit));
  }

  private RunRecord write(DSLContext db, Commit commit) {
    lease.demand(db, commit.token());
    RunRecord after = commit.run().after(commit.entries(), commit.at());
    runs.append(db, commit, after);
    commit.pivot().ifPresent(pivot -> releases.pivot(db, after, pivot));
    commit.entries().forEach(entry -> releases.accept(db, after, entry));
    return after;
  }

  @Override
  public void restore(List<KeptRun> kept) {
    database.transact(
        db -> {
          if (db.fetchExists(RUN)) {
            throw Refusal.notEmpty();
          }
          kept.forEach(run -> restore(db, run));
          lease.write(db, Lease.restored(KeptRun.highestToken(kept)));
          return kept;
        });
  }

  private void restore(DSLContext db, KeptRun kept) {
    RunRecord run = kept.planned();
    runs.insert(db, Commit.planned(run, 0), run);
    for (JournalLine line : kept.journal()) {
      Commit commit =
          new Commit(run, List.of(line.entry()), line.at(), line.token(), Optional.empty());
      RunRecord after = run.after(line.entry(), line.at());
      runs.append(db, commit, after);
      if (line.entry() instanceof Entry.Pivoted) {
        RunRecord pivoted = after;
        kept.release()
            .ifPresent(
                made ->
                    releases.pivot(
                        db, pivoted, new Commit.Pivot(made, pivoted.plan().route().basis())));
      }
      releases.accept(db, after, line.entry());
      run = after;
    }
  }

  @Override
  public Optional<Lease> lease() {
    return database.read(lease::read);
  }

  @Override
  public Lease acquire(Holder holder, Duration duration, Predicate<Holder> dead) {
    return database.transact(db -> lease.acquire(db, holder, duration, dead));
  }

  @Override
  public boolean renew(long token, Duration duration) {
    return database.transact(db -> lease.renew(db, token, duration));
  }

  @Override
  public void giveUp(long token) {
    database.transact(
        db -> {
          lease.giveUp(db, token);
          return token;
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
