package io.godwit.model.derive;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Tally;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.Cards;
import io.godwit.model.step.Demands;
import io.godwit.model.step.EmbedderGate;
import io.godwit.model.step.Endings;
import io.godwit.model.step.Examination;
import io.godwit.model.step.Limits;
import io.godwit.model.step.MarkedStep;
import io.godwit.model.step.Publication;
import io.godwit.model.step.PublishPlanner;
import io.godwit.model.step.VersionVerification;
import io.godwit.model.step.Versions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model.copy}: takes a version over from another registry of the repository, such as that of
 * another environment, byte for byte and without storing it twice. Between repositories, an export
 * there and a publication here do it.
 */
public final class CopyStepType implements StepType<ModelRegistry, CopyConfig, CopyStep> {

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.copy");
  }

  @Override
  public String description() {
    return "Takes a version of a model over from another registry.";
  }

  @Override
  public Class<CopyConfig> configType() {
    return CopyConfig.class;
  }

  @Override
  public Class<CopyStep> frozenType() {
    return CopyStep.class;
  }

  @Override
  public StepPlan<CopyStep> plan(ModelRegistry target, CopyConfig config, PlanContext context) {
    Catalog catalog = target.artifacts().catalog();
    CopyStep step =
        new CopyStep(
            config.model().value(),
            config.version(),
            config.registry().value(),
            Versions.move(target, catalog, config.model(), config.alias(), context.preceded()));
    PublishedArtifact source =
        Versions.demand(other(target, step), catalog, config.model(), config.version());
    Optional<Fault> taken =
        catalog
            .find(target.version(config.model(), config.version()))
            .flatMap(there -> PublishPlanner.taken(there, source.content().contentDigest()));
    if (taken.isPresent()) {
      throw new GodwitException(taken.get());
    }
    boolean embedder =
        new EmbedderGate(other(target, step), catalog, context)
            .isEmbedder(config.model(), config.version());
    new EmbedderGate(target, catalog, context).check(step.added(), embedder);
    return new StepPlan<>(
        step,
        new StepPlan.Text(
            String.format(
                "copy %s %s from registry %s: %,d bytes, stored once",
                step.model(), step.version(), step.registry(), source.content().sizeBytes()),
            List.of(),
            List.of()),
        StepPlan.Estimate.of(Tally.of("bytes", source.content().sizeBytes())),
        PublishPlanner.conduct(step.alias().isPresent()),
        List.of(),
        Set.of("model " + config.model()));
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, CopyStep step, StepContext context) {
    try {
      Publication publication = new Publication(target, context, step.added());
      Optional<Attempt<Progress>> again = publication.again();
      return again.isPresent() ? again.get() : note(target, step, context, publication);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private static Attempt<Progress> note(
      ModelRegistry target, CopyStep step, StepContext context, Publication publication) {
    Catalog catalog = target.artifacts().catalog();
    ModelRegistry from = other(target, step);
    StagedArtifact content =
        Versions.demand(from, catalog, step.added().model(), step.version()).content();
    Optional<Card> card = Versions.card(from, catalog, step.added().model(), step.version());
    Contents files = target.artifacts().contents(content.manifest());
    String text =
        new Cards(context)
            .from("license", Card.lineage(card, "license"))
            .from("source", Card.lineage(card, "source"))
            .from("copied-from", Optional.of(step.registry()))
            .from("made-by-run", Card.lineage(card, "run"))
            .checked(demands(files))
            .files(files)
            .write(
                step.added(),
                content,
                card.map(Card::parentVersions).orElse(List.of()),
                card.map(Card::metadata).orElse(Map.of()),
                Examination.of(files, demands(files)));
    return publication.note(catalog, content, text);
  }

  @Override
  public List<Finding> verify(ModelRegistry target, CopyStep step, StepContext context) {
    StagedArtifact content = new Publication(target, context, step.added()).content().orElseThrow();
    Demands demands = demands(target.artifacts().contents(content.manifest()));
    return new VersionVerification(target, step.added(), demands, content, context).findings();
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, CopyStep step, StepContext context) {
    return new Publication(target, context, step.added()).publish();
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, CopyStep step, StepContext context) {
    return new Publication(target, context, step.added()).undo();
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, CopyStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, CopyStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }

  /** Files of other formats were let through when the version was made. */
  private static Demands demands(Contents files) {
    List<String> all = files.files().stream().map(FileTree.Entry::path).toList();
    return new Demands(false, all, Map.of(), Limits.NONE, Demands.Check.QUICK, List.of());
  }

  private static ModelRegistry other(ModelRegistry target, CopyStep step) {
    return new ModelRegistry(step.registry(), target.artifacts());
  }
}
