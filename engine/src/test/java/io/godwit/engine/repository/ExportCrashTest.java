package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.repository.work.Watch;
import io.godwit.testkit.storage.FaultyStorage;
import io.godwit.testkit.storage.FaultyStorage.Crash;
import io.godwit.testkit.storage.FaultyStorage.Mishap;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "A13: files that are being laid out when the process dies are laid out by the next one")
class ExportCrashTest {

  private static final Map<String, byte[]> FILES =
      Map.of(
          "a/large",
          Trees.weights(5 << 20, 1),
          "a/small",
          new byte[] {1, 2, 3},
          "b/c/noise",
          Trees.noise(300_000, 2),
          "empty",
          new byte[0]);

  @TempDir Path folder;
  private final Places places = new Places();
  private final Storage storage = new MemoryStorage(places.clock());
  private final StagedArtifact staged =
      places.on(storage).stage(StageRequest.of(Trees.of(new TreeMap<>(FILES))));

  @Test
  void atAnyOperationOfTheStorage() throws IOException {
    FaultyStorage counted = new FaultyStorage(storage, n -> Mishap.NONE);
    export(counted, Watch.NOBODY);
    requireWholeAndRemove("nothing");
    assertThat(counted.operations()).isGreaterThan(5);
    for (long n = 1; n <= counted.operations(); n++) {
      Storage dying = FaultyStorage.once(storage, n, Mishap.CRASH_BEFORE);
      assertThatThrownBy(() -> export(dying, Watch.NOBODY)).isInstanceOf(Crash.class);
      assertThat(out()).doesNotExist();

      export(storage, Watch.NOBODY);

      requireWholeAndRemove("operation " + n);
    }
  }

  /** The last write before has come as far as the page cache lets it: to its end, or not quite. */
  @Test
  void betweenAnyTwoWritesAndInTheMiddleOfOne() throws IOException {
    AtomicLong writes = new AtomicLong();
    export(storage, (what, done, total) -> writes.incrementAndGet());
    requireWholeAndRemove("nothing");
    assertThat(writes.get()).isGreaterThan(50);
    for (long n = 1; n <= writes.get(); n += 7) {
      AtomicLong left = new AtomicLong(n);
      Watch dying =
          (what, done, total) -> {
            if (left.decrementAndGet() == 0) {
              throw new Crash(done);
            }
          };
      assertThatThrownBy(() -> export(storage, dying)).isInstanceOf(Crash.class);
      assertThat(out()).doesNotExist();
      tearTheLargeFile(n);

      export(storage, Watch.NOBODY);

      requireWholeAndRemove("write " + n);
    }
  }

  private Path out() {
    return folder.resolve("out");
  }

  private void export(Storage from, Watch watch) {
    places.on(from).contents(staged.manifest()).export(out(), watch);
  }

  private void tearTheLargeFile(long bytes) throws IOException {
    Path torn = folder.resolve(".out.godwit-export/a/large");
    try (FileChannel channel = FileChannel.open(torn, StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(0, channel.size() - bytes % 2));
    }
  }

  private void requireWholeAndRemove(String when) throws IOException {
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      assertThat(out().resolve(file.getKey())).as(when).hasBinaryContent(file.getValue());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(path)) {
          assertThat(FILES)
              .as(when)
              .containsKey(out().relativize(path).toString().replace('\\', '/'));
        }
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
