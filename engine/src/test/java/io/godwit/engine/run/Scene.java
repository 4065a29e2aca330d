package io.godwit.engine.run;

import io.godwit.api.name.RunId;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunState;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.Commit;
import io.godwit.engine.state.Holder;
import io.godwit.engine.state.MemoryStateStore;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.util.Random;

/** A state store in memory, a world of targets, and engines that come and go. */
final class Scene implements AutoCloseable {

  final StateStore store = new MemoryStateStore(() -> Runs.NOON);
  final World world = new World(store);
  private static final RetryPolicy RETRIES =
      RetryPolicy.even(4, 3, new RetryPolicy.Pace(Duration.ofMillis(1), Duration.ofMillis(1)));

  /** A new process takes the lease; whoever had it is dead. */
  long lease() {
    Holder holder = new Holder("engine", "user", "host", 1, 1);
    return store.acquire(holder, Duration.ofSeconds(30), other -> true).token();
  }

  RunEngine engine(RunId id, long token, StateStore through, Steps steps) {
    return new RunEngine(
        id,
        token,
        new RunEngine.Parts(through, steps, world, (run, entries, at) -> {}),
        new RunEngine.Surroundings(() -> Runs.NOON, new Random(1), RETRIES, new InlineCrew()));
  }

  RunRecord begin(RunRecord run) {
    return store.begin(Commit.planned(run, lease()));
  }

  /** Ticks until the run is settled, as a new process would. */
  RunRecord recover(RunId id) {
    return drive(engine(id, lease(), store, world));
  }

  static RunRecord drive(RunEngine engine) {
    for (int i = 0; i < 1_000; i++) {
      Tick tick = engine.tick();
      if (tick.settled()) {
        return tick.run();
      }
    }
    throw new AssertionError("the run does not end");
  }

  /** Up to the release, without faults. */
  RunRecord upToRelease() {
    RunRecord done = recover(begin(Runs.up()).id());
    if (done.state() != RunState.COMPLETED) {
      throw new AssertionError(done.outcome());
    }
    return done;
  }

  Release current() {
    return store.current().orElseThrow();
  }

  @Override
  public void close() {
    store.close();
  }
}
