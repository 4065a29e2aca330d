package io.godwit.data.host.step;

import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.data.error.DataError;
import io.godwit.data.file.Marks;
import io.godwit.data.host.process.Outcome;
import io.godwit.data.host.target.HostTarget;
import java.util.function.Supplier;

/**
 * What steps that run programs have in common. A mark is made before a program is started, and
 * another when it has ended well: without the first nothing has happened, with the second it is
 * known that it has. Only in between has somebody to look.
 */
final class ProgramStep {

  private static final String BEGUN = "begun";
  private static final String UNDONE = "undone";
  private static final String HOW = "how";
  private static final String ALREADY = "already";

  private final HostTarget target;
  private final StepContext context;
  private final Marks marks;

  ProgramStep(HostTarget target, StepContext context) {
    this.target = target;
    this.context = context;
    this.marks = target.marks();
  }

  private Digest origin() {
    return context.effect().keys().origin();
  }

  private String done() {
    return "done-" + context.effect().keys().key().hex().substring(0, 32);
  }

  private static Progress complete(String how) {
    return Progress.complete(Checkpoint.of(HOW, how), Tally.of("commands", 1));
  }

  /**
   * Does it, unless it was done.
   *
   * @param already whether what is to be done is so already
   * @param work does it; an outcome that is not good says why
   */
  Attempt<Progress> apply(Supplier<Boolean> already, Supplier<Outcome> work) {
    return marks.guarded(
        context.effect(),
        () -> {
          target.programs().endLeftover();
          if (marks.isNoted(origin(), done())) {
            return Attempt.done(complete("ran"));
          }
          if (already.get()) {
            boolean ours = marks.isNoted(origin(), BEGUN);
            return Attempt.done(complete(ours ? "ran" : ALREADY));
          }
          marks.forget(origin(), UNDONE);
          marks.note(origin(), BEGUN);
          Outcome outcome = work.get();
          if (!outcome.isGood()) {
            return failed(outcome);
          }
          marks.note(origin(), done());
          return Attempt.done(complete("ran"));
        });
  }

  private Attempt<Progress> failed(Outcome outcome) {
    String message = "the command of step " + context.effect().step() + " " + outcome.words();
    return outcome.ended()
        ? Attempt.unknown(DataError.COMMAND_FAILED, message)
        : Attempt.rejected(DataError.COMMAND_FAILED, message + "\nlook at what it says, mend it");
  }

  /** Takes it back, if it was ever begun. */
  Attempt<Progress> undo(Supplier<Outcome> work) {
    return marks.guarded(
        context.effect(),
        () -> {
          target.programs().endLeftover();
          boolean begun = marks.isNoted(origin(), BEGUN);
          boolean notOurs = context.applied().get(HOW).filter(ALREADY::equals).isPresent();
          if (!begun || notOurs || marks.isNoted(origin(), UNDONE)) {
            return Attempt.done(Progress.nothing());
          }
          Outcome outcome = work.get();
          if (!outcome.isGood()) {
            return Attempt.retryable(
                DataError.COMMAND_FAILED,
                "the undo command of step " + context.effect().step() + " " + outcome.words());
          }
          marks.note(origin(), UNDONE);
          return Attempt.done(Progress.nothing());
        });
  }

  /** Forgets the marks. */
  Attempt<Progress> retire() {
    return marks.guarded(
        context.effect(),
        () -> {
          marks.clear(origin());
          return Attempt.done(Progress.nothing());
        });
  }

  /**
   * What became of an effect.
   *
   * @param happened what the world says of one that was begun and has no end
   */
  Sighting look(Supplier<Sighting> happened) {
    return marks.settled(
        context.effect(),
        () -> {
          target.programs().endLeftover();
          return switch (context.effect().verb()) {
            case APPLY -> applied(happened);
            case UNDO -> undone();
            case RETIRE, PUBLISH -> Sighting.absent();
          };
        });
  }

  private Sighting applied(Supplier<Sighting> happened) {
    if (marks.isNoted(origin(), done())) {
      return Sighting.present(complete("ran"));
    }
    return marks.isNoted(origin(), BEGUN) ? happened.get() : Sighting.absent();
  }

  private Sighting undone() {
    boolean refuses =
        context
            .effect()
            .keys()
            .counterpart()
            .filter(key -> marks.isRefused(origin(), key))
            .isPresent();
    boolean nothing = !marks.isNoted(origin(), BEGUN) || marks.isNoted(origin(), UNDONE);
    return refuses && nothing ? Sighting.present(Progress.nothing()) : Sighting.absent();
  }

  static Sighting ran() {
    return Sighting.present(complete("ran"));
  }
}
