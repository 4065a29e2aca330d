package io.godwit.model.derive;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
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
import io.godwit.model.convert.Adapter;
import io.godwit.model.convert.Conversion;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.Cards;
import io.godwit.model.step.Endings;
import io.godwit.model.step.Examination;
import io.godwit.model.step.MarkedStep;
import io.godwit.model.step.Publication;
import io.godwit.model.step.VersionVerification;
import io.godwit.model.step.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code model.convert}: adds a version that is made out of another one. The new files stream
 * through into the repository when the step is applied, and are never held; the source is not
 * touched. Converting again gives the same bytes, which is how the step is verified.
 */
public final class ConvertStepType implements StepType<ModelRegistry, ConvertConfig, ConvertStep> {

  static final String ADAPTER = "adapter";

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.convert");
  }

  @Override
  public String description() {
    return "Makes a version out of another: casts, renames, drops, splits, joins, merges, edits.";
  }

  @Override
  public Class<ConvertConfig> configType() {
    return ConvertConfig.class;
  }

  @Override
  public Class<ConvertStep> frozenType() {
    return ConvertStep.class;
  }

  @Override
  public StepPlan<ConvertStep> plan(
      ModelRegistry target, ConvertConfig config, PlanContext context) {
    return new ConvertPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, ConvertStep step, StepContext context) {
    try {
      Publication publication = new Publication(target, context, step.added());
      Optional<Attempt<Progress>> again = publication.again();
      return again.isPresent() ? again.get() : convert(target, step, context, publication);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static Attempt<Progress> convert(
      ModelRegistry registry, ConvertStep step, StepContext context, Publication publication) {
    Catalog catalog = registry.artifacts().catalog();
    PublishedArtifact source = Versions.demand(registry, catalog, step.added().model(), step.of());
    Conversion made = conversion(registry, step, context, source);
    StagedArtifact content =
        registry.artifacts().stage(StageRequest.of(made).basedOn(source.manifest()));
    Inspection inspection =
        Examination.of(registry.artifacts().contents(content.manifest()), step.demands());
    if (!inspection.isGood()) {
      return Endings.rejected(inspection.faults());
    }
    Optional<Card> card = Versions.card(registry, catalog, step.added().model(), step.of());
    String text =
        new Cards(context)
            .from("license", step.license().or(() -> Card.lineage(card, "license")))
            .from("source", Card.lineage(card, "source"))
            .from("converted", Optional.of(ConvertPlanner.words(step)))
            .checked(step.demands())
            .files(made)
            .write(step.added(), content, List.of(step.of()), step.metadata(), inspection);
    return publication.note(
        catalog, List.of(new Publication.Addition(step.added(), content, text)));
  }

  private static Conversion conversion(
      ModelRegistry registry, ConvertStep step, StepContext context, PublishedArtifact source) {
    Optional<Adapter> adapter =
        step.merges() ? Optional.of(Adapter.read(context.input(ADAPTER))) : Optional.empty();
    return step.made(registry.artifacts().contents(source.manifest()), adapter);
  }

  @Override
  public List<Finding> verify(ModelRegistry target, ConvertStep step, StepContext context) {
    StagedArtifact content = new Publication(target, context, step.added()).content().orElseThrow();
    List<Finding> findings =
        new ArrayList<>(
            new VersionVerification(target, step.added(), step.demands(), content, context)
                .findings());
    Optional<PublishedArtifact> source =
        target.artifacts().find(target.version(step.added().model(), step.of()));
    if (source.isPresent()) {
      Conversion again = conversion(target, step, context, source.get());
      findings.add(
          ContentDigest.of(again).equals(content.contentDigest())
              ? Finding.info("converting " + step.of() + " again gives the same bytes")
              : Finding.error(
                  "converting " + step.of() + " again gives other bytes",
                  "take the step back, and convert with one version of Godwit"));
    }
    return findings;
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, ConvertStep step, StepContext context) {
    return new Publication(target, context, step.added()).publish();
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, ConvertStep step, StepContext context) {
    return new Publication(target, context, step.added()).undo();
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, ConvertStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, ConvertStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }
}
