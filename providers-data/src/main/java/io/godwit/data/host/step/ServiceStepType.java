package io.godwit.data.host.step;

import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.data.host.process.Outcome;
import io.godwit.data.host.target.HostSettings.Service;
import io.godwit.data.host.target.HostTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code service.stop}, {@code service.start} and {@code service.restart}. The first two take
 * themselves back by their opposite; a service that was as the step wants it before is left so by
 * the way back, too. A restart is done once more when all that the way back undoes is undone, so
 * that the service notices that as well.
 */
public final class ServiceStepType implements StepType<HostTarget, ServiceConfig, ServiceConfig> {

  /** What is done with the service. */
  public enum Way {
    /** It runs no more. */
    STOP,
    /** It runs. */
    START,
    /** It runs anew. */
    RESTART;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Way way;

  /** A step type that does this. */
  public ServiceStepType(Way way) {
    this.way = way;
  }

  @Override
  public StepTypeName name() {
    return new StepTypeName("service." + way.word());
  }

  @Override
  public String description() {
    return switch (way) {
      case STOP -> "Stops a service, and waits until it runs no more.";
      case START -> "Starts a service, and waits until it runs.";
      case RESTART -> "Stops a service, starts it anew, and waits until it runs.";
    };
  }

  @Override
  public Class<ServiceConfig> configType() {
    return ServiceConfig.class;
  }

  @Override
  public Class<ServiceConfig> frozenType() {
    return ServiceConfig.class;
  }

  @Override
  public StepPlan<ServiceConfig> plan(
      HostTarget target, ServiceConfig config, PlanContext context) {
    Service service = target.service(config.service());
    List<String> warnings = new ArrayList<>();
    if (service.running().isEmpty()) {
      warnings.add("whether it runs cannot be seen; write running: at the service");
    }
    return new StepPlan<>(
        config,
        new StepPlan.Text(way.word() + " service " + config.service(), List.of(), warnings),
        StepPlan.Estimate.of(),
        new Conduct(
            way == Way.RESTART ? Conduct.Undo.REPEAT : Conduct.Undo.INVERSE,
            Conduct.Landing.LOOK,
            Conduct.Risk.MEDIUM,
            way != Way.START,
            false),
        List.of(),
        Set.of("service " + config.service()));
  }

  private static ServiceControl control(
      HostTarget target, ServiceConfig step, StepContext context) {
    return new ServiceControl(
        target.programs(), target.service(step.service()), context::whenTimeIsUp);
  }

  @Override
  public Attempt<Progress> apply(HostTarget target, ServiceConfig step, StepContext context) {
    ServiceControl control = control(target, step, context);
    return new ProgramStep(target, context).apply(() -> isSo(control), () -> work(control, way));
  }

  private boolean isSo(ServiceControl control) {
    return switch (way) {
      case STOP -> control.canBeSeen() && !control.isRunning();
      case START -> control.canBeSeen() && control.isRunning();
      case RESTART -> false;
    };
  }

  private static Outcome work(ServiceControl control, Way way) {
    return switch (way) {
      case STOP -> control.stop();
      case START -> control.start();
      case RESTART -> {
        Outcome stopped = control.stop();
        yield stopped.isGood() ? control.start() : stopped;
      }
    };
  }

  @Override
  public List<Finding> verify(HostTarget target, ServiceConfig step, StepContext context) {
    ServiceControl control = control(target, step, context);
    // Behind a stop comes a start: at the end of a run both are looked at.
    boolean wrong = way != Way.STOP && control.canBeSeen() && !control.isRunning();
    return wrong
        ? List.of(
            Finding.error("service " + step.service() + " does not run", "look at its own log"))
        : List.of();
  }

  @Override
  public Attempt<Progress> undo(HostTarget target, ServiceConfig step, StepContext context) {
    ServiceControl control = control(target, step, context);
    Way back =
        switch (way) {
          case STOP -> Way.START;
          case START -> Way.STOP;
          case RESTART -> Way.RESTART;
        };
    return new ProgramStep(target, context).undo(() -> work(control, back));
  }

  @Override
  public Attempt<Progress> retire(HostTarget target, ServiceConfig step, StepContext context) {
    return new ProgramStep(target, context).retire();
  }

  @Override
  public Sighting look(HostTarget target, ServiceConfig step, StepContext context) {
    ServiceControl control = control(target, step, context);
    return new ProgramStep(target, context)
        .look(() -> isSo(control) ? ProgramStep.ran() : Sighting.absent());
  }
}
