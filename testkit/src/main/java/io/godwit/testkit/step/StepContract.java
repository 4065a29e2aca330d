package io.godwit.testkit.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.api.target.Digestible;
import io.godwit.api.target.Target;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link StepType}: what the engine relies on when it takes a step through its
 * life, loses answers, dies, and comes back. A step type's test extends this, says how to open its
 * target and gives settings that change something there. Each test tries one promise, in any number
 * of effects that the step needs.
 *
 * @param <T> the target
 * @param <C> the settings of a step
 * @param <F> what its plan keeps
 */
public abstract class StepContract<T extends Target, C extends Record, F extends Record> {

  private static final int INTERRUPTIONS = 5;

  private Optional<T> opened = Optional.empty();
  private Optional<StepLife<T, F>> life = Optional.empty();

  /** Opens the target of this test, which is fresh at first. Called again, opens the same one. */
  protected abstract T open();

  /** The step type under test. */
  protected abstract StepType<T, C, F> type();

  /** Settings of a step that changes what the target holds. */
  protected abstract C config();

  /** What it is planned with. */
  protected PlanContext planning() {
    return new BarePlanContext() {};
  }

  /** What it gets with an effect. */
  protected StepContext context(Effect effect, Checkpoint checkpoint, Checkpoint applied) {
    return new Plain(effect, checkpoint, applied);
  }

  /**
   * What the target holds for its readers, in words: equal when and only when the content is. A
   * target that is {@link Digestible} tells it by itself.
   */
  protected String content(T target) {
    if (target instanceof Digestible digestible) {
      return digestible.digest().toString();
    }
    throw new UnsupportedOperationException("override content(target)");
  }

  /** Whether the target refuses a token below the highest that it has seen. */
  protected boolean fences() {
    return true;
  }

  /**
   * Changes what the step has changed, as somebody else would.
   *
   * @return whether the step can notice it; if not, nothing was changed
   */
  protected boolean meddle(T target) {
    return false;
  }

  private record Plain(Effect effect, Checkpoint checkpoint, Checkpoint applied)
      implements BareStepContext {}

  @AfterEach
  final void closeIt() {
    opened.ifPresent(Target::close);
    opened = Optional.empty();
  }

  @Test
  final void planningChangesNothing() {
    String before = content(target());

    var unused = type().plan(target(), config(), planning());

    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  final void whatWasAppliedShowsAndHolds() {
    String before = content(target());

    forward();

    assertThat(content(target())).isNotEqualTo(before);
    assertThat(life().verify(target())).isEmpty();
  }

  @Test
  final void anEffectThatNeverBeganIsSeenToBeAbsent() {
    String before = content(target());

    assertThat(life().look(target(), Verb.APPLY)).isInstanceOf(Sighting.Absent.class);
    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  @DisplayName("an effect whose answer was lost is found by looking, and gone on from")
  final void aLostAnswerIsFoundByLooking() {
    String before = content(target());
    forward();
    String after = content(target());
    life().all(target(), Verb.UNDO);
    life().newUp();

    allLost(Verb.APPLY);
    if (life().publishes()) {
      allLost(Verb.PUBLISH);
    }
    assertThat(content(target())).isEqualTo(after);
    assertThat(life().verify(target())).isEmpty();

    life().newDown();
    allLost(Verb.UNDO);
    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  final void repeatingWhatIsDoneChangesNothing() {
    forward();
    String after = content(target());

    life().newLease();
    StepLife.done(life().once(target(), Verb.APPLY), Verb.APPLY);
    if (life().publishes()) {
      StepLife.done(life().once(target(), Verb.PUBLISH), Verb.PUBLISH);
    }
    assertThat(content(target())).isEqualTo(after);

    var unused = life().again(target(), Verb.APPLY);
    assertThat(content(target())).as("by an engine that knows of nothing").isEqualTo(after);
  }

  @Test
  final void undoBringsBackWhatWasThereFromAnyMoment() {
    String before = content(target());
    boolean complete = false;
    for (int effects = 0; effects <= INTERRUPTIONS && !complete; effects++) {
      for (int done = 0; done < effects && !complete; done++) {
        complete = StepLife.done(life().once(target(), Verb.APPLY), Verb.APPLY).complete();
      }
      crash();
      life().all(target(), Verb.UNDO);

      assertThat(content(target())).as("undone after " + effects + " effects").isEqualTo(before);
      life().newUp();
    }
  }

  @Test
  final void undoBringsBackWhatWasThereAfterItWasPublished() {
    String before = content(target());
    forward();
    crash();
    life().newDown();

    life().all(target(), Verb.UNDO);
    assertThat(content(target())).isEqualTo(before);
    assertThat(life().look(target(), Verb.UNDO)).isInstanceOf(Sighting.Present.class);

    StepLife.done(life().again(target(), Verb.UNDO), Verb.UNDO);
    assertThat(content(target())).as("undone twice").isEqualTo(before);
  }

  @Test
  final void afterAnUndoALateAttemptChangesNothing() {
    String before = content(target());
    StepLife.done(life().once(target(), Verb.APPLY), Verb.APPLY);
    life().all(target(), Verb.UNDO);

    Attempt<Progress> late = life().again(target(), Verb.APPLY);

    assertThat(late).isNotInstanceOf(Attempt.Done.class);
    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  final void afterAnUndoOfNothingALateAttemptChangesNothing() {
    String before = content(target());
    life().all(target(), Verb.UNDO);

    Attempt<Progress> late = life().again(target(), Verb.APPLY);

    assertThat(late).isNotInstanceOf(Attempt.Done.class);
    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  final void whatALaterRunTookBackItCanBringBack() {
    forward();
    String after = content(target());
    life().newDown();
    life().all(target(), Verb.UNDO);

    life().all(target(), Verb.APPLY);
    if (life().publishes()) {
      life().all(target(), Verb.PUBLISH);
    }

    assertThat(content(target())).isEqualTo(after);
  }

  @Test
  final void anEngineThatHasLostItsLeaseChangesNothing() {
    assumeThat(fences()).isTrue();
    life().newLease();
    StepLife.done(life().once(target(), Verb.APPLY), Verb.APPLY);
    String before = content(target());

    Attempt<Progress> late = life().late(target(), Verb.UNDO, 1);

    assertThat(late).isNotInstanceOf(Attempt.Done.class);
    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  final void retiringIsSafeToRepeatAndHidesNothingFromReaders() {
    forward();
    String after = content(target());

    life().all(target(), Verb.RETIRE);
    StepLife.done(life().again(target(), Verb.RETIRE), Verb.RETIRE);

    assertThat(content(target())).isEqualTo(after);
  }

  @Test
  final void whatAnUndoneStepLeftCanBeRetired() {
    String before = content(target());
    forward();
    life().newDown();
    life().all(target(), Verb.UNDO);

    life().all(target(), Verb.RETIRE);

    assertThat(content(target())).isEqualTo(before);
  }

  @Test
  final void whatSomebodyElseHasChangedSinceIsNotUndoneOver() {
    forward();
    assumeThat(meddle(target())).isTrue();
    String meddled = content(target());
    life().newDown();

    Attempt<Progress> undo = life().once(target(), Verb.UNDO);

    assertThat(undo).isInstanceOf(Attempt.Rejected.class);
    assertThat(content(target())).isEqualTo(meddled);
  }

  private void forward() {
    life().all(target(), Verb.APPLY);
    if (life().publishes()) {
      life().all(target(), Verb.PUBLISH);
    }
  }

  /**
   * Each effect of the verb happens, the engine dies before it hears of it, and another looks. What
   * only prepared and shows nowhere may be called absent: then it is done again.
   */
  private void allLost(Verb verb) {
    boolean complete = false;
    while (!complete) {
      String before = content(target());
      var unused = StepLife.done(life().lost(target(), verb), verb);
      crash();
      complete =
          life()
              .look(target(), verb)
              .fold(
                  absent -> {
                    assertThat(content(target())).as(verb + " is absent").isEqualTo(before);
                    return StepLife.done(life().once(target(), verb), verb).complete();
                  },
                  present -> present.progress().complete(),
                  unclear -> {
                    throw new AssertionError(verb + " is unclear: " + unclear.fault());
                  });
    }
  }

  private void crash() {
    opened.ifPresent(Target::close);
    opened = Optional.empty();
    life().newLease();
  }

  private StepLife<T, F> life() {
    StepLife<T, F> begun = life.orElseGet(this::planned);
    life = Optional.of(begun);
    return begun;
  }

  private StepLife<T, F> planned() {
    StepPlan<F> plan = type().plan(target(), config(), planning());
    return new StepLife<>(type(), plan, this::context);
  }

  private T target() {
    T target = opened.orElseGet(this::open);
    opened = Optional.of(target);
    return target;
  }
}
