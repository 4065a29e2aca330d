package io.godwit.model.derive;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.Cards;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Effort;
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
 * {@code model.copy}: takes a version over byte for byte: from another registry of the repository,
 * without storing it twice, or from the repository of another environment, streamed.
 */
public final class CopyStepType implements StepType<ModelRegistry, CopyConfig, CopyStep> {

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.copy");
  }

  @Override
  public String description() {
    return "Takes a version of a model over from another registry or environment.";
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
    if (config.registry().isEmpty() && config.environment().isEmpty()) {
      throw new GodwitException(
          ModelError.BAD_QUESTION,
          "model.copy of "
              + config.model()
              + " says neither registry nor environment; say from where it is copied");
    }
    ModelRegistry from = CopyStep.from(target, config, context);
    Catalog there = from.artifacts().catalog();
    Catalog catalog = config.environment().isPresent() ? target.artifacts().catalog() : there;
    PublishedArtifact source = Versions.demand(from, there, config.model(), config.version());
    Digest content = source.content().contentDigest();
    Optional<Fault> taken =
        catalog
            .find(target.version(config.model(), config.version()))
            .flatMap(present -> PublishPlanner.taken(present, content));
    if (taken.isPresent()) {
      throw new GodwitException(taken.get());
    }
    CopyStep step =
        new CopyStep(
            config.model().value(),
            config.version(),
            from.name(),
            config.environment(),
            content.toString(),
            Versions.move(target, catalog, config.model(), config.alias(), context.preceded()));
    boolean embedder =
        new EmbedderGate(from, there, context).isEmbedder(config.model(), config.version());
    new EmbedderGate(target, catalog, context).check(step.added(), embedder);
    return plan(step, source.content());
  }

  private static StepPlan<CopyStep> plan(CopyStep step, StagedArtifact content) {
    long bytes = content.sizeBytes();
    int files = content.files();
    boolean elsewhere = step.environment().isPresent();
    return new StepPlan<>(
        step,
        new StepPlan.Text(
            String.format(
                "copy %s %s from registry %s: %,d bytes%s",
                step.model(),
                step.version(),
                step.origin(),
                bytes,
                elsewhere ? "" : ", stored once"),
            List.of(),
            List.of()),
        elsewhere ? Effort.storing(files, bytes) : Effort.reading(bytes),
        PublishPlanner.conduct(step.alias().isPresent()),
        List.of(),
        Set.of("model " + step.model()));
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
    ModelRegistry from = step.from(target, context);
    Catalog there = from.artifacts().catalog();
    PublishedArtifact source = Versions.demand(from, there, step.added().model(), step.version());
    if (!source.content().contentDigest().toString().equals(step.content())) {
      return Attempt.rejected(
          ModelError.VERSION_TAKEN,
          source.id()
              + " in registry "
              + step.origin()
              + " has another content than when this was planned; look who has published it"
              + " anew, then plan again");
    }
    Catalog catalog = target.artifacts().catalog();
    StagedArtifact content =
        step.environment().isPresent()
            ? bring(target, catalog, from, source, step)
            : source.content();
    Optional<Card> card = Versions.card(from, there, step.added().model(), step.version());
    Contents files = target.artifacts().contents(content.manifest());
    String text =
        new Cards(context)
            .from("license", Card.lineage(card, "license"))
            .from("source", Card.lineage(card, "source"))
            .from("copied-from", Optional.of(step.origin()))
            .from("made-by-run", Card.lineage(card, "run"))
            .checked(demands(files))
            .files(files)
            .write(
                step.added(),
                content,
                card.map(Card::parentVersions).orElse(List.of()),
                card.map(Card::metadata).orElse(Map.of()),
                Examination.of(files, demands(files)));
    return publication.note(
        catalog, List.of(new Publication.Addition(step.added(), content, text)));
  }

  /**
   * Streams the files over; each byte is verified against its digest on the way. What this
   * repository has of the model's newest version, or of an earlier attempt, is not stored again.
   */
  private static StagedArtifact bring(
      ModelRegistry target,
      Catalog catalog,
      ModelRegistry from,
      PublishedArtifact source,
      CopyStep step) {
    StageRequest request = StageRequest.of(from.artifacts().contents(source.manifest()));
    List<PublishedArtifact> known = catalog.versions(target.artifact(step.added().model()));
    return target
        .artifacts()
        .stage(known.isEmpty() ? request : request.basedOn(known.get(known.size() - 1).manifest()));
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
}
