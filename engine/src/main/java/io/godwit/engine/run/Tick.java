package io.godwit.engine.run;

import io.godwit.engine.journal.RunRecord;
import java.time.Duration;

/**
 * What one tick came to.
 *
 * @param run the run after it
 * @param pause how long the next tick should wait; zero to go on at once
 * @param underWay how many effects were begun and have not ended
 */
public record Tick(RunRecord run, Duration pause, int underWay) {

  /** Go on at once, with nothing under way. */
  Tick(RunRecord run) {
    this(run, Duration.ZERO, 0);
  }

  /** Whether there is nothing more to do. */
  public boolean settled() {
    return run.state().isSettled();
  }
}
