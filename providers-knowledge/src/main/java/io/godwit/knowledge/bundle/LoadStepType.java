package io.godwit.knowledge.bundle;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.build.Batches;
import io.godwit.knowledge.build.BuildingStepType;
import io.godwit.knowledge.build.Conducts;
import io.godwit.knowledge.build.Endings;
import io.godwit.knowledge.build.IndexPlan;
import io.godwit.knowledge.build.Probes;
import io.godwit.knowledge.build.Timing;
import io.godwit.knowledge.build.Verification;
import io.godwit.knowledge.store.KnowledgeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code knowledge.load}: makes a collection as a bundle has it, vectors included, in a new version
 * beside the one that readers see.
 */
public final class LoadStepType extends BuildingStepType<LoadConfig, LoadStep> {

  private static final String INPUT = "bundle";
  private static final StepTypeName NAME = new StepTypeName("knowledge.load");

  @Override
  public StepTypeName name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Brings a bundle into a collection, vectors included.";
  }

  @Override
  public Class<LoadConfig> configType() {
    return LoadConfig.class;
  }

  @Override
  public Class<LoadStep> frozenType() {
    return LoadStep.class;
  }

  @Override
  public StepPlan<LoadStep> plan(KnowledgeTarget target, LoadConfig config, PlanContext context) {
    Bundle bundle = Bundle.open(context.files().tree(config.from()));
    bundle.demandWhole();
    Manifest manifest = bundle.manifest();
    String collection = config.collection().value();
    IndexPlan index = IndexPlan.of(target, manifest.form().dimension(), manifest.chunks());
    List<String> details = new ArrayList<>(index.details());
    details.add("vectors of " + Probes.shown(manifest.embedder()) + ", none is embedded anew");
    List<String> warnings = new ArrayList<>(index.warnings());
    warnings.addAll(
        Bases.present(target, collection)
            .filter(
                now ->
                    !now.version()
                        .parts()
                        .embedder()
                        .toString()
                        .equals(manifest.binding().embedder()))
            .map(
                now ->
                    "readers of the collection have to change from "
                        + Probes.shown(now.embedder())
                        + " to "
                        + Probes.shown(manifest.embedder()))
            .stream()
            .toList());
    return new StepPlan<>(
        new LoadStep(
            collection,
            manifest.collection(),
            manifest.digest(),
            manifest.documents(),
            manifest.chunks()),
        new StepPlan.Text(
            "load collection "
                + collection
                + " from a bundle: "
                + manifest.documents()
                + " documents, "
                + manifest.chunks()
                + " chunks",
            details,
            warnings),
        new StepPlan.Estimate(
            List.of(
                Tally.of("documents", manifest.documents()), Tally.of("chunks", manifest.chunks())),
            manifest.shards().stream()
                .mapToLong(shard -> shard.rows().bytes() + shard.vectors().bytes())
                .sum(),
            0,
            Timing.storing(manifest.documents(), manifest.chunks()).known()),
        Conducts.BESIDE,
        List.of(new Input(INPUT, config.from())),
        Set.of("collection " + collection));
  }

  @Override
  public Attempt<Progress> apply(KnowledgeTarget target, LoadStep step, StepContext context) {
    try {
      LoadPhase phase = new LoadPhase(target, step, context, Bundle.open(context.input(INPUT)));
      return indexed(target, context, () -> Batches.run(context, checkpoint -> phase.next()));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(KnowledgeTarget target, LoadStep step, StepContext context) {
    return Verification.of(target, step.collection(), context)
        .ofCopy(Digest.parse(step.digest()), step.named());
  }

  @Override
  protected String collection(LoadStep step) {
    return step.collection();
  }
}
