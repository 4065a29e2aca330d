package io.godwit.model.step;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
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
import io.godwit.api.step.Tally;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.registry.TextTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code model.publish}: adds a version to a model, and moves an alias to it.
 *
 * <p>The files are in the repository before the first effect, because the engine keeps them as the
 * step's input; publishing refers to that very content and copies nothing. So apply only looks at
 * the files, and publish and undo take the same time whatever the size of the model.
 */
public final class PublishStepType implements StepType<ModelRegistry, PublishConfig, PublishStep> {

  static final String INPUT = "model";

  private static final String CARD = "card";
  private static final String EXISTED = "existed";

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
      MarkedStep marked = new MarkedStep(target, context);
      Optional<Attempt<Progress>> again = marked.applyAgain();
      if (again.isPresent()) {
        return again.get();
      }
      Inspection inspection = Examination.of(context.input(INPUT), step.demands());
      if (!inspection.isGood()) {
        return Endings.rejected(inspection.faults());
      }
      return note(target, step, context, catalog, inspection);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static Attempt<Progress> note(
      ModelRegistry registry,
      PublishStep step,
      StepContext context,
      Catalog catalog,
      Inspection inspection) {
    MarkedStep marked = new MarkedStep(registry, context);
    ModelName model = new ModelName(step.model());
    StagedArtifact content = content(context);
    Optional<PublishedArtifact> present = catalog.find(registry.version(model, step.version()));
    if (present.isPresent()) {
      Optional<Fault> taken = PublishPlanner.taken(present.get(), content.contentDigest());
      if (taken.isPresent()) {
        return new Attempt.Rejected<>(taken.get());
      }
    }
    Optional<Version> alias =
        step.alias().flatMap(move -> registry.named(catalog, model, new AliasName(move.name())));
    Optional<Fault> moved = step.alias().flatMap(move -> marked.moved(model, move, alias));
    if (moved.isPresent()) {
      return new Attempt.Rejected<>(moved.get());
    }
    Map<String, String> besides =
        Map.of(
            EXISTED, Boolean.toString(present.isPresent()),
            CARD, Cards.write(step, context, content, inspection));
    return Attempt.done(Progress.complete(MarkedStep.note(alias, besides), tally(content)));
  }

  @Override
  public List<Finding> verify(ModelRegistry target, PublishStep step, StepContext context) {
    return new PublishVerification(target, step, content(context), context).findings();
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, PublishStep step, StepContext context) {
    ModelName model = new ModelName(step.model());
    MarkedStep marked = new MarkedStep(target, context);
    try {
      Change change =
          Change.none()
              .add(target.version(model, step.version()), content(context))
              .unpin(marked.pin());
      if (!existed(context)) {
        TextTree card = new TextTree(Card.FILE, context.applied().get(CARD).orElseThrow());
        change =
            change.add(
                target.card(model, step.version()),
                target.artifacts().stage(StageRequest.of(card)));
      }
      if (step.alias().isPresent()) {
        change = marked.forth(change, model, step.alias().get().name(), step.version());
      }
      return marked.publish(change);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, PublishStep step, StepContext context) {
    MarkedStep marked = new MarkedStep(target, context);
    return marked.undo(catalog -> back(target, step, context, marked, catalog));
  }

  private static Change back(
      ModelRegistry registry,
      PublishStep step,
      StepContext context,
      MarkedStep marked,
      Catalog catalog) {
    ModelName model = new ModelName(step.model());
    Change change = Change.none();
    if (step.alias().isPresent()) {
      change = marked.back(change, model, step.alias().get().name(), step.version());
    }
    if (existed(context)) {
      return change;
    }
    ArtifactId version = registry.version(model, step.version());
    ArtifactId card = registry.card(model, step.version());
    return change
        .remove(version)
        .remove(card)
        .pin(
            marked.pin(),
            List.of(version, card).stream()
                .flatMap(id -> catalog.find(id).stream())
                .map(PublishedArtifact::manifest)
                .toList());
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, PublishStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, PublishStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }

  private static StagedArtifact content(StepContext context) {
    return context.staged(INPUT);
  }

  private static boolean existed(StepContext context) {
    return context.applied().get(EXISTED).equals(Optional.of("true"));
  }

  private static Tally tally(StagedArtifact content) {
    return Tally.of("bytes", content.sizeBytes());
  }
}
