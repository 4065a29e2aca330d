package io.godwit.engine.run;

import io.godwit.engine.journal.RunRecord;
import java.time.Duration;

/**
 * What one tick came to.
 *
 * @param run the run after it
 * @param pause how long the next tick should wait; zero to go on at once
 */
public record Tick(RunRecord run, Duration pause) {

  /** Whether there is nothing more to do. */
  public boolean settled() {
    return run.state().isSettled();
  }
}
