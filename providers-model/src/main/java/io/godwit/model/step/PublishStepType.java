package io.godwit.model.step;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Contents;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model.publish}: adds a version to a model, and moves an alias to it; or versions of
 * several models, in one swap.
 *
 * <p>The files are in the repository before the first effect, because the engine keeps them as the
 * step's input; publishing refers to that very content and copies nothing. So apply only looks at
 * the files, and publish and undo take the same time whatever the size of the model.
 */
public final class PublishStepType implements StepType<ModelRegistry, PublishConfig, PublishStep> {

  static final String INPUT = "model-";

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.publish");
  }

  @Override
  public String description() {
    return "Adds versions to one or several models and moves aliases to them, all at once.";
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
      List<Publication.Addition> additions = new ArrayList<>();
      List<Fault> faults = new ArrayList<>();
      for (PublishStep.Model model : step.models()) {
        Inspection inspection = Examination.of(context.input(model.input()), model.demands());
        List<Fault> wrong = wrong(target, model, context, inspection);
        faults.addAll(wrong);
        if (wrong.isEmpty()) {
          StagedArtifact content = context.staged(model.input());
          additions.add(
              new Publication.Addition(
                  model.added(), content, Cards.write(model, context, content, inspection)));
        }
      }
      return faults.isEmpty() ? publication.note(catalog, additions) : Endings.rejected(faults);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /** What is wrong with the files, the signature or, when those are right, what comes out. */
  private static List<Fault> wrong(
      ModelRegistry target, PublishStep.Model model, StepContext context, Inspection inspection) {
    if (!inspection.isGood()) {
      return inspection.faults();
    }
    Contents contents = target.artifacts().contents(context.staged(model.input()).manifest());
    List<Fault> unsigned = model.signature().map(given -> given.faults(contents)).orElse(List.of());
    return unsigned.isEmpty() ? smoke(model, context, contents) : unsigned;
  }

  private static List<Fault> smoke(
      PublishStep.Model model, StepContext context, Contents contents) {
    return model
        .smoke()
        .map(
            name ->
                SmokeTest.of(context.input(name))
                    .run(contents, Set.copyOf(model.demands().carry()), context::whenTimeIsUp))
        .orElse(List.of());
  }

  @Override
  public List<Finding> verify(ModelRegistry target, PublishStep step, StepContext context) {
    return step.models().stream()
        .flatMap(
            model ->
                new VersionVerification(
                        target,
                        model.added(),
                        model.demands(),
                        context.staged(model.input()),
                        context)
                    .findings().stream())
        .toList();
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
    return new Publication(
        registry, context, step.models().stream().map(PublishStep.Model::added).toList());
  }
}
