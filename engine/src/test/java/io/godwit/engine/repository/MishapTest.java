package io.godwit.engine.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.testkit.storage.FaultyStorage;
import io.godwit.testkit.storage.FaultyStorage.Crash;
import io.godwit.testkit.storage.FaultyStorage.Mishap;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every storage operation of put and collection goes wrong in every way, in turn. */
class MishapTest {

  private static final ArtifactId V1 = ArtifactId.of("ranker", "1");
  private static final ArtifactId V2 = ArtifactId.of("ranker", "2");
  private static final ArtifactId V3 = ArtifactId.of("ranker", "3");
  private static final Alias CHAMPION = Alias.of("ranker", "champion");
  private static final Graces NONE = new Graces(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);
  private static final byte[] OLD = Trees.weights(1_500_000, 1);

  private final Places places = new Places();

  @ParameterizedTest
  @EnumSource(value = Mishap.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("A13: whatever happens while a version is put, it is published whole or not at all")
  void aVersionIsPublishedWholeOrNotAtAll(Mishap mishap) {
    long operations = count(this::prepared, this::putSecond);
    assertThat(operations).isGreaterThan(8);
    for (long n = 1; n <= operations; n++) {
      Storage storage = prepared();
      boolean said = tried(FaultyStorage.once(storage, n, mishap), this::putSecond);

      Repository next = places.on(storage);
      String when = mishap + " at " + n;
      assertThat(next.verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
      Optional<ArtifactId> champion = next.find(CHAMPION).map(PublishedArtifact::id);
      assertThat(champion).as(when).contains(next.find(V2).isPresent() ? V2 : V1);
      assertThat(champion.equals(Optional.of(V2)) || !said).as(when).isTrue();
      putSecond(storage);
      assertCollectedClean(storage, when);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Mishap.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whateverHappensWhileGarbageIsCollectedNothingNeededGoes(Mishap mishap) {
    long operations = count(this::withGarbage, this::collect);
    assertThat(operations).isGreaterThan(12);
    for (long n = 1; n <= operations; n++) {
      Storage storage = withGarbage();
      tried(FaultyStorage.once(storage, n, mishap), this::collect);

      String when = mishap + " at " + n;
      assertThat(places.on(storage).verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
      putSecond(storage);
      assertCollectedClean(storage, when);
    }
  }

  @Test
  void aLostAnswerOfTheSwapIsReadBack() {
    long operations = count(this::prepared, this::putSecond);
    Storage storage = prepared();

    boolean said =
        tried(FaultyStorage.once(storage, operations, Mishap.LOST_ANSWER), this::putSecond);

    assertThat(said).isTrue();
    assertThat(places.on(storage).find(V2)).isPresent();
    assertThat(places.on(storage).catalog().revision()).isEqualTo(2);
  }

  @Test
  void whenNothingAnswersAfterALostSwapThatIsSaid() {
    long operations = count(this::prepared, this::putSecond);
    Storage storage = prepared();
    FaultyStorage faulty =
        new FaultyStorage(storage, n -> n >= operations ? Mishap.LOST_ANSWER : Mishap.NONE);
    Repository repository = places.on(faulty);
    StagedArtifact staged = repository.stage(second(repository));

    assertThat(repository.publish(publication(staged))).isInstanceOf(Attempt.Unknown.class);
    assertThat(places.on(storage).find(V2)).isPresent();
  }

  /** One version, published, whose alias is set. */
  private Storage prepared() {
    places.set(Places.NOW);
    Storage storage = new MemoryStorage(places.clock());
    Repository repository = places.on(storage);
    StagedArtifact staged = repository.stage(StageRequest.of(Trees.of("weights", OLD)));
    Change change =
        Change.none().add(V1, staged).move(CHAMPION, Optional.empty(), Optional.of(V1.version()));
    assertThat(repository.publish(change)).isInstanceOf(Attempt.Done.class);
    return storage;
  }

  /** The same, with a version that was removed and content that was never published. */
  private Storage withGarbage() {
    Storage storage = prepared();
    Repository repository = places.on(storage);
    StagedArtifact third =
        repository.stage(StageRequest.of(Trees.of("weights", Trees.weights(300_000, 3))));
    repository.stage(StageRequest.of(Trees.text("left", "over")));
    assertThat(repository.publish(Change.none().add(V3, third))).isInstanceOf(Attempt.Done.class);
    assertThat(repository.publish(Change.none().remove(V3))).isInstanceOf(Attempt.Done.class);
    return storage;
  }

  private void putSecond(Storage storage) {
    Repository repository = places.on(storage);
    Attempt<Catalog> outcome =
        repository.publish(publication(repository.stage(second(repository))));
    if (!(outcome instanceof Attempt.Done)) {
      throw new NotDone(outcome);
    }
  }

  private static Change publication(StagedArtifact staged) {
    return Change.none().add(V2, staged).move(CHAMPION, version("1"), version("2"));
  }

  private static StageRequest second(Repository repository) {
    byte[] changed = OLD.clone();
    System.arraycopy("a few other bytes".getBytes(UTF_8), 0, changed, 700_001, 17);
    return repository
        .find(V1)
        .map(base -> StageRequest.of(Trees.of("weights", changed)).basedOn(base.manifest()))
        .orElseThrow();
  }

  private void collect(Storage storage) {
    places.set(Places.NOW.plusSeconds(10));
    places.on(storage).collector(NONE).collect();
  }

  /** All that is left is what the root needs, and the lists that are no older than itself. */
  private void assertCollectedClean(Storage storage, String when) {
    places.set(Places.NOW.plusSeconds(20));
    Repository repository = places.on(storage);
    repository.collector(NONE).collect();
    repository.collector(NONE).collect();

    assertThat(repository.verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
    assertThat(objects(storage, "manifests/")).as(when).isEqualTo(2);
    assertThat(objects(storage, "catalogs/")).as(when).isEqualTo(1);
    assertThat(objects(storage, "packs/")).as(when).isLessThanOrEqualTo(2);
  }

  private static long objects(Storage storage, String prefix) {
    try (Stream<ObjectHead> listed = storage.list(prefix)) {
      return listed.count();
    }
  }

  private static Optional<Version> version(String value) {
    return Optional.of(new Version(value));
  }

  private static long count(Supplier<Storage> storage, Consumer<Storage> work) {
    FaultyStorage counting = new FaultyStorage(storage.get(), n -> Mishap.NONE);
    work.accept(counting);
    return counting.operations();
  }

  /** Whether the work said that it was done. */
  private static boolean tried(Storage storage, Consumer<Storage> work) {
    try {
      work.accept(storage);
      return true;
    } catch (Crash | NotDone | GodwitException e) {
      return false;
    }
  }

  private static final class NotDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDone(Attempt<Catalog> outcome) {
      super(outcome.toString());
    }
  }
}
