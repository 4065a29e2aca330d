package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.file.FileTree;
import io.godwit.api.outcome.Attempt;
import io.godwit.engine.repository.file.FileStorage;
import io.godwit.engine.repository.repair.Repaired;
import io.godwit.engine.repository.repair.Spare;
import io.godwit.engine.repository.work.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A10, A13: repair")
class RepairTest {

  private static final ArtifactId ID = ArtifactId.of("weights", "1");
  private static final ArtifactId TWIN = ArtifactId.of("twin", "1");
  private static final byte[] BYTES = Trees.weights(900_000, 1);
  private static final byte[] MORE = Trees.noise(5_000, 2);
  private static final FileTree TREE = Trees.of(Map.of("w", BYTES, "x", MORE));

  @TempDir Path folder;
  private Places places = new Places();

  @BeforeEach
  void publish() {
    places = new Places();
    put(ID, TREE);
  }

  @Test
  void whatIsWholeIsLeftAlone() throws IOException {
    Map<Path, byte[]> before = objects();

    assertThat(repair()).isEmpty();

    assertThat(objects()).containsExactlyInAnyOrderEntriesOf(before);
  }

  @Test
  void aBrokenChunkIsTakenFromAnotherArtifactThatHasItToo() throws IOException {
    put(TWIN, Trees.of("w", BYTES));
    Map<Path, byte[]> before = objects();
    Path pack = pack(ID);
    damage(pack, 8 + 48 + 10);

    assertThat(repair()).singleElement().satisfies(one -> assertThat(one.stored()).isPresent());

    assertReadable();
    before.remove(pack);
    before.keySet().removeIf(path -> path.endsWith("root.json"));
    assertThat(objects()).containsAllEntriesOf(before);
  }

  @Test
  void whatIsNowhereIsNamedAndChangesNothing() throws IOException {
    damage(pack(ID), 8 + 48 + 10);
    Map<Path, byte[]> before = objects();

    assertThat(repair())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.stored()).isEmpty();
              assertThat(one.lost()).containsExactly("w");
            });

    assertThat(objects()).containsExactlyInAnyOrderEntriesOf(before);
  }

  @Test
  void aBrokenFooterIsMadeAgainFromTheEntriesBeforeTheChunks() throws IOException {
    Path pack = pack(ID);
    damage(pack, (int) Files.size(pack) - 100);

    assertThat(repair()).singleElement().satisfies(one -> assertThat(one.stored()).isPresent());

    assertReadable();
  }

  @Test
  void filesOfALostOrCutPackComeFromAFolder() throws IOException {
    for (int left : new int[] {0, 200_000}) {
      Path pack = pack(ID);
      Files.write(pack, Arrays.copyOf(Files.readAllBytes(pack), left));
      Spare spare = new Spare(Trees.of(Map.of("elsewhere", BYTES, "x", MORE)), Optional.empty());

      assertThat(repair(spare))
          .singleElement()
          .satisfies(one -> assertThat(one.stored()).isPresent());

      assertReadable();
    }
  }

  @Test
  void aFileOfTheRightSizeAndWrongBytesIsNotTaken() throws IOException {
    damage(pack(ID), 8 + 48 + 10);
    byte[] wrong = BYTES.clone();
    wrong[77]++;

    assertThat(repair(new Spare(Trees.of("w", wrong), Optional.empty())))
        .singleElement()
        .satisfies(one -> assertThat(one.stored()).isEmpty());
  }

  @Test
  void aLostManifestComesOnlyFromACopyWithItsFacts() throws IOException {
    Files.delete(folder.resolve(find(ID).manifest().key().value()));

    assertThat(repair(new Spare(TREE, Optional.empty())))
        .singleElement()
        .satisfies(one -> assertThat(one.stored()).isEmpty());
    assertThat(repair(new Spare(TREE, Optional.of(ArtifactFacts.of(Map.of("a", "b"))))))
        .singleElement()
        .satisfies(one -> assertThat(one.stored()).isPresent());

    assertReadable();
    assertThat(open().contents(find(ID).manifest()).facts().metadata()).containsEntry("a", "b");
  }

  @Test
  void pinsFollow() throws IOException {
    var manifest = find(ID).manifest();
    done(open().publish(Change.none().pin("run/1", List.of(manifest))));
    damage(pack(ID), 8 + 48 + 10);

    repair(new Spare(TREE, Optional.empty()));

    assertThat(open().catalog().pins().get("run/1")).containsExactly(find(ID).manifest());
    assertThat(find(ID).manifest()).isNotEqualTo(manifest);
  }

  private void assertReadable() throws IOException {
    assertThat(open().verifyAll(1, bytes -> {}).faults()).isEmpty();
    try (InputStream in = open().contents(find(ID).manifest()).open("w")) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
  }

  private List<Repaired> repair(Spare... spares) {
    return open().repair(Set.of(), List.of(spares), Watch.NOBODY);
  }

  private void put(ArtifactId id, FileTree tree) {
    Repository repository = open();
    done(repository.publish(Change.none().add(id, repository.stage(StageRequest.of(tree)))));
  }

  private static void done(Attempt<?> attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Done.class);
  }

  private PublishedArtifact find(ArtifactId id) {
    return open().find(id).orElseThrow();
  }

  private Path pack(ArtifactId id) throws IOException {
    String manifest = Files.readString(folder.resolve(find(id).manifest().key().value()));
    return folder.resolve(manifest.replaceAll("(?s).*\"key\":\"(packs/[^\"]*)\".*", "$1"));
  }

  private static void damage(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 4;
    Files.write(file, bytes);
  }

  private Map<Path, byte[]> objects() throws IOException {
    Map<Path, byte[]> objects = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        objects.put(file, Files.readAllBytes(file));
      }
    }
    return objects;
  }

  private Repository open() {
    return places.on(new FileStorage(folder));
  }
}
