package io.godwit.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.data.error.DataError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MarksTest {

  private static final Digest ORIGIN = Digest.ofParts("origin");
  private static final Digest APPLY = Digest.ofParts("apply");

  @TempDir Path folder;

  private static Effect effect(Digest key, Optional<Digest> counterpart, long token) {
    return new Effect(
        Verb.APPLY,
        new RunId(new UUID(0, 1)),
        new StepId("s"),
        new Effect.Keys(key, ORIGIN, counterpart),
        token);
  }

  private static Attempt<Progress> perform(Marks marks, Effect effect) {
    return marks.guarded(effect, () -> Attempt.done(Progress.nothing()));
  }

  private static Fault fault(Attempt<Progress> attempt) {
    return attempt.fold(
        done -> {
          throw new AssertionError("it was done");
        },
        fault -> fault,
        fault -> fault,
        fault -> fault);
  }

  @Test
  void anEngineThatHasLostItsLeaseChangesNothingOnceAnotherHasLooked() {
    Marks marks = new Marks(folder);
    assertThat(perform(marks, effect(APPLY, Optional.empty(), 4))).isInstanceOf(Attempt.Done.class);

    Sighting sighting = marks.settled(effect(APPLY, Optional.empty(), 5), Sighting::absent);

    assertThat(sighting).isEqualTo(Sighting.absent());
    assertThat(fault(perform(marks, effect(APPLY, Optional.empty(), 4))).code())
        .isEqualTo(DataError.STALE_ENGINE);
    assertThat(perform(marks, effect(APPLY, Optional.empty(), 5))).isInstanceOf(Attempt.Done.class);
  }

  @Test
  void anAttemptThatComesAfterItsUndoIsRefusedUntilTheStepIsRetired() {
    Marks marks = new Marks(folder);
    Digest undo = Digest.ofParts("undo");
    perform(marks, effect(undo, Optional.of(APPLY), 1));

    assertThat(marks.isRefused(ORIGIN, APPLY)).isTrue();
    assertThat(fault(perform(marks, effect(APPLY, Optional.empty(), 1))).code())
        .isEqualTo(DataError.TAKEN_BACK);

    marks.clear(ORIGIN);
    assertThat(marks.isRefused(ORIGIN, APPLY)).isFalse();
  }

  @Test
  void whoeverIsAtWorkIsWaitedFor() throws Exception {
    Marks marks = new Marks(folder);
    try (FileChannel other =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      Attempt<Progress> attempt = perform(marks, effect(APPLY, Optional.empty(), 1));

      assertThat(attempt).isInstanceOf(Attempt.Retryable.class);
      assertThat(fault(attempt).code()).isEqualTo(DataError.FILES_BUSY);
      assertThat(marks.settled(effect(APPLY, Optional.empty(), 1), Sighting::absent))
          .isInstanceOf(Sighting.Unclear.class);
    }
    assertThat(perform(marks, effect(APPLY, Optional.empty(), 1))).isInstanceOf(Attempt.Done.class);
  }

  @Test
  void aFileIsReplacedWholeKeepsItsRightsAndLeavesNothingBeside() throws Exception {
    Path file = folder.resolve("app.toml");
    Files.writeString(file, "old");
    try (Replacement replacement = Replacement.of(file, Optional.of("new".getBytes(UTF_8)))) {
      assertThat(file).hasContent("old");
      replacement.take();
      replacement.take();
    }
    assertThat(file).hasContent("new");
    Replacement given = Replacement.of(file, Optional.of("newer".getBytes(UTF_8)));
    assertThat(beside()).isEqualTo(2);
    given.close();
    assertThat(beside()).isEqualTo(1);
    assertThat(file).hasContent("new");
  }

  private long beside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
