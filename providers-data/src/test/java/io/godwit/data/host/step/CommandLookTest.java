package io.godwit.data.host.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Verb;
import io.godwit.data.file.Marks;
import io.godwit.data.file.ProjectFolder;
import io.godwit.data.host.process.Programs;
import io.godwit.data.host.target.HostTarget;
import io.godwit.testkit.step.BareStepContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** E2: what became of a command that ran while Godwit was killed. */
@DisabledOnOs(OS.WINDOWS)
@DisplayName("E2: what became of a command is seen, or a person is asked; it is never guessed")
final class CommandLookTest {

  private static final Digest ORIGIN = Digest.ofParts("origin");

  @TempDir Path folder;
  private final CommandStepType type = new CommandStepType();

  private HostTarget target() {
    return new HostTarget(
        new ProjectFolder(folder),
        new Marks(folder.resolve("marks")),
        new Programs(folder, folder.resolve("marks"), Map.of()),
        Map.of());
  }

  @BeforeEach
  void aFolderForMarks() throws Exception {
    Files.createDirectories(folder.resolve("marks"));
  }

  private static CommandConfig command(List<String> unless, boolean repeatable) {
    return new CommandConfig(
        List.of("touch", "made"),
        false,
        List.of("rm", "-f", "made"),
        unless,
        List.of(),
        List.of(),
        List.of(),
        repeatable,
        false,
        Duration.ofMinutes(1));
  }

  private void killedWhileItRan() {
    new Marks(folder.resolve("marks")).note(ORIGIN, "begun");
  }

  @Test
  void whatWasNeverBegunHasNotHappened() {
    assertThat(type.look(target(), command(List.of(), false), context(Verb.APPLY)))
        .isEqualTo(Sighting.absent());
  }

  @Test
  void whatHasEndedWellIsKnownWithoutALook() {
    CommandConfig command = command(List.of(), false);
    assertThat(type.apply(target(), command, context(Verb.APPLY))).isInstanceOf(Attempt.Done.class);
    assertThat(type.look(target(), command, context(Verb.APPLY)))
        .isInstanceOf(Sighting.Present.class);
  }

  @Test
  void inBetweenTheCommandThatLooksDecides() throws Exception {
    killedWhileItRan();
    CommandConfig command = command(List.of("test", "-f", "made"), false);
    assertThat(type.look(target(), command, context(Verb.APPLY))).isEqualTo(Sighting.absent());
    Files.createFile(folder.resolve("made"));
    assertThat(type.look(target(), command, context(Verb.APPLY)))
        .isInstanceOf(Sighting.Present.class);
  }

  @Test
  void inBetweenWhatMayBeRepeatedIsRepeatedAndOfAllElseAPersonDecides() {
    killedWhileItRan();
    assertThat(type.look(target(), command(List.of(), true), context(Verb.APPLY)))
        .isEqualTo(Sighting.absent());
    assertThat(type.look(target(), command(List.of(), false), context(Verb.APPLY)))
        .isInstanceOfSatisfying(
            Sighting.Unclear.class,
            unclear -> {
              assertThat(unclear.lookAgain()).isFalse();
              assertThat(unclear.fault().code().id()).isEqualTo("GW-385");
            });
  }

  @Test
  void anUndoTakesBackWhatWasBegunOnceAndRefusesALateAttempt() {
    CommandConfig command = command(List.of(), false);
    assertThat(type.apply(target(), command, context(Verb.APPLY))).isInstanceOf(Attempt.Done.class);
    assertThat(type.undo(target(), command, context(Verb.UNDO))).isInstanceOf(Attempt.Done.class);
    assertThat(folder.resolve("made")).doesNotExist();
    assertThat(type.look(target(), command, context(Verb.UNDO)))
        .isInstanceOf(Sighting.Present.class);
    assertThat(type.apply(target(), command, context(Verb.APPLY)))
        .isInstanceOf(Attempt.Rejected.class);
    assertThat(folder.resolve("made")).doesNotExist();
  }

  private static StepContext context(Verb verb) {
    Digest apply = Digest.ofParts("apply");
    Digest key = verb == Verb.APPLY ? apply : Digest.ofParts("undo");
    Optional<Digest> counterpart = verb == Verb.UNDO ? Optional.of(apply) : Optional.empty();
    return new Context(
        new Effect(
            verb,
            new RunId(new UUID(0, 1)),
            new StepId("s"),
            new Effect.Keys(key, ORIGIN, counterpart),
            1));
  }

  private record Context(Effect effect) implements BareStepContext {}
}
