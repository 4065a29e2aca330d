package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.file.FileStorage;
import io.godwit.engine.repository.repair.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A10, A13: what leads to the content is made again")
class RootRepairTest {

  private static final ArtifactId V1 = ArtifactId.of("docs", "1");
  private static final ArtifactId V2 = ArtifactId.of("docs", "2");
  private static final ArtifactId V3 = ArtifactId.of("docs", "3");
  private static final Graces NONE = new Graces(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);
  private static final Graces SLOW =
      new Graces(Duration.ZERO, Duration.ofHours(1), 1, Duration.ZERO);

  @TempDir Path folder;
  private Places places = new Places();

  @BeforeEach
  void publish() {
    places = new Places();
    put(V1, "one");
    put(V2, "two");
  }

  @Test
  void whatIsWholeIsLeftAlone() {
    assertThat(open().restoreRoot()).isEmpty();
  }

  @Test
  void aRootThatIsLostOrBrokenIsMadeAgainFromTheNewestCatalog() throws IOException {
    for (String left : new String[] {"", "no root", "{}"}) {
      Path root = folder.resolve("root.json");
      Files.delete(root);
      if (!left.isEmpty()) {
        Files.writeString(root, left);
      }
      assertDamaged(() -> open().catalog());

      assertThat(open().restoreRoot()).map(Restored::versions).contains(2L);

      assertWhole(V1, V2);
      assertThat(open().restoreRoot()).isEmpty();
    }
    put(V3, "three");
    assertWhole(V1, V2, V3);
  }

  @Test
  void aLostCatalogIsReplacedByTheOneBeforeAndItsContentCanBePublishedAgain() throws IOException {
    Files.delete(newestCatalog());
    assertDamaged(() -> open().catalog());

    assertThat(open().restoreRoot()).map(Restored::revision).contains(1L);

    assertWhole(V1);
    put(V2, "two");
    assertWhole(V1, V2);
  }

  @Test
  void aLostDescriptorIsMadeAgainToo() throws IOException {
    Files.delete(folder.resolve("godwit.json"));
    Files.delete(folder.resolve("root.json"));

    assertThat(open().restoreRoot()).isPresent();

    assertWhole(V1, V2);
  }

  @Test
  void whereNoCatalogIsLeftThatIsSaidAndNothingIsMade() throws IOException {
    for (Path file : files("catalogs")) {
      Files.delete(file);
    }
    Files.delete(folder.resolve("root.json"));

    assertDamaged(() -> open().restoreRoot());

    assertThat(folder.resolve("root.json")).doesNotExist();
  }

  @Test
  void whatACollectorMayStillDeleteIsNotReferredTo() throws IOException {
    done(open().publish(Change.none().remove(V1)));
    places.set(Places.NOW.plus(Duration.ofDays(400)));
    assertThat(open().collector(SLOW).collect().condemned()).isNotEmpty();
    String list = Files.readString(files("gc").get(0));
    Files.delete(folder.resolve("root.json"));

    assertThat(open().restoreRoot())
        .map(Restored::condemned)
        .hasValueSatisfying(condemned -> assertThat(condemned).isPositive());

    put(V3, "one");
    for (Path file : files("packs")) {
      if (list.contains(file.getFileName().toString())) {
        Files.delete(file);
      }
    }
    assertWhole(V2, V3);
  }

  @Test
  void aLostListOfCondemnedKeysStopsNothingForever() throws IOException {
    done(open().publish(Change.none().remove(V1)));
    places.set(Places.NOW.plus(Duration.ofDays(400)));
    open().collector(SLOW).collect();
    Path list = files("gc").get(0);
    Files.writeString(list, "{");
    assertThat(open().verifyAll(1, bytes -> {}).faults())
        .anySatisfy(fault -> assertThat(fault.message()).contains(list.getFileName().toString()));
    assertDamaged(() -> put(V3, "three"));

    assertThat(open().restoreRoot()).isPresent();

    put(V3, "three");
    assertWhole(V2, V3);
    assertThat(open().collector(NONE).collect().deleted()).isPositive();
    assertWhole(V2, V3);
  }

  @Test
  void collectionGoesOnAfterTheHistoryIsEndedAtAnEarlierCatalogThatIsLost() throws IOException {
    Path first = files("catalogs").get(0);
    Files.writeString(first, "{");
    places.set(Places.NOW.plus(Duration.ofDays(400)));
    Graces historyToo = new Graces(Duration.ZERO, Duration.ZERO, 5, Duration.ZERO);
    assertThat(open().verifyAll(1, bytes -> {}).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains(first.getFileName().toString()));
    assertDamaged(() -> open().collector(historyToo).collect());

    assertThat(open().restoreRoot()).map(Restored::revision).contains(3L);

    assertWhole(V1, V2);
    assertThat(open().collector(historyToo).collect().deleted()).isPositive();
    assertThat(first).doesNotExist();
    assertWhole(V1, V2);
  }

  private void assertWhole(ArtifactId... ids) {
    assertThat(open().verifyAll(1, bytes -> {}).faults()).isEmpty();
    for (ArtifactId id : ids) {
      assertThat(open().find(id)).as(id.toString()).isPresent();
    }
  }

  private static void assertDamaged(Runnable look) {
    assertThatThrownBy(look::run)
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED));
  }

  private void put(ArtifactId id, String text) {
    Repository repository = open();
    done(
        repository.publish(
            Change.none().add(id, repository.stage(StageRequest.of(Trees.text("a", text))))));
  }

  private static void done(Attempt<?> attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Done.class);
  }

  private Path newestCatalog() throws IOException {
    List<Path> catalogs = files("catalogs");
    return catalogs.get(catalogs.size() - 1);
  }

  /** In the order of their ids, which count here. */
  private List<Path> files(String kind) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(kind))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Repository open() {
    return places.on(new FileStorage(folder));
  }
}
