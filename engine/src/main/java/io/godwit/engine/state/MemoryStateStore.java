package io.godwit.engine.state;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The state in memory, for tests and for embedders that keep nothing; gone with the object. */
public final class MemoryStateStore implements StateStore {

  private final InstantSource clock;
  private final Map<RunId, RunRecord> runs = new LinkedHashMap<>();
  private final Map<RunId, List<JournalLine>> journals = new LinkedHashMap<>();
  private final Set<RunId> retired = new HashSet<>();
  private final Map<Long, Release> releases = new TreeMap<>();
  private final Map<MigrationId, Applied> applied = new LinkedHashMap<>();
  private @Nullable ReleaseId current;
  private @Nullable Lease lease;

  /** An empty store whose leases go by this clock. */
  public MemoryStateStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<RunRecord> run(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized Optional<RunRecord> open() {
    return runs.values().stream().filter(MemoryStateStore::isOpen).findFirst();
  }

  private static boolean isOpen(RunRecord run) {
    return !run.state().isSettled() || run.state().needsAttention();
  }

  @Override
  public synchronized List<RunRecord> runs() {
    return List.copyOf(runs.values());
  }

  @Override
  public synchronized List<RunRecord> latest(int most) {
    List<RunRecord> all = new ArrayList<>(runs.values());
    Collections.reverse(all);
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  @Override
  public synchronized boolean isRetired(RunId id) {
    return retired.contains(id);
  }

  @Override
  public synchronized List<JournalLine> journal(RunId id) {
    return List.copyOf(journals.getOrDefault(id, List.of()));
  }

  @Override
  public synchronized Optional<Release> current() {
    return Optional.ofNullable(current).flatMap(this::release);
  }

  @Override
  public synchronized Optional<Release> release(ReleaseId id) {
    return Optional.ofNullable(releases.get(id.value()));
  }

  @Override
  public synchronized ReleaseId nextRelease() {
    return new ReleaseId(releases.size() + 1L);
  }

  @Override
  public synchronized List<Applied> applied() {
    return List.copyOf(applied.values());
  }

  @Override
  public synchronized List<RunId> settledAfter(Optional<RunId> other) {
    List<RunId> all = new ArrayList<>(runs.keySet());
    return all.subList(other.map(all::indexOf).orElse(-1) + 1, all.size()).stream()
        .filter(id -> open().stream().noneMatch(open -> open.id().equals(id)))
        .toList();
  }

  @Override
  public synchronized RunRecord begin(Commit first) {
    RunRecord run = first.run();
    Refusal.unlessHeld(Optional.ofNullable(lease), first.token());
    Refusal.ifOpen(open());
    runs.put(run.id(), run);
    journals.put(run.id(), new ArrayList<>());
    run.retires().ifPresent(retired::add);
    return commit(first);
  }

  @Override
  public synchronized RunRecord commit(Commit commit) {
    Refusal.unlessHeld(Optional.ofNullable(lease), commit.token());
    RunRecord before = commit.run();
    RunRecord known = runs.get(before.id());
    if (known == null || known.version() != before.version()) {
      throw Refusal.goneOn(before);
    }
    RunRecord after = before.after(commit.entries(), commit.at());
    commit.pivot().ifPresent(pivot -> pivot(after, pivot));
    commit.entries().forEach(entry -> accept(after, entry));
    long number = before.version();
    List<JournalLine> journal = journals.computeIfAbsent(before.id(), id -> new ArrayList<>());
    for (Entry entry : commit.entries()) {
      journal.add(new JournalLine(++number, commit.at(), commit.token(), entry));
    }
    runs.put(after.id(), after);
    return after;
  }

  private void pivot(RunRecord run, Commit.Pivot pivot) {
    Refusal.unlessCurrent(Optional.ofNullable(current), pivot);
    Release release = pivot.release();
    releases.put(release.id().value(), release);
    current = release.id();
    run.takesBack().forEach(applied::remove);
    if (run.direction() == Direction.UP) {
      MigrationId migration = run.plan().migration();
      applied.remove(migration); // a repeatable one comes last again
      applied.put(migration, new Applied(migration, run.id(), release.id(), run.plan().checksum()));
    }
  }

  private void accept(RunRecord run, Entry entry) {
    if (entry instanceof Entry.Accepted accepted) {
      applied.computeIfPresent(
          run.plan().migration(),
          (id, one) -> one.run().equals(run.id()) ? one.with(accepted.checksum()) : one);
    }
  }

  @Override
  public synchronized void restore(List<KeptRun> kept) {
    if (!runs.isEmpty()) {
      throw Refusal.notEmpty();
    }
    kept.forEach(this::restore);
    lease = Lease.restored(KeptRun.highestToken(kept));
  }

  private void restore(KeptRun kept) {
    RunRecord run = kept.planned();
    run.retires().ifPresent(retired::add);
    journals.put(run.id(), new ArrayList<>(kept.journal()));
    for (JournalLine line : kept.journal()) {
      run = run.after(line.entry(), line.at());
      if (line.entry() instanceof Entry.Pivoted && kept.release().isPresent()) {
        pivot(run, new Commit.Pivot(kept.release().get(), run.plan().route().basis()));
      }
      accept(run, line.entry());
    }
    runs.put(run.id(), run);
  }

  @Override
  public synchronized Optional<Lease> lease() {
    Instant now = clock.instant();
    return Optional.ofNullable(lease).map(held -> held.at(now));
  }

  @Override
  public synchronized Lease acquire(Holder holder, Duration duration, Predicate<Holder> dead) {
    Lease next = Lease.next(lease(), new Lease.Wish(holder, duration, dead), clock.instant());
    lease = next;
    return next;
  }

  @Override
  public synchronized boolean renew(long token, Duration duration) {
    Lease held = lease;
    if (held == null || held.token() != token || held.expires().equals(Instant.EPOCH)) {
      return false;
    }
    lease = held.until(clock.instant().plus(duration));
    return true;
  }

  @Override
  public synchronized void giveUp(long token) {
    Lease held = lease;
    if (held != null && held.token() == token) {
      lease = held.until(Instant.EPOCH);
    }
  }

  @Override
  public void close() {}
}
