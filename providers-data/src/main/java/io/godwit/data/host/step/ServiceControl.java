package io.godwit.data.host.step;

import io.godwit.api.step.Alarm;
import io.godwit.data.host.process.Outcome;
import io.godwit.data.host.process.Programs;
import io.godwit.data.host.target.HostSettings.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Stops and starts a service, and waits until it is so. */
final class ServiceControl {

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 200;

  private final Programs programs;
  private final Service service;
  private final Function<Runnable, Alarm> alarms;

  ServiceControl(Programs programs, Service service, Function<Runnable, Alarm> alarms) {
    this.programs = programs;
    this.service = service;
    this.alarms = alarms;
  }

  boolean canBeSeen() {
    return !service.running().isEmpty();
  }

  boolean isRunning() {
    return look().isGood();
  }

  private Outcome look() {
    return programs.run(new Programs.Command(service.running(), List.of()), LOOK);
  }

  Outcome stop() {
    return run(service.stop(), false);
  }

  Outcome start() {
    return run(service.start(), true);
  }

  private Outcome run(List<String> command, boolean wanted) {
    Outcome outcome =
        programs.run(new Programs.Command(command, List.of()), service.timeout(), alarms);
    return outcome.isGood() && canBeSeen() ? await(outcome, wanted) : outcome;
  }

  private Outcome await(Outcome done, boolean wanted) {
    long begin = System.nanoTime();
    Outcome seen = look();
    while (seen.isGood() != wanted) {
      boolean late = System.nanoTime() - begin > service.timeout().toNanos();
      if (late || !pause()) {
        String state = wanted ? "it does not run" : "it still runs";
        return new Outcome(
            seen.exit() == 0 ? -1 : seen.exit(),
            false,
            state + " after " + service.timeout().toSeconds() + " s\n" + seen.output());
      }
      seen = look();
    }
    return done;
  }

  /** Whether it may go on. */
  private static boolean pause() {
    try {
      var unused = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
