package io.godwit.knowledge.rest.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass before a request is repeated. */
@FunctionalInterface
public interface Wait {

  /** As long as it takes; an interrupt ends it. */
  Wait ON_A_THREAD =
      time -> {
        boolean never = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        if (never) {
          throw new IllegalStateException("a latch that nobody opens was opened");
        }
      };

  /** Waits. */
  void pass(Duration time) throws InterruptedException;
}
