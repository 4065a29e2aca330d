package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code model.promote}: moves an alias to a version that is published. */
public final class PromoteStepType implements StepType<ModelRegistry, PromoteConfig, PromoteStep> {

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.promote");
  }

  @Override
  public String description() {
    return "Moves an alias to a published version of a model.";
  }

  @Override
  public Class<PromoteConfig> configType() {
    return PromoteConfig.class;
  }

  @Override
  public Class<PromoteStep> frozenType() {
    return PromoteStep.class;
  }

  @Override
  public StepPlan<PromoteStep> plan(
      ModelRegistry target, PromoteConfig config, PlanContext context) {
    Catalog catalog = target.artifacts().catalog();
    Optional<Version> seen = target.named(catalog, config.model(), config.alias());
    PromoteStep step =
        new PromoteStep(
            config.model().value(),
            config.version(),
            new AliasMove(config.alias().value(), seen, !context.preceded()));
    Optional<Fault> missing = missing(target, catalog, step);
    if (missing.isPresent()) {
      throw new GodwitException(missing.get());
    }
    if (!config.knowledgeStays()) {
      EmbedderGate gate = new EmbedderGate(target, catalog, context);
      gate.check(
          new NewVersion(config.model(), config.version(), Optional.of(step.alias())),
          gate.isEmbedder(config.model(), config.version()));
    }
    String from = seen.map(Version::value).map(version -> " from " + version).orElse("");
    return new StepPlan<>(
        step,
        new StepPlan.Text(
            "move " + config.model() + ":" + config.alias() + from + " to " + config.version(),
            List.of(),
            List.of()),
        StepPlan.Estimate.of(),
        PublishPlanner.conduct(true),
        List.of(),
        Set.of("model " + config.model()));
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, PromoteStep step, StepContext context) {
    try {
      Catalog catalog = target.artifacts().catalog();
      MarkedStep marked = new MarkedStep(target, context);
      Optional<Attempt<Progress>> again = marked.applyAgain();
      if (again.isPresent()) {
        return again.get();
      }
      ModelName model = new ModelName(step.model());
      Optional<Version> alias = target.named(catalog, model, new AliasName(step.alias().name()));
      Optional<Fault> fault =
          missing(target, catalog, step).or(() -> marked.moved(model, step.alias(), alias));
      return fault.isPresent()
          ? new Attempt.Rejected<>(fault.get())
          : Attempt.done(
              Progress.complete(MarkedStep.note(alias, Map.of("version", step.version().value()))));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(ModelRegistry target, PromoteStep step, StepContext context) {
    Catalog catalog = target.artifacts().catalog();
    boolean published = new MarkedStep(target, context).isPublished(catalog);
    Optional<Version> named =
        target.named(catalog, new ModelName(step.model()), new AliasName(step.alias().name()));
    if (published && !named.equals(Optional.of(step.version()))) {
      return List.of(
          Finding.error(
              "alias "
                  + step.model()
                  + ":"
                  + step.alias().name()
                  + " names "
                  + named.map(Version::value).orElse("nothing")
                  + ", not "
                  + step.version(),
              "see who has moved it"));
    }
    return missing(target, catalog, step)
        .map(fault -> List.of(Finding.error(fault.toString(), "publish it first")))
        .orElse(List.of());
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, PromoteStep step, StepContext context) {
    MarkedStep marked = new MarkedStep(target, context);
    return marked.publish(
        marked.forth(
            Change.none(), new ModelName(step.model()), step.alias().name(), step.version()));
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, PromoteStep step, StepContext context) {
    MarkedStep marked = new MarkedStep(target, context);
    return marked.undo(
        catalog ->
            marked.back(
                Change.none(), new ModelName(step.model()), step.alias().name(), step.version()));
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, PromoteStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, PromoteStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }

  /** A version that a step before this one publishes is not there until that step is published. */
  private static Optional<Fault> missing(
      ModelRegistry registry, Catalog catalog, PromoteStep step) {
    ModelName model = new ModelName(step.model());
    if (!step.alias().certain()
        || catalog.find(registry.version(model, step.version())).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(Versions.missing(registry, catalog, model, step.version()));
  }
}
