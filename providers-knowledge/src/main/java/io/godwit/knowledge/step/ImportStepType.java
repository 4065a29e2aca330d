package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.EmbeddingPhase;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.List;
import java.util.Optional;

/**
 * {@code knowledge.import}: brings a folder of documents into a new version of a collection, beside
 * the one that readers see. Afterwards the collection has just the documents of the folder.
 */
public final class ImportStepType extends BuildingStepType<ImportConfig, ImportStep> {

  static final String INPUT = "documents";

  private static final StepTypeName NAME = new StepTypeName("knowledge.import");

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Brings a folder of documents into a collection.";
  }

  @Override
  public Class<ImportConfig> configType() {
    return ImportConfig.class;
  }

  @Override
  public Class<ImportStep> frozenType() {
    return ImportStep.class;
  }

  @Override
  public StepPlan<ImportStep> plan(
      KnowledgeTarget target, ImportConfig config, PlanContext context) {
    return new ImportPlanner(target, config, context).plan();
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, ImportStep step, StepContext context) {
    try (Embedder embedder = EmbeddingPhase.open(context.embedders(), step.build());
        EmbeddingPhase vectors =
            new EmbeddingPhase(target, step.build(), context, Optional.empty())) {
      ImportPhase documents = new ImportPhase(target, step, context, embedder.identity());
      return indexed(
          target,
          context,
          () ->
              Batches.run(
                  context,
                  checkpoint ->
                      EmbeddingPhase.isIn(checkpoint)
                          ? vectors.next(embedder, checkpoint, documents.tallies(checkpoint))
                          : documents.next()));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, ImportStep step, StepContext context) {
    return Verification.of(target, step.build(), context)
        .ofImport(
            step.documents() + ImportCount.of(context.applied()).ofBase(),
            ImportCount.of(context.applied()).aside());
  }

  @Override
  protected String collection(ImportStep step) {
    return step.build().collection();
  }
}
