package io.godwit.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunState;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Verb;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every state store does; a subclass says how to open one. */
abstract class StateStoreContract {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final Duration TERM = Duration.ofSeconds(30);
  private static final Holder ANNA = new Holder("a", "anna", "one", 1, 1);
  private static final Holder BERT = new Holder("b", "bert", "two", 2, 2);
  private static final StepId STEP = new StepId("columns");

  private StateStore store = new MemoryStateStore(() -> NOON);

  /** Opens the same store each time, with leases that go by this clock if it can. */
  abstract StateStore open(InstantSource clock);

  /** The same store, as another engine opens it. */
  StateStore beside() {
    return open(() -> NOON);
  }

  /** Opens another store of the same kind, which is empty. */
  abstract StateStore another();

  @BeforeEach
  void openIt() {
    store = open(() -> NOON);
  }

  @AfterEach
  void closeIt() {
    store.close();
  }

  @Test
  void anEmptyStoreKnowsNothing() {
    assertThat(store.open()).isEmpty();
    assertThat(store.runs()).isEmpty();
    assertThat(store.applied()).isEmpty();
    assertThat(store.current()).isEmpty();
    assertThat(store.lease()).isEmpty();
    assertThat(store.run(id(1))).isEmpty();
    assertThat(store.journal(id(1))).isEmpty();
    assertThat(store.nextRelease()).isEqualTo(new ReleaseId(1));
  }

  @Test
  void aRunComesBackAsItWasBegunAndAsItsJournalMadeIt() {
    long token = lease();
    RunRecord run = begin(1, token);
    assertThat(store.run(run.id())).contains(run);
    assertThat(store.open()).contains(run);

    RunRecord after = commit(run, token, intent(), failure());

    assertThat(store.run(run.id())).contains(after);
    assertThat(store.runs()).containsExactly(after);
    assertThat(after.version()).isEqualTo(2);
    List<JournalLine> journal = store.journal(run.id());
    assertThat(journal).extracting(JournalLine::entry).containsExactly(intent(), failure());
    assertThat(journal).allMatch(line -> line.token() == token && line.at().equals(NOON));
    assertThat(run.after(List.of(intent(), failure()), NOON)).isEqualTo(after);
  }

  @Test
  void aRunIsBegunTogetherWithWhatWasSeenOfItFirst() {
    long token = lease();
    RunRecord planned = planned(1, Direction.UP, null);

    RunRecord run =
        store.begin(
            new Commit(planned, List.of(intent(), failure()), NOON, token, Optional.empty()));

    assertThat(run).isEqualTo(planned.after(List.of(intent(), failure()), NOON));
    assertThat(store.run(planned.id())).contains(run);
    assertThat(store.journal(run.id()))
        .extracting(JournalLine::entry)
        .containsExactly(intent(), failure());
    assertThat(store.run(commit(run, token, failure()).id()))
        .hasValueSatisfying(later -> assertThat(later.version()).isEqualTo(3));
  }

  @Test
  void theRunsThatWereSettledAfterAnotherAreToldInTheirOrder() {
    long token = lease();
    for (int number = 1; number <= 3; number++) {
      commit(begin(number, token), token, entered(RunState.FAILED));
    }
    begin(4, token);
    assertThat(store.settledAfter(Optional.empty())).containsExactly(id(1), id(2), id(3));
    assertThat(store.settledAfter(Optional.of(id(1)))).containsExactly(id(2), id(3));
    assertThat(store.settledAfter(Optional.of(id(9)))).containsExactly(id(1), id(2), id(3));
  }

  @Test
  void aHeartbeatThatComesLateDoesNotBringBackALeaseThatWasGivenUp() {
    long token = lease();
    store.giveUp(token);
    assertThat(store.renew(token, TERM)).isFalse();
    assertThat(store.lease().orElseThrow().valid()).isFalse();
  }

  @Test
  void theLatestRunsAreThoseThatWereBegunLast() {
    long token = lease();
    for (int number = 1; number <= 3; number++) {
      commit(begin(number, token), token, entered(RunState.FAILED));
    }
    assertThat(store.latest(2)).extracting(RunRecord::id).containsExactly(id(3), id(2));
    assertThat(store.latest(9)).extracting(RunRecord::id).containsExactly(id(3), id(2), id(1));
  }

  @Test
  @DisplayName("I6: a writer without the lease changes nothing")
  void aWriterWithoutTheLeaseChangesNothing() {
    long old = lease();
    RunRecord run = begin(1, old);
    store.giveUp(old);
    long token = store.acquire(BERT, TERM, other -> false).token();

    refused(EngineError.LEASE_LOST, () -> commit(run, old, intent()));
    refused(EngineError.LEASE_LOST, () -> begin(2, old));

    assertThat(token).isGreaterThan(old);
    assertThat(store.run(run.id())).contains(run);
    assertThat(store.runs()).hasSize(1);
  }

  @Test
  void aWriterThatKnowsAnOlderRunChangesNothing() {
    long token = lease();
    RunRecord run = begin(1, token);
    RunRecord after = commit(run, token, intent());

    refused(EngineError.LEASE_LOST, () -> commit(run, token, failure()));

    assertThat(store.run(run.id())).contains(after);
    assertThat(store.journal(run.id())).hasSize(1);
  }

  @Test
  void thereIsOneOpenRunAtATime() {
    long token = lease();
    RunRecord run = begin(1, token);
    refused(EngineError.ATTENTION_NEEDED, () -> begin(2, token));

    RunRecord stuck = commit(run, token, entered(RunState.NEEDS_ATTENTION));
    assertThat(store.open()).contains(stuck);
    refused(EngineError.ATTENTION_NEEDED, () -> begin(2, token));

    commit(stuck, token, entered(RunState.ROLLED_BACK));
    assertThat(store.open()).isEmpty();
    begin(2, token);
  }

  @Test
  @DisplayName("Guarantee 1: entry, release, pointer and applied set change together or not at all")
  void thePivotIsWholeOrNotAtAll() {
    long token = lease();
    RunRecord run = begin(1, token);
    Release release = release(1, run, Optional.empty());

    refused(
        EngineError.RELEASE_MOVED,
        () -> pivot(run, token, new Commit.Pivot(release, Optional.of(new ReleaseId(7)))));
    assertThat(store.current()).isEmpty();
    assertThat(store.applied()).isEmpty();
    assertThat(store.journal(run.id())).isEmpty();
    assertThat(store.nextRelease()).isEqualTo(new ReleaseId(1));

    RunRecord done = pivot(run, token, new Commit.Pivot(release, Optional.empty()));
    assertThat(store.current()).contains(release);
    assertThat(store.release(release.id())).contains(release);
    assertThat(done.outcome().release()).contains(release.id());
    assertThat(store.nextRelease()).isEqualTo(new ReleaseId(2));
    assertThat(store.applied())
        .containsExactly(
            new Applied(new MigrationId("m1"), run.id(), release.id(), Digest.of("files")));
  }

  @Test
  void aReturnTakesTheMigrationOutOfWhatIsApplied() {
    long token = lease();
    RunRecord up = begin(1, token);
    RunRecord applied =
        pivot(up, token, new Commit.Pivot(release(1, up, Optional.empty()), Optional.empty()));
    RunRecord down = planned(2, Direction.DOWN, applied);
    store.begin(Commit.planned(down, token));
    Release back = release(2, down, Optional.of(new ReleaseId(1)));
    pivot(down, token, new Commit.Pivot(back, Optional.of(new ReleaseId(1))));

    assertThat(store.applied()).isEmpty();
    assertThat(store.current()).contains(back);
  }

  @Test
  void aRunIsRetiredAsSoonAsItsRetirementIsBegun() {
    long token = lease();
    RunRecord up = begin(1, token);
    RunRecord applied =
        pivot(up, token, new Commit.Pivot(release(1, up, Optional.empty()), Optional.empty()));
    assertThat(store.isRetired(up.id())).isFalse();

    store.begin(Commit.planned(planned(2, Direction.RETIRE, applied), token));

    assertThat(store.isRetired(up.id())).isTrue();
    assertThat(store.applied()).hasSize(1);
  }

  @Test
  @DisplayName("E9: a state that was lost comes back from what was kept, above every older token")
  void aLostStateComesBack() {
    long token = lease();
    RunRecord up = begin(1, token);
    RunRecord begun = commit(up, token, intent());
    RunRecord applied =
        pivot(begun, token, new Commit.Pivot(release(1, up, Optional.empty()), Optional.empty()));
    KeptRun kept = KeptRun.of(store, applied);
    KeptRun read = Json.read(Json.write(kept), KeptRun.class);

    try (StateStore empty = another()) {
      empty.restore(List.of(read));

      assertThat(empty.runs()).isEqualTo(store.runs());
      assertThat(empty.journal(up.id())).isEqualTo(store.journal(up.id()));
      assertThat(empty.current()).isEqualTo(store.current());
      assertThat(empty.applied()).isEqualTo(store.applied());
      assertThat(empty.acquire(ANNA, TERM, other -> false).token()).isGreaterThan(token);
      refused(EngineError.STATE_DAMAGED, () -> empty.restore(List.of(read)));
    }
  }

  @Test
  @DisplayName(
      "A10: files that a person accepts are those that are applied, also in a state made anew")
  void acceptedFilesAreThoseThatAreApplied() {
    long token = lease();
    RunRecord up = begin(1, token);
    RunRecord applied =
        pivot(up, token, new Commit.Pivot(release(1, up, Optional.empty()), Optional.empty()));
    RunRecord accepted =
        commit(applied, token, new Entry.Accepted(Digest.of("mended"), "ada@desk"));

    assertThat(store.applied()).extracting(Applied::checksum).containsExactly(Digest.of("mended"));
    assertThat(store.run(up.id())).contains(accepted);
    try (StateStore empty = another()) {
      empty.restore(List.of(KeptRun.of(store, accepted)));
      assertThat(empty.applied()).isEqualTo(store.applied());
    }
  }

  @Test
  @DisplayName(
      "Guarantee 4: the lease is one's own until it is given up, expires, or its holder is dead")
  void theLeaseIsOnesOwn() {
    Lease first = store.acquire(ANNA, TERM, other -> false);
    assertThat(first.holder()).isEqualTo(ANNA);
    assertThat(first.valid()).isTrue();

    assertThat(store.acquire(BERT, TERM, other -> false).holder()).isEqualTo(ANNA);
    assertThat(store.lease().map(Lease::holder)).contains(ANNA);

    Lease second = store.acquire(BERT, TERM, ANNA::equals);
    assertThat(second.holder()).isEqualTo(BERT);
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(store.renew(first.token(), TERM)).isFalse();
    assertThat(store.renew(second.token(), TERM)).isTrue();

    store.giveUp(first.token());
    assertThat(store.lease()).hasValueSatisfying(lease -> assertThat(lease.valid()).isTrue());
    store.giveUp(second.token());
    assertThat(store.lease()).hasValueSatisfying(lease -> assertThat(lease.valid()).isFalse());
    assertThat(store.acquire(ANNA, TERM, other -> false).token()).isGreaterThan(second.token());
  }

  @Test
  void aLeaseOfNoTimeIsFreeAtOnce() {
    Lease first = store.acquire(ANNA, Duration.ZERO, other -> false);
    Lease second = store.acquire(BERT, TERM, other -> false);

    assertThat(second.holder()).isEqualTo(BERT);
    assertThat(second.token()).isGreaterThan(first.token());
  }

  @Test
  @DisplayName("I5: of eight that want the first lease at one moment, each by itself, one gets it")
  void ofEightThatWantTheLeaseOneGetsIt() throws InterruptedException {
    Set<Holder> winners = ConcurrentHashMap.newKeySet();
    CyclicBarrier together = new CyclicBarrier(8);
    List<Thread> engines =
        IntStream.range(0, 8)
            .mapToObj(n -> new Holder("e" + n, "user", "host", n, n))
            .map(self -> new Thread(() -> wish(self, together, winners)))
            .toList();
    engines.forEach(Thread::start);
    for (Thread engine : engines) {
      engine.join();
    }

    assertThat(winners).hasSize(1);
    assertThat(store.lease().map(Lease::holder)).isEqualTo(winners.stream().findFirst());
  }

  private void wish(Holder self, CyclicBarrier together, Set<Holder> winners) {
    try (StateStore own = beside()) {
      together.await();
      if (own.acquire(self, TERM, other -> false).holder().equals(self)) {
        winners.add(self);
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  final StateStore store() {
    return store;
  }

  final long lease() {
    return store.acquire(ANNA, TERM, other -> false).token();
  }

  final RunRecord begin(int number, long token) {
    RunRecord run = planned(number, Direction.UP, null);
    store.begin(Commit.planned(run, token));
    return run;
  }

  final RunRecord commit(RunRecord run, long token, Entry... entries) {
    return store.commit(new Commit(run, List.of(entries), NOON, token, Optional.empty()));
  }

  private RunRecord pivot(RunRecord run, long token, Commit.Pivot pivot) {
    List<Entry> entries =
        List.of(new Entry.Pivoted(pivot.release().id()), entered(RunState.COMPLETED));
    return store.commit(new Commit(run, entries, NOON, token, Optional.of(pivot)));
  }

  private static Entry entered(RunState state) {
    return new Entry.Entered(state, Optional.empty());
  }

  static Entry intent() {
    return new Entry.Intended(STEP, Verb.APPLY);
  }

  private static Entry failure() {
    return new Entry.Failed(
        STEP,
        Verb.APPLY,
        Entry.Ending.RETRYABLE,
        new Failure("GW-900", "busy 'quoted' \u00e9\ud83d\ude00"));
  }

  static RunId id(int number) {
    return new RunId(new UUID(7, number));
  }

  private static Release release(int number, RunRecord run, Optional<ReleaseId> previous) {
    return new Release(
        new ReleaseId(number),
        Optional.of(new Version("1.0." + number)),
        previous,
        new Release.Made(run.id(), run.plan().migration(), run.direction(), NOON),
        Map.of(
            new TargetName("app"), new Release.Holding(Optional.empty(), Map.of("tables", "3"))));
  }

  private static RunRecord planned(int number, Direction direction, @Nullable RunRecord origin) {
    Optional<FrozenPlan.Origin> from =
        Optional.ofNullable(origin)
            .map(run -> new FrozenPlan.Origin(run.id(), run.head().planHash()));
    MigrationId migration =
        origin == null ? new MigrationId("m" + number) : origin.plan().migration();
    FrozenPlan plan =
        new FrozenPlan(
            1,
            migration,
            Digest.of("files"),
            "migrations/m",
            new FrozenPlan.Route(
                direction, Optional.empty(), Optional.empty(), Optional.empty(), from),
            List.of(
                new FrozenStep(
                    STEP,
                    new FrozenStep.Use(new StepTypeName("data.sql"), "data", "1"),
                    new TargetName("app"),
                    JsonNodeFactory.instance.objectNode().put("sql", "select 'it''s'"),
                    new StepPlan.Text("changes", List.of("a", "b"), List.of()),
                    StepPlan.Estimate.of(),
                    new Conduct(
                        Conduct.Undo.INVERSE,
                        Conduct.Landing.RECEIPT,
                        Conduct.Risk.LOW,
                        false,
                        false),
                    List.of(),
                    FrozenStep.Terms.waitingFor(),
                    FrozenStep.Before.NOTHING)),
            Migration.Checks.NONE);
    return RunRecord.planned(
        new RunRecord.Head(id(number), plan, Digest.of(plan.text()), "anna@one", NOON));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
