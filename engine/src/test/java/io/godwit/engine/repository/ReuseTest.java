package io.godwit.engine.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.memory.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a version shares with its base is stored once, in runs. */
class ReuseTest {

  private final Places places = new Places();
  private final Storage storage = new MemoryStorage(places.clock());
  private final Repository repository = places.on(storage);

  @Test
  void anInsertionNearTheFrontStoresLittleAgain() throws IOException {
    byte[] before = Trees.noise(8_000_000, 1);
    byte[] after = new byte[before.length + 11];
    System.arraycopy(before, 0, after, 0, 5_000);
    System.arraycopy("11 bytes in".getBytes(UTF_8), 0, after, 5_000, 11);
    System.arraycopy(before, 5_000, after, 5_011, before.length - 5_000);
    StagedArtifact base = stage(Map.of("weights", before));
    long stored = packBytes();

    StagedArtifact next =
        repository.stage(StageRequest.of(Trees.of("weights", after)).basedOn(base.manifest()));

    assertThat(packBytes() - stored).isLessThan(300_000);
    assertThat(read(next, "weights")).isEqualTo(after);
    assertThat(repository.verify(next.manifest(), 1).faults()).isEmpty();
  }

  @Test
  void theSameFilesStoreNothingButAManifest() {
    Map<String, byte[]> files = manyFiles();
    StagedArtifact base = stage(files);
    long stored = packBytes();

    StagedArtifact again =
        repository.stage(StageRequest.of(Trees.of(files)).basedOn(base.manifest()));

    assertThat(packBytes()).isEqualTo(stored);
    assertThat(again.contentDigest()).isEqualTo(base.contentDigest());
  }

  @Test
  void aChangedSmallFileAmongManyIsStoredAlone() throws IOException {
    Map<String, byte[]> files = manyFiles();
    StagedArtifact base = stage(files);
    long stored = packBytes();
    files.put("docs/77.md", "another text".getBytes(UTF_8));

    StagedArtifact next =
        repository.stage(StageRequest.of(Trees.of(files)).basedOn(base.manifest()));

    assertThat(packBytes() - stored).isLessThan(500);
    assertThat(read(next, "docs/77.md")).isEqualTo("another text".getBytes(UTF_8));
    assertThat(read(next, "docs/78.md")).isEqualTo(files.get("docs/78.md"));
  }

  @Test
  void aShortMatchInALargeFileIsStoredAgain() {
    byte[] before = Trees.noise(3_000_000, 1);
    StagedArtifact base = stage(Map.of("weights", before));
    long stored = packBytes();
    byte[] after = Trees.noise(3_000_000, 2);
    System.arraycopy(before, 1_000_000, after, 1_000_000, 300_000);

    repository.stage(StageRequest.of(Trees.of("weights", after)).basedOn(base.manifest()));

    assertThat(packBytes() - stored).isGreaterThan(3_000_000);
  }

  @Test
  void whatStandsTwiceInOneArtifactIsStoredOnce() throws IOException {
    byte[] half = Trees.noise(2_000_000, 1);
    byte[] twice = Arrays.copyOf(half, 4_000_000);
    System.arraycopy(half, 0, twice, 2_000_000, 2_000_000);

    StagedArtifact staged = stage(Map.of("a", half, "b", twice));

    assertThat(packBytes()).isLessThan(2_300_000);
    assertThat(read(staged, "b")).isEqualTo(twice);
  }

  @Test
  void withoutABaseTheSameFilesAreStoredAgain() {
    Map<String, byte[]> files = Map.of("weights", Trees.noise(1_000_000, 1));
    stage(files);
    long stored = packBytes();

    stage(files);

    assertThat(packBytes()).isEqualTo(2 * stored);
  }

  private static Map<String, byte[]> manyFiles() {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      files.put("docs/" + i + ".md", ("# Document " + i + "\n").repeat(i + 1).getBytes(UTF_8));
    }
    return files;
  }

  private StagedArtifact stage(Map<String, byte[]> files) {
    return repository.stage(StageRequest.of(Trees.of(files)));
  }

  private byte[] read(StagedArtifact staged, String path) throws IOException {
    try (InputStream in = repository.contents(staged.manifest()).open(path)) {
      return in.readAllBytes();
    }
  }

  private long packBytes() {
    try (Stream<ObjectHead> packs = storage.list("packs/")) {
      return packs.mapToLong(ObjectHead::sizeBytes).sum();
    }
  }
}
