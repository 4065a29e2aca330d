package io.godwit.sql.receipt;

import io.godwit.api.step.Alarm;
import io.godwit.api.step.Effect;
import io.godwit.testkit.step.BareStepContext;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A step whose time is up, or which has all the time in the world. */
record Timed(Effect effect, boolean isLate) implements BareStepContext {

  @Override
  public Instant deadline() {
    return isLate ? Instant.EPOCH : Instant.MAX;
  }

  @Override
  public Alarm whenTimeIsUp(Runnable cancel) {
    if (!isLate) {
      return () -> {};
    }
    ScheduledExecutorService bell = Executors.newSingleThreadScheduledExecutor();
    var unused = bell.scheduleWithFixedDelay(cancel, 0, 20, TimeUnit.MILLISECONDS);
    return bell::shutdownNow;
  }
}
