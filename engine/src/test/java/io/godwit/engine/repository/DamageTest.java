package io.godwit.engine.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.file.FileStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of a repository is changed in turn, and every object is cut and removed. */
class DamageTest {

  private static final ArtifactId ID = ArtifactId.of("docs", "1");
  private static final ArtifactId OTHER = ArtifactId.of("other", "1");

  @TempDir Path folder;
  private final Places places = new Places();
  private final Map<String, byte[]> files = new TreeMap<>();

  @BeforeEach
  void publish() {
    files.put("a.md", "# A\nsome text that zstd makes smaller ".repeat(20).getBytes(UTF_8));
    files.put("b.bin", Trees.noise(300, 1));
    files.put("c.bf16", Trees.weights(10_000, 2));
    Repository repository = places.on(new FileStorage(folder));
    StagedArtifact staged = repository.stage(StageRequest.of(Trees.of(files)));
    StagedArtifact other = repository.stage(StageRequest.of(Trees.text("whole", "untouched")));
    assertThat(repository.publish(Change.none().add(ID, staged).add(OTHER, other)))
        .isInstanceOf(Attempt.Done.class);
    assertThat(repository.verifyAll(1, bytes -> {}).faults()).isEmpty();
  }

  @Test
  @DisplayName("A10: a changed byte anywhere is found, named, and never handed out")
  void aChangedByteIsFoundAndNeverHandedOut() throws IOException {
    for (Path object : objects()) {
      byte[] whole = Files.readAllBytes(object);
      int step = object.toString().endsWith(".gwp") ? 7 : 1;
      for (int i = 0; i < whole.length; i += step) {
        byte[] broken = whole.clone();
        broken[i] ^= 0x10;
        Files.write(object, broken);
        assertFound(object, "byte " + i);
      }
      Files.write(object, whole);
    }
  }

  @Test
  void aCutOrMissingObjectIsFoundAndNeverHandedOut() throws IOException {
    for (Path object : objects()) {
      byte[] whole = Files.readAllBytes(object);
      for (int length : List.of(0, 1, whole.length / 2, whole.length - 1)) {
        Files.write(object, Arrays.copyOf(whole, length));
        assertFound(object, "cut to " + length);
      }
      Files.write(object, Arrays.copyOf(whole, whole.length + 1));
      assertFound(object, "longer by one");
      Files.delete(object);
      assertFound(object, "missing");
      Files.write(object, whole);
    }
  }

  @Test
  @DisplayName("A10: also in the list of condemned keys, and in an earlier catalog")
  void aChangedByteOfWhatOnlyCollectionNeedsIsFound() throws IOException {
    places.set(Places.NOW.plus(Duration.ofDays(400)));
    Repository repository = places.on(new FileStorage(folder));
    assertThat(repository.publish(Change.none().remove(OTHER))).isInstanceOf(Attempt.Done.class);
    Graces slow = new Graces(Duration.ZERO, Duration.ofHours(1), 2, Duration.ofDays(9_000));
    repository.stage(StageRequest.of(Trees.text("never", "published")));
    assertThat(repository.collector(slow).collect().condemned()).isNotEmpty();
    List<Path> objects = new ArrayList<>(objects());
    objects.removeIf(
        path -> !path.startsWith(folder.resolve("gc")) && !path.startsWith(first("catalogs")));

    assertThat(objects).hasSize(2);
    for (Path object : objects) {
      byte[] whole = Files.readAllBytes(object);
      for (int i = 0; i < whole.length; i += 3) {
        byte[] broken = whole.clone();
        broken[i] ^= 0x10;
        Files.write(object, broken);
        assertNamed(object, "byte " + i);
      }
      Files.write(object, Arrays.copyOf(whole, whole.length - 1));
      assertNamed(object, "cut");
      Files.write(object, whole);
    }
    assertThat(open().verifyAll(1, bytes -> {}).faults()).isEmpty();
  }

  @Test
  @DisplayName("A10: and no folder appears that holds anything else than what was stored")
  void aChangedByteIsNeverLaidOut(@TempDir Path out) throws IOException {
    PublishedArtifact docs = open().find(ID).orElseThrow();
    Path pack = packOf(docs);
    byte[] whole = Files.readAllBytes(pack);
    for (int i = 0; i < whole.length; i += 211) {
      byte[] broken = whole.clone();
      broken[i] ^= 0x10;
      Files.write(pack, broken);
      Path laid = out.resolve("byte-" + i);
      try {
        open().contents(docs.manifest()).export(laid);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          assertThat(laid.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
      } catch (GodwitException e) {
        assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED);
        assertThat(e.getMessage()).contains(pack.getFileName().toString());
        assertThat(laid).doesNotExist();
      }
    }
  }

  @Test
  void whatIsWholeStaysReadable() throws IOException {
    PublishedArtifact docs = open().find(ID).orElseThrow();
    Path pack = packOf(docs);
    byte[] bytes = Files.readAllBytes(pack);
    bytes[8 + 48 + 3] ^= 1;
    Files.write(pack, bytes);

    var contents = open().contents(docs.manifest());
    assertThatThrownBy(() -> read(contents.open("a.md")))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED));
    assertThat(read(contents.open("b.bin"))).isEqualTo(files.get("b.bin"));
    assertThat(read(contents.open("c.bf16"))).isEqualTo(files.get("c.bf16"));
    assertThat(open().verify(docs.manifest(), 1).faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.message()).contains(pack.getFileName().toString(), "a.md"));
  }

  /** A change is found by verify, or changes nothing that anybody could see. */
  private void assertFound(Path object, String when) {
    String what = folder.relativize(object) + " " + when;
    List<String> said = new ArrayList<>();
    try {
      Repository repository = open();
      repository.verifyAll(1, bytes -> {}).faults().forEach(fault -> said.add(fault.toString()));
      readAll(repository, said);
    } catch (GodwitException e) {
      said.add(e.getMessage());
    }
    assertThat(said).as(what).isNotEmpty();
    String name = object.getFileName().toString();
    assertThat(said).as(what).anySatisfy(text -> assertThat(text).contains(name));
  }

  /** What nobody reads is found by verify alone, and does not keep anybody from reading. */
  private void assertNamed(Path object, String when) {
    String what = folder.relativize(object) + " " + when;
    assertThat(open().verifyAll(0.01, bytes -> {}).faults())
        .as(what)
        .anySatisfy(fault -> assertThat(fault.message()).contains(object.getFileName().toString()));
    assertThat(open().find(ID)).as(what).isPresent();
  }

  private Path first(String kind) {
    try (Stream<Path> all = Files.list(folder.resolve(kind))) {
      return all.sorted().findFirst().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void readAll(Repository repository, List<String> said) {
    var found = repository.find(ID);
    if (found.isEmpty()) {
      said.add("no longer published");
      return;
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      try {
        byte[] read = read(repository.contents(found.get().manifest()).open(file.getKey()));
        assertThat(read).isEqualTo(file.getValue());
      } catch (GodwitException e) {
        said.add(e.getMessage());
      }
    }
  }

  private Path packOf(PublishedArtifact artifact) throws IOException {
    String manifest = Files.readString(folder.resolve(artifact.manifest().key().value()));
    return folder.resolve(manifest.replaceAll("(?s).*\"key\":\"(packs/[^\"]*)\".*", "$1"));
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(path -> !path.toString().endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  private Repository open() {
    return new Places().on(new FileStorage(folder));
  }

  private static byte[] read(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
