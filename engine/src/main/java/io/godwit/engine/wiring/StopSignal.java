package io.godwit.engine.wiring;

import io.godwit.engine.run.RunDriver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A person's wish to stop; pauses end when it comes. */
final class StopSignal implements RunDriver.Pause {

  private volatile CountDownLatch signal = new CountDownLatch(1);

  /** Something new begins, which nobody has asked to stop. */
  void reset() {
    signal = new CountDownLatch(1);
  }

  void stop() {
    signal.countDown();
  }

  boolean isRequested() {
    return signal.getCount() == 0;
  }

  /** An interrupt is such a wish too. */
  @Override
  public void pause(Duration duration) {
    if (!rest(duration)) {
      stop();
    }
  }

  /** Waits inside an effect, where an interrupt may only say that its time is up. */
  void pauseInside(Duration duration) {
    var unused = rest(duration);
  }

  private boolean rest(Duration duration) {
    try {
      var stopped = signal.await(duration.toMillis(), TimeUnit.MILLISECONDS);
      return stopped || !Thread.currentThread().isInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
