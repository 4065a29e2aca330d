package io.godwit.knowledge.rest.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Target;
import io.godwit.testkit.step.BarePlanContext;
import io.godwit.testkit.step.BareStepContext;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes a step that reads from another target forward, where nothing goes wrong. */
public final class PlainRun {

  private static final Embedders NONE =
      new Embedders() {
        @Override
        public Set<String> names() {
          return Set.of();
        }

        @Override
        public Embedder open(EmbedderRef ref) {
          throw new UnsupportedOperationException("nothing is embedded");
        }
      };

  private PlainRun() {}

  private record From(Effect effect, Checkpoint checkpoint, Checkpoint applied, Target from)
      implements BareStepContext {
    @Override
    public Embedders embedders() {
      return NONE;
    }

    @Override
    public Target target(TargetName name) {
      return from;
    }
  }

  /** Plans, applies, verifies and publishes. */
  public static <T extends Target, C extends Record, F extends Record> void forward(
      StepType<T, C, F> type, T target, C config, Target from, int number) {
    F frozen =
        type.plan(
                target,
                config,
                new BarePlanContext() {
                  @Override
                  public Target target(TargetName name) {
                    return from;
                  }
                })
            .frozen();
    Checkpoint applied =
        all(checkpoint -> type.apply(target, frozen, at(Verb.APPLY, number, checkpoint, from)));
    StepContext after = new From(effect(Verb.APPLY, number), Checkpoint.NONE, applied, from);
    assertThat(type.verify(target, frozen, after))
        .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    all(checkpoint -> type.publish(target, frozen, at(Verb.PUBLISH, number, checkpoint, from)));
  }

  private interface Doing {
    Attempt<Progress> once(Checkpoint checkpoint);
  }

  private static Checkpoint all(Doing doing) {
    Checkpoint checkpoint = Checkpoint.NONE;
    for (int effects = 0; effects < 1000; effects++) {
      Progress progress =
          doing.once(checkpoint).fold(each -> each, PlainRun::fail, PlainRun::fail, PlainRun::fail);
      checkpoint = progress.checkpoint();
      if (progress.complete()) {
        return checkpoint;
      }
    }
    throw new AssertionError("never complete");
  }

  private static Progress fail(Object fault) {
    throw new AssertionError(fault.toString());
  }

  private static StepContext at(Verb verb, int number, Checkpoint checkpoint, Target from) {
    return new From(effect(verb, number), checkpoint, checkpoint, from);
  }

  private static Effect effect(Verb verb, int number) {
    String run = "plain " + number;
    Effect.Keys keys = new Effect.Keys(Digest.of(run + verb), Digest.of(run), Optional.empty());
    return new Effect(verb, new RunId(new UUID(9, number)), new StepId("copy"), keys, number);
  }
}
