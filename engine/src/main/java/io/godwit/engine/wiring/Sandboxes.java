package io.godwit.engine.wiring;

import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.operation.Operating;
import io.godwit.engine.operation.Sandbox;
import io.godwit.engine.operation.Setup;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.run.ProviderSteps;
import io.godwit.engine.run.RecordedSteps;
import io.godwit.engine.run.ReleaseGates;
import io.godwit.engine.run.RetryPolicy;
import io.godwit.engine.run.RunEngine;
import io.godwit.engine.run.RunEvents;
import io.godwit.engine.state.StateLocation;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.Targets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Makes engines for other targets than the project's, with a state in memory. */
final class Sandboxes implements Sandbox.Maker {

  private static final int ATTEMPTS = 1;

  private final Setup setup;
  private final Operating real;
  private final StepSupport support;
  private final Binder binder;
  private final Shared shared;
  private final Duration timeout;

  /** What all engines of a process share. */
  record Shared(
      AlarmClock alarms, ThreadCrew crew, StopSignal stop, Processes processes, Secrets secrets) {}

  Sandboxes(Operating real, StepSupport support, Binder binder, Shared shared, Duration timeout) {
    this.setup = real.setup();
    this.real = real;
    this.support = support;
    this.binder = binder;
    this.shared = shared;
    this.timeout = timeout;
  }

  @Override
  public Operating on(Targets targets) {
    StepSupport own = support.on(targets::open);
    LazyStores stores =
        new LazyStores(
            StateLocation.of(StateLocation.IN_MEMORY, Path.of("")),
            setup.system(),
            support.clock(),
            UnaryOperator.identity());
    return new Operating(
        setup,
        stores,
        targets,
        real.snapshots(),
        new Planner(targets, binder, own, timeout),
        engines(stores, targets, own),
        new LeaseKeeper(stores, shared.processes, shared.stop, Duration.ofMinutes(1)),
        support.clock());
  }

  private RunEngines engines(LazyStores stores, Targets targets, StepSupport own) {
    ProviderSteps steps =
        new ProviderSteps(targets, own, real.snapshots(), shared.alarms, shared.secrets::redact);
    ReleaseGates.Switches switches = new ReleaseGates.Switches(false, false);
    return new RunEngines(
        stores,
        new RunEngines.Parts(
            new RecordedSteps(steps, targets),
            store -> new ReleaseGates(store, targets, switches),
            new RunEvents(event -> {}),
            new RunEngine.Surroundings(
                support.clock(), new SecureRandom(), RetryPolicy.standard(ATTEMPTS), shared.crew)),
        shared.stop,
        shared.processes);
  }
}
