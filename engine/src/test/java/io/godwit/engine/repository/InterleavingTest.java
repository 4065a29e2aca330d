package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.testkit.storage.FaultyStorage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two writers and two collectors without any grace, one storage operation at a time in thousands of
 * orders, with crashes: after each operation all that the root refers to is there.
 */
class InterleavingTest {

  private static final int PLAYS = 100;
  private static final Graces NONE = new Graces(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);
  private static final Alias CHAMPION = Alias.of("model", "champion");
  private static final byte[] BASE = Trees.noise(900_000, 1);

  private final AtomicLong time = new AtomicLong();
  private final AtomicLong ids = new AtomicLong();

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02})
  @DisplayName("A13: writers and collectors that crash anywhere never break what is published")
  void whatIsPublishedIsAlwaysWhole(double crashes) throws InterruptedException {
    for (int seed = 1; seed <= PLAYS; seed++) {
      MemoryStorage storage = new MemoryStorage(clock());
      Repository looker = repository(storage);
      publishFirst(looker);
      String play = "seed " + seed + ", crashes " + crashes;
      Turns turns = new Turns(seed, crashes, () -> assertWhole(looker, play));
      turns.add(actor -> write(repository(new FaultyStorage(storage, actor::next)), "1", 2));
      turns.add(actor -> write(repository(new FaultyStorage(storage, actor::next)), "2", 3));
      turns.add(actor -> collect(repository(new FaultyStorage(storage, actor::next))));
      turns.add(actor -> collect(repository(new FaultyStorage(storage, actor::next))));
      turns.play();

      looker.collector(NONE).collect();
      looker.collector(NONE).collect();
      assertThat(looker.verifyAll(1, bytes -> {}).faults()).as(play).isEmpty();
    }
  }

  private void publishFirst(Repository repository) {
    StagedArtifact staged = repository.stage(StageRequest.of(Trees.of("weights", BASE)));
    ArtifactId id = ArtifactId.of("model", "0");
    assertThat(
            repository.publish(
                Change.none()
                    .add(id, staged)
                    .move(CHAMPION, Optional.empty(), Optional.of(id.version()))))
        .isInstanceOf(Attempt.Done.class);
  }

  /** Puts a version that shares chunks with the champion, and removes the one it replaces. */
  private static void write(Repository repository, String version, int seed) {
    ArtifactId id = ArtifactId.of("model", version);
    byte[] changed = BASE.clone();
    System.arraycopy(Trees.noise(40_000, seed), 0, changed, 400_000, 40_000);
    boolean done = false;
    while (!done) {
      PublishedArtifact champion = repository.find(CHAMPION).orElseThrow();
      try {
        StagedArtifact staged =
            repository.stage(
                StageRequest.of(Trees.of("weights", changed)).basedOn(champion.manifest()));
        Change change =
            Change.none()
                .add(id, staged)
                .move(CHAMPION, Optional.of(champion.id().version()), Optional.of(id.version()));
        done = settled(repository.publish(change));
      } catch (GodwitException e) {
        // The base was collected while it was read, without a grace for readers: once more.
        assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED);
      }
      if (done && !champion.id().equals(id)) {
        settled(repository.publish(Change.none().remove(champion.id())));
      }
    }
  }

  private static boolean settled(Attempt<Catalog> attempt) {
    return attempt.fold(
        done -> true,
        fault -> {
          assertThat(fault.code())
              .isIn(
                  ArtifactError.STAGE_AGAIN,
                  ArtifactError.ALIAS_MOVED,
                  ArtifactError.VERSION_IN_USE);
          return fault.code() == ArtifactError.VERSION_IN_USE;
        },
        fault -> false,
        fault -> false);
  }

  private static void collect(Repository repository) {
    for (int i = 0; i < 3; i++) {
      try {
        repository.collector(NONE).collect();
      } catch (GodwitException e) {
        // What was marked was collected by the other, without a grace for readers: once more.
        assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED);
      }
    }
  }

  private static void assertWhole(Repository repository, String play) {
    assertThat(repository.verifyAll(0, bytes -> {}).faults()).as(play).isEmpty();
    assertThat(repository.find(CHAMPION)).as(play).isPresent();
  }

  private Repository repository(Storage storage) {
    ObjectIds unique = () -> String.format("%032x", ids.incrementAndGet());
    return Repository.on(
        storage, new RepositoryTools(clock(), unique, Trees.random(1), Backoff.NONE, Workers.NONE));
  }

  private InstantSource clock() {
    return () -> Places.NOW.plusMillis(time.incrementAndGet());
  }
}
