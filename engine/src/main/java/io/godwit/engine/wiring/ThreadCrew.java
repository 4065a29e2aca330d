package io.godwit.engine.wiring;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.engine.run.Crew;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A thread for each effect that is under way; none for an engine that runs one at a time. */
final class ThreadCrew implements Crew, AutoCloseable {

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> Daemons.thread(work, "godwit-step"));
  private final BlockingQueue<Supplier<Outcome>> ended = new LinkedBlockingQueue<>();
  private final StopSignal stop;

  /** Tells the signal when the thread that waits for an outcome is interrupted. */
  ThreadCrew(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public void begin(Effect effect, Supplier<Attempt<Progress>> work) {
    threads.execute(() -> ended.add(outcome(effect, work)));
  }

  private static Supplier<Outcome> outcome(Effect effect, Supplier<Attempt<Progress>> work) {
    try {
      Outcome outcome = new Outcome(effect, work.get());
      return () -> outcome;
    } catch (Error e) {
      return () -> {
        throw e;
      };
    }
  }

  @Override
  public Outcome next() {
    boolean interrupted = false;
    while (true) {
      try {
        Supplier<Outcome> outcome = ended.take();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return outcome.get();
      } catch (InterruptedException e) {
        interrupted = true;
        stop.stop();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
