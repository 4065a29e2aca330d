package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.smoke.SmokeTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model.publish}: adds a version to a model, and moves an alias to it.
 *
 * <p>The files are in the repository before the first effect, because the engine keeps them as the
 * step's input; publishing refers to that very content and copies nothing. So apply only looks at
 * the files, and publish and undo take the same time whatever the size of the model.
 */
public final class PublishStepType implements StepType<ModelRegistry, PublishConfig, PublishStep> {

  static final String INPUT = "model";

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.publish");
  }

  @Override
  public String description() {
    return "Adds a version to a model and moves an alias to it.";
  }

  @Override
  public Class<PublishConfig> configType() {
    return PublishConfig.class;
  }

  @Override
  public Class<PublishStep> frozenType() {
    return PublishStep.class;
  }

  @Override
  public StepPlan<PublishStep> plan(
      ModelRegistry target, PublishConfig config, PlanContext context) {
    return new PublishPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, PublishStep step, StepContext context) {
    try {
      Catalog catalog = target.artifacts().catalog();
      Publication publication = publication(target, step, context);
      Optional<Attempt<Progress>> again = publication.again();
      if (again.isPresent()) {
        return again.get();
      }
      Inspection inspection = Examination.of(context.input(INPUT), step.demands());
      if (!inspection.isGood()) {
        return Endings.rejected(inspection.faults());
      }
      StagedArtifact content = context.staged(INPUT);
      List<Fault> unsigned =
          step.signature()
              .map(given -> given.faults(target.artifacts().contents(content.manifest())))
              .orElse(List.of());
      if (!unsigned.isEmpty()) {
        return Endings.rejected(unsigned);
      }
      List<Fault> smoke = smoke(target, step, context, content);
      if (!smoke.isEmpty()) {
        return Endings.rejected(smoke);
      }
      return publication.note(catalog, content, Cards.write(step, context, content, inspection));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static List<Fault> smoke(
      ModelRegistry target, PublishStep step, StepContext context, StagedArtifact content) {
    return step.smoke()
        ? SmokeTest.of(context.input(SmokeTest.INPUT))
            .run(
                target.artifacts().contents(content.manifest()),
                Set.copyOf(step.demands().carry()),
                context::whenTimeIsUp)
        : List.of();
  }

  @Override
  public List<Finding> verify(ModelRegistry target, PublishStep step, StepContext context) {
    StagedArtifact content = context.staged(INPUT);
    return new VersionVerification(target, step.added(), step.demands(), content, context)
        .findings();
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, PublishStep step, StepContext context) {
    return publication(target, step, context).publish();
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, PublishStep step, StepContext context) {
    return publication(target, step, context).undo();
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, PublishStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, PublishStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }

  private static Publication publication(
      ModelRegistry registry, PublishStep step, StepContext context) {
    return new Publication(registry, context, step.added());
  }
}
