package io.godwit.engine.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.DoctorView;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.Storage;
import io.godwit.api.tool.Answer;
import io.godwit.engine.repository.Places;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.Trees;
import io.godwit.engine.repository.collect.Graces;
import io.godwit.engine.repository.memory.MemoryStorage;
import io.godwit.engine.tool.OwnTool;
import io.godwit.testkit.storage.FaultyStorage;
import io.godwit.testkit.storage.FaultyStorage.Crash;
import io.godwit.testkit.storage.FaultyStorage.Mishap;
import io.godwit.testkit.tool.BareToolCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every storage operation of a copy, at either end, goes wrong in every way, in turn. */
class CopyMishapTest {

  private static final ArtifactId ID = ArtifactId.of("ranker", "1");
  private static final Graces NONE = new Graces(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);
  private static final byte[] BYTES = Trees.weights(600_000, 1);

  private final Places places = new Places();
  private final AtomicLong operations = new AtomicLong();

  @ParameterizedTest
  @EnumSource(value = Mishap.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("A13: whatever happens while a version is copied, it arrives whole or not at all")
  void aCopyArrivesWholeOrNotAtAll(Mishap mishap) {
    Ends counted = ends();
    copy(counted, n -> Mishap.NONE);
    long all = operations.get();
    assertThat(all).isGreaterThan(12);
    for (long n = 1; n <= all; n++) {
      long which = n;
      String when = mishap + " at " + n;
      Ends ends = ends();
      boolean said = tried(ends, number -> number == which ? mishap : Mishap.NONE);

      Repository there = places.on(ends.to());
      assertThat(there.verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
      assertThat(!said || there.find(ID).isPresent()).as(when).isTrue();
      copy(ends, number -> Mishap.NONE);
      assertWhole(ends, when);
    }
  }

  /** The version is there and at its source, and garbage goes in the end. */
  private void assertWhole(Ends ends, String when) {
    places.set(Places.NOW.plusSeconds(20));
    Repository there = places.on(ends.to());
    there.collector(NONE).collect();
    there.collector(NONE).collect();
    assertThat(there.find(ID)).as(when).isPresent();
    assertThat(there.verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
    assertThat(objects(ends.to(), "packs/")).as(when).isEqualTo(1);
    assertThat(objects(ends.to(), "manifests/")).as(when).isEqualTo(1);
    assertThat(places.on(ends.from()).verifyAll(1, bytes -> {}).faults()).as(when).isEmpty();
  }

  /** Where it comes from and where it goes. */
  private record Ends(Storage from, Storage to) {}

  private Ends ends() {
    places.set(Places.NOW);
    Ends ends = new Ends(new MemoryStorage(places.clock()), new MemoryStorage(places.clock()));
    Repository repository = places.on(ends.from());
    var staged = repository.stage(StageRequest.of(Trees.of("weights", BYTES)));
    assertThat(repository.publish(Change.none().add(ID, staged))).isInstanceOf(Attempt.Done.class);
    return ends;
  }

  /** Whether the copy said that it was done. */
  private boolean tried(Ends ends, LongFunction<Mishap> mishaps) {
    try {
      copy(ends, mishaps);
      return true;
    } catch (Crash | GodwitException e) {
      return false;
    }
  }

  private void copy(Ends ends, LongFunction<Mishap> mishaps) {
    operations.set(0);
    FaultyStorage.Trouble trouble =
        (operation, writes) -> mishaps.apply(operations.incrementAndGet());
    Desk desk =
        new Ours(
            places.on(new FaultyStorage(ends.from(), trouble)),
            places.on(new FaultyStorage(ends.to(), trouble)));
    OwnTool<?> copy =
        ArtifactTools.on(desk).stream()
            .filter(tool -> tool.name().equals("copy"))
            .findFirst()
            .orElseThrow();
    use(copy, new Moving.CopyArguments("ranker@1", "there"));
  }

  private static <A extends Record> void use(OwnTool<A> tool, Record arguments) {
    BareToolCall call = () -> Path.of(".");
    Answer answer = tool.work().apply(tool.argumentsType().cast(arguments), call);
    assertThat(answer.good()).isTrue();
  }

  private static long objects(Storage storage, String prefix) {
    try (Stream<ObjectHead> listed = storage.list(prefix)) {
      return listed.count();
    }
  }

  private record Ours(Repository repository, Repository there) implements Desk {
    @Override
    public List<DoctorView.Line> probe() {
      return List.of();
    }

    @Override
    public Graces graces() {
      return NONE;
    }

    @Override
    public <R> R elsewhere(String environment, Function<Repository, R> work) {
      return work.apply(Objects.requireNonNull(Map.of("there", there).get(environment)));
    }
  }
}
