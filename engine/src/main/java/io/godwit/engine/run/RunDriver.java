package io.godwit.engine.run;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.RunState;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Ticks a run until it is settled, until a person asks it to stop, or until a step has met what
 * only a person can mend.
 */
public final class RunDriver {

  private static final int STATE_STORE_ATTEMPTS = 33;
  private static final long SHORTEST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Pause pause;
  private final BooleanSupplier stopRequested;

  /** Waits; ends early when a person asks to stop. */
  public interface Pause {
    /** Waits that long. */
    void pause(Duration duration);
  }

  /** Drives with these pauses, until the supplier says that a person wants to stop. */
  public RunDriver(Pause pause, BooleanSupplier stopRequested) {
    this.pause = pause;
    this.stopRequested = stopRequested;
  }

  /**
   * Ticks until the run is settled or a stop is asked for.
   *
   * @return the run as it is then
   * @throws GodwitException with LEASE_LOST, or with STATE_UNREACHABLE when the state store has not
   *     answered for half a minute; the run can be taken up again
   */
  public RunRecord drive(RunEngine engine) {
    int failures = 0;
    while (true) {
      try {
        Tick tick = engine.tick();
        failures = 0;
        boolean stop = engine.isHeld() || (stopRequested.getAsBoolean() && mayStop(tick.run()));
        if (tick.settled() || (stop && tick.underWay() == 0)) {
          return tick.run();
        }
        if (stop) {
          engine.hold();
        }
        if (!tick.pause().isZero()) {
          pause.pause(tick.pause());
        }
      } catch (GodwitException e) {
        if (e.code() != EngineError.STATE_UNREACHABLE || ++failures >= STATE_STORE_ATTEMPTS) {
          engine.letEnd();
          throw e;
        }
        pause.pause(
            Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << failures)));
      }
    }
  }

  /** The pivot is a moment away, or somebody is to be given back what was theirs: no stop there. */
  private static boolean mayStop(RunRecord run) {
    return run.state() != RunState.COMMITTING;
  }
}
