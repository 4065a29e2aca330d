package io.godwit.engine.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.engine.repository.file.FileStorage;
import io.godwit.engine.repository.work.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

  private static final ArtifactId V1 = ArtifactId.of("models/ranker", "1.0.0");
  private static final ArtifactId V2 = ArtifactId.of("models/ranker", "2.0.0");

  @TempDir Path folder;
  private final Places places = new Places();

  @Test
  @DisplayName("F2: files of every size come back byte for byte, one by one and as a folder")
  void filesComeBackByteForByte() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    files.put("empty", new byte[0]);
    files.put("one", new byte[] {7});
    files.put("a/b/text.md", "Wärme & Kälte\n".repeat(900).getBytes(UTF_8));
    files.put("weights.safetensors", Trees.weights(9_000_001, 1));
    files.put("noise.bin", Trees.noise(3_000_000, 2));
    files.put("zeros", new byte[5_000_000]);
    for (int i = 0; i < 300; i++) {
      files.put("docs/" + i + ".md", Trees.noise(i * 13, i));
    }
    FileTree tree = Trees.of(files);
    Repository repository = places.on(new FileStorage(folder.resolve("store")));

    StagedArtifact staged = repository.stage(StageRequest.of(tree));

    assertThat(staged.contentDigest()).isEqualTo(ContentDigest.of(tree));
    Contents contents = repository.contents(staged.manifest());
    assertThat(contents.files()).hasSize(files.size());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      try (InputStream in = contents.open(file.getKey())) {
        assertThat(in.readAllBytes()).isEqualTo(file.getValue());
      }
    }
    contents.export(folder.resolve("out"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(folder.resolve("out").resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
    assertThat(repository.verify(staged.manifest(), 1).faults()).isEmpty();
  }

  @Test
  void workersStoreTheSameAsTheCallerAlone() {
    assertWorkersStoreTheSame(Trees.of("weights", Trees.weights(20_000_000, 3)));
  }

  @Test
  void smallFilesThatAreReadSideBySideComeInOrderAmongLargeOnes() {
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < 600; i++) {
      files.put("docs/" + i + ".md", Trees.noise(i * 7 % 9_000, i));
    }
    files.put("docs/1", new byte[0]);
    files.put("docs/150-half", Trees.noise(700_000, 1));
    files.put("docs/150-lot", Trees.noise(1 << 20, 2));
    files.put("docs/150-more", Trees.noise((1 << 20) + 1, 3));
    files.put("docs/200-large", Trees.weights(5_000_000, 4));
    files.put("last", Trees.noise(3_000_000, 5));

    assertWorkersStoreTheSame(Trees.of(files));
    assertWorkersStoreTheSame(Trees.sideBySide(Trees.of(files)));
  }

  private void assertWorkersStoreTheSame(FileTree tree) {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    Path place = folder.resolve(Boolean.toString(tree.readsSideBySide()));
    List<Long> progress = new ArrayList<>();
    try {
      StagedArtifact alone =
          new Places().on(new FileStorage(place.resolve("alone"))).stage(StageRequest.of(tree));
      Repository helped =
          new Places().on(new FileStorage(place.resolve("helped")), new Workers(pool, 3));
      StagedArtifact together = helped.stage(StageRequest.of(tree).watchedBy(progress::add));

      assertThat(together).isEqualTo(alone);
      assertThat(together.contentDigest()).isEqualTo(ContentDigest.of(tree));
      assertThat(progress).isSorted().endsWith(tree.sizeBytes());
      helped.contents(together.manifest()).export(place.resolve("out"));
      assertThat(helped.verify(together.manifest(), 1).clean()).isTrue();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  @DisplayName("F2: one commit publishes versions and moves aliases together")
  void oneCommitPublishesVersionsAndMovesAliases() {
    Repository repository = places.on(new FileStorage(folder));
    Alias champion = Alias.of("models/ranker", "champion");
    StagedArtifact one = repository.stage(StageRequest.of(Trees.text("model", "one")));
    StagedArtifact two =
        repository.stage(
            StageRequest.of(Trees.text("model", "two"))
                .with(new ArtifactFacts(Map.of("format", "text"), List.of(V1), Optional.empty()))
                .basedOn(one.manifest()));

    assertDone(
        repository.publish(
            Change.none().add(V1, one).move(champion, Optional.empty(), version("1.0.0"))));
    assertThat(repository.find(champion).orElseThrow().id()).isEqualTo(V1);

    assertDone(
        repository.publish(
            Change.none().add(V2, two).move(champion, version("1.0.0"), version("2.0.0"))));
    assertThat(repository.find(champion).orElseThrow().id()).isEqualTo(V2);
    assertThat(repository.catalog().versions(V1.name())).extracting("id").containsExactly(V1, V2);
    assertThat(repository.contents(two.manifest()).facts().parents()).containsExactly(V1);
    assertThat(repository.verifyAll(1, bytes -> {}).faults()).isEmpty();
  }

  @Test
  void aFewObjectsHoldThousandsOfSmallFiles() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      files.put("docs/" + i + ".md", ("# Document " + i).getBytes(UTF_8));
    }
    Path store = folder.resolve("store");
    places.on(new FileStorage(store)).stage(StageRequest.of(Trees.of(files)));
    try (Stream<Path> stored = Files.walk(store.resolve("packs"))) {
      assertThat(stored.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  private static Optional<Version> version(String value) {
    return Optional.of(new Version(value));
  }

  private static void assertDone(Attempt<?> attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Done.class);
  }
}
