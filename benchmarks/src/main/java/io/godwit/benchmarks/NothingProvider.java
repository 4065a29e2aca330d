package io.godwit.benchmarks;

import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps that do nothing: what a run of them costs is what Godwit itself costs. */
public final class NothingProvider
    implements Provider<NothingProvider.Nowhere, NothingProvider.Settings> {

  /** No settings. */
  public record Settings() {}

  /** Nothing is kept. */
  public record Frozen() {}

  /** A target that holds nothing. */
  public static final class Nowhere implements Target {
    @Override
    public Health health() {
      return Health.good(Map.of());
    }

    @Override
    public Map<String, String> holdings() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  @Override
  public String name() {
    return "nothing";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<Settings> configType() {
    return Settings.class;
  }

  @Override
  public Nowhere open(Settings config, ProviderContext context) {
    return new Nowhere();
  }

  @Override
  public List<StepType<Nowhere, ?, ?>> stepTypes() {
    return List.of(new NothingStep());
  }

  private static final class NothingStep implements StepType<Nowhere, Settings, Frozen> {
    @Override
    public StepTypeName name() {
      return new StepTypeName("nothing.step");
    }

    @Override
    public String description() {
      return "Does nothing.";
    }

    @Override
    public Class<Settings> configType() {
      return Settings.class;
    }

    @Override
    public Class<Frozen> frozenType() {
      return Frozen.class;
    }

    @Override
    public StepPlan<Frozen> plan(Nowhere target, Settings config, PlanContext context) {
      return new StepPlan<>(
          new Frozen(),
          new StepPlan.Text("Do nothing", List.of(), List.of()),
          StepPlan.Estimate.of(),
          new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.LOOK, Conduct.Risk.LOW, false, false),
          List.of(),
          Set.of());
    }

    @Override
    public Attempt<Progress> apply(Nowhere target, Frozen step, StepContext context) {
      return Attempt.done(Progress.nothing());
    }

    @Override
    public List<Finding> verify(Nowhere target, Frozen step, StepContext context) {
      return List.of();
    }

    @Override
    public Attempt<Progress> undo(Nowhere target, Frozen step, StepContext context) {
      return Attempt.done(Progress.nothing());
    }

    @Override
    public Sighting look(Nowhere target, Frozen step, StepContext context) {
      return Sighting.absent();
    }
  }
}
