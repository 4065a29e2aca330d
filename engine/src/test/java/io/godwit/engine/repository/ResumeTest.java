package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.file.UnfinishedFiles;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Workers;
import io.godwit.testkit.storage.FaultyStorage;
import io.godwit.testkit.storage.FaultyStorage.Crash;
import io.godwit.testkit.storage.FaultyStorage.Mishap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A13: what was interrupted goes on where it was")
class ResumeTest {

  /** Two packs and a bit. */
  private static final FileTree TREE = Trees.of("noise", Trees.noise(70 << 20, 1));

  @TempDir Path folder;
  private final Places places = new Places();
  private final AtomicLong ids = new AtomicLong();
  private Storage storage = new MemoryStorage(places.clock());

  @BeforeEach
  void open() {
    storage = new MemoryStorage(places.clock());
  }

  @Test
  void packsThatAreStoredAreNotStoredAgain() throws IOException {
    crashAtTheThirdPack();
    assertThat(objects()).isEqualTo(2);

    var staged = repository(storage).stage(StageRequest.of(TREE));

    assertThat(objects()).isEqualTo(3);
    assertThat(repository(storage).verify(staged.manifest(), 1).faults()).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void whatWasCollectedMeanwhileIsStoredAgain() {
    crashAtTheThirdPack();
    List<ObjectHead> packs;
    try (Stream<ObjectHead> listed = storage.list("packs/")) {
      packs = listed.toList();
    }
    storage.delete(packs.get(0).key());

    var staged = repository(storage).stage(StageRequest.of(TREE));

    assertThat(repository(storage).verify(staged.manifest(), 1).faults()).isEmpty();
  }

  @Test
  void otherFilesAndHalfALineAreNoReasonToFail() throws IOException {
    crashAtTheThirdPack();
    Path file = left().get(0);
    Files.writeString(file, Files.readString(file) + "packs/00/half-a-l");

    repository(storage).stage(StageRequest.of(Trees.text("other", "file")));
    var staged = repository(storage).stage(StageRequest.of(TREE));

    assertThat(objects()).isEqualTo(4);
    assertThat(repository(storage).verify(staged.manifest(), 1).faults()).isEmpty();
  }

  @Test
  @DisplayName("A13: a verification that was broken off goes on where it was, when asked to")
  void aVerificationGoesOnWhereItWas() throws IOException {
    Repository repository = repository(storage);
    var staged = repository.stage(StageRequest.of(TREE));
    assertThat(repository.publish(Change.none().add(ArtifactId.of("noise", "1"), staged)))
        .isInstanceOf(Attempt.Done.class);
    LongConsumer stopper =
        bytes -> {
          if (bytes > 40 << 20) {
            throw new GodwitException(ArtifactError.STOPPED, "stopped in the second pack");
          }
        };
    assertThatThrownBy(() -> repository(storage).verifyAll(1, stopper))
        .isInstanceOf(GodwitException.class);
    assertThat(left()).hasSize(1);

    Verification rest = repository(storage).verifyAll(1, true, bytes -> {});

    assertThat(left()).isEmpty();
    Verification all = repository(storage).verifyAll(1, true, bytes -> {});
    assertThat(rest.faults()).isEmpty();
    assertThat(rest.bytes()).isBetween(30L << 20, all.bytes() - (30L << 20));
    assertThat(all.bytes()).isEqualTo(staged.sizeBytes());
  }

  private void crashAtTheThirdPack() {
    AtomicLong packs = new AtomicLong();
    FaultyStorage faulty =
        new FaultyStorage(
            storage,
            (operation, writes) ->
                operation.startsWith("create packs/") && packs.incrementAndGet() == 3
                    ? Mishap.CRASH_BEFORE
                    : Mishap.NONE);
    assertThatThrownBy(() -> repository(faulty).stage(StageRequest.of(TREE)))
        .isInstanceOf(Crash.class);
  }

  private Repository repository(Storage on) {
    ObjectIds unique = () -> String.format("%032x", ids.incrementAndGet());
    return Repository.on(
        on, places.tools(Workers.NONE), new UnfinishedFiles(folder.resolve("uploads"), unique));
  }

  private long objects() {
    try (Stream<ObjectHead> listed = storage.list("packs/")) {
      return listed.count();
    }
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
      return files.toList();
    }
  }
}
