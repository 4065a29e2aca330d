package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.collect.Collection;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.memory.MemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CommitTest {

  private static final ArtifactId V1 = ArtifactId.of("ranker", "1");
  private static final ArtifactId V2 = ArtifactId.of("ranker", "2");
  private static final Alias CHAMPION = Alias.of("ranker", "champion");
  private static final Graces NONE = new Graces(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);

  private final Places places = new Places();
  private final Storage storage = new MemoryStorage(places.clock());
  private final Repository repository = places.on(storage);
  private StagedArtifact one;
  private StagedArtifact two;

  @BeforeEach
  void stage() {
    one = repository.stage(StageRequest.of(Trees.text("model", "one")));
    two = repository.stage(StageRequest.of(Trees.text("model", "two")));
  }

  @Test
  void whatIsStagedIsNotSeen() {
    assertThat(repository.catalog().names()).isEmpty();
    assertThat(repository.catalog().revision()).isZero();
  }

  @Test
  @DisplayName("F2: a version never changes")
  void aVersionNeverChanges() {
    done(Change.none().add(V1, one));

    Catalog again = done(Change.none().add(V1, restaged("one")));
    assertThat(again.revision()).isEqualTo(1);
    assertThat(again.find(V1).orElseThrow().manifest()).isEqualTo(one.manifest());
    rejected(ArtifactError.VERSION_EXISTS, Change.none().add(V1, two));
    assertThat(repository.find(V1).orElseThrow().content()).isEqualTo(one);
  }

  @Test
  void anAliasMovesOnlyFromWhereItIsThoughtToBe() {
    done(Change.none().add(V1, one).add(V2, two));
    done(Change.none().move(CHAMPION, nothing(), version("1")));

    rejected(ArtifactError.ALIAS_MOVED, Change.none().move(CHAMPION, nothing(), version("2")));
    rejected(ArtifactError.ALIAS_MOVED, Change.none().move(CHAMPION, version("2"), nothing()));
    done(Change.none().move(CHAMPION, version("1"), version("2")));
    Catalog again = done(Change.none().move(CHAMPION, version("1"), version("2")));

    assertThat(again.find(CHAMPION).orElseThrow().id()).isEqualTo(V2);
    assertThat(again.revision()).isEqualTo(3);
    assertThat(done(Change.none().move(CHAMPION, version("2"), nothing())).find(CHAMPION))
        .isEmpty();
  }

  @Test
  void anAliasNamesOnlyWhatIsThere() {
    rejected(ArtifactError.NOT_FOUND, Change.none().move(CHAMPION, nothing(), version("9")));

    done(Change.none().add(V1, one).move(CHAMPION, nothing(), version("1")));
    rejected(ArtifactError.VERSION_IN_USE, Change.none().remove(V1));
  }

  @Test
  void aChangeHappensWholeOrNotAtAll() {
    done(Change.none().add(V1, one));

    rejected(
        ArtifactError.VERSION_EXISTS,
        Change.none().add(V2, two).add(V1, two).move(CHAMPION, nothing(), version("2")));

    assertThat(repository.find(V2)).isEmpty();
    assertThat(repository.find(CHAMPION)).isEmpty();
  }

  @Test
  void aCatalogThatWasReadStaysAsItWas() {
    Catalog before = done(Change.none().add(V1, one));
    done(Change.none().add(V2, two));

    assertThat(before.find(V2)).isEmpty();
    assertThat(repository.catalog().find(V2)).isPresent();
  }

  @Test
  void whatIsPinnedIsKeptAndWhatIsNotIsCollected() {
    done(Change.none().pin("run/1", List.of(one.manifest())));
    later();

    Collection planned = repository.collector(NONE).dryRun();
    assertThat(planned.condemned()).contains(two.manifest().key());
    assertThat(storage.head(two.manifest().key())).isPresent();
    repository.collector(NONE).collect();

    assertThat(repository.verify(one.manifest(), 1).clean()).isTrue();
    assertCode(ArtifactError.NOT_FOUND, () -> repository.contents(two.manifest()));
    rejected(ArtifactError.STAGE_AGAIN, Change.none().add(V2, two));

    done(Change.none().unpin("run/1"));
    later();
    repository.collector(NONE).collect();
    assertCode(ArtifactError.NOT_FOUND, () -> repository.contents(one.manifest()));
    done(Change.none().add(V2, restaged("two")));
    assertThat(repository.verifyAll(1, bytes -> {}).faults()).isEmpty();
  }

  @Test
  void readersHaveTheirGraceAndWritersDoNotUseWhatIsCondemned() {
    done(Change.none().add(V1, one));
    done(Change.none().remove(V1));
    later();
    Graces slow = new Graces(Duration.ZERO, Duration.ofHours(1), 1, Duration.ZERO);

    Collection waiting = repository.collector(slow).collect();

    assertThat(waiting.due()).isPresent();
    assertThat(waiting.deleted()).isZero();
    assertThat(repository.verify(one.manifest(), 1).clean()).isTrue();
    rejected(ArtifactError.STAGE_AGAIN, Change.none().add(V1, one));
    StagedArtifact again =
        repository.stage(StageRequest.of(Trees.text("model", "one")).basedOn(one.manifest()));
    done(Change.none().add(V1, again));
    places.set(Places.NOW.plus(Duration.ofHours(3)));
    assertThat(repository.collector(slow).collect().deleted()).isPositive();
    assertThat(repository.verifyAll(1, bytes -> {}).faults()).isEmpty();
  }

  @Test
  void whatIsYoungOrRetainedIsNotCollected() {
    done(Change.none().add(V1, one));
    done(Change.none().remove(V1));
    later();

    assertThat(repository.collector(Graces.USUAL).dryRun().condemned()).isEmpty();
    Graces historyOnly = new Graces(Duration.ZERO, Duration.ZERO, 2, Duration.ZERO);
    assertThat(repository.collector(historyOnly).dryRun().condemned())
        .contains(two.manifest().key())
        .doesNotContain(one.manifest().key());
  }

  @Test
  void filesThatNoManifestCanHoldAreRefused() {
    byte[] bytes = {1};
    for (String path : List.of("../a", "/a", "a\\b", "a/", "C:/a")) {
      assertCode(
          ArtifactError.REFUSED_CONTENT,
          () -> repository.stage(StageRequest.of(Trees.of(path, bytes))));
    }
    assertCode(
        ArtifactError.REFUSED_CONTENT,
        () -> repository.stage(StageRequest.of(Trees.of(Map.of("a", bytes, "a/b", bytes)))));
  }

  private StagedArtifact restaged(String text) {
    return repository.stage(StageRequest.of(Trees.text("model", text)));
  }

  private void later() {
    places.set(Places.NOW.plus(Duration.ofHours(1)));
  }

  private Catalog done(Change change) {
    return repository
        .publish(change)
        .fold(
            catalog -> catalog,
            fault -> fail(fault.toString()),
            fault -> fail(fault.toString()),
            fault -> fail(fault.toString()));
  }

  private static Catalog fail(String fault) {
    throw new AssertionError(fault);
  }

  private void rejected(ErrorCode code, Change change) {
    Attempt<Catalog> attempt = repository.publish(change);
    assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
    assertThat(((Attempt.Rejected<Catalog>) attempt).fault().code()).isEqualTo(code);
  }

  private static void assertCode(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Optional<Version> version(String value) {
    return Optional.of(new Version(value));
  }

  private static Optional<Version> nothing() {
    return Optional.empty();
  }
}
