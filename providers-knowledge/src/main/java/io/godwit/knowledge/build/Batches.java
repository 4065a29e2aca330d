package io.godwit.knowledge.build;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several batches in one call: each is a transaction with its receipt, so that the engine's own
 * record, which costs a write to disk, need not be made for every one of them.
 */
public final class Batches {

  private static final Duration SLICE = Duration.ofSeconds(5);
  private static final int MOST = 100;

  private Batches() {}

  /**
   * Runs batches until all is done, five seconds are over, one fails, or a person wants to stop.
   */
  public static Attempt<Progress> run(
      StepContext context, Function<Checkpoint, Attempt<Progress>> batch) {
    Instant end = context.clock().instant().plus(SLICE);
    Attempt<Progress> last = batch.apply(context.checkpoint());
    for (int count = 1; count < MOST; count++) {
      Optional<Progress> progress = done(last);
      boolean enough = context.stopRequested() || !context.clock().instant().isBefore(end);
      if (enough || progress.filter(each -> !each.complete()).isEmpty()) {
        return last;
      }
      Attempt<Progress> next = batch.apply(progress.get().checkpoint());
      if (done(next).isEmpty()) {
        return isUnknown(next) ? next : last;
      }
      last = next;
    }
    return last;
  }

  private static Optional<Progress> done(Attempt<Progress> attempt) {
    return attempt.fold(
        Optional::of, fault -> Optional.empty(), f -> Optional.empty(), f -> Optional.empty());
  }

  private static boolean isUnknown(Attempt<Progress> attempt) {
    return attempt.<Boolean>fold(done -> false, fault -> false, fault -> false, fault -> true);
  }
}
