package io.godwit.model.upkeep;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Tally;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.Effort;
import io.godwit.model.step.Endings;
import io.godwit.model.step.Kept;
import io.godwit.model.step.MarkedStep;
import io.godwit.model.step.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model.retire}: takes versions out of the catalog. Their bytes are pinned until the run is
 * retired in turn, so an undo puts the very same versions back; after it, collection frees them.
 */
public final class RetireStepType implements StepType<ModelRegistry, RetireConfig, RetireStep> {

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.retire");
  }

  @Override
  public String description() {
    return "Takes versions of a model out of the registry; they can be put back until retirement.";
  }

  @Override
  public Class<RetireConfig> configType() {
    return RetireConfig.class;
  }

  @Override
  public Class<RetireStep> frozenType() {
    return RetireStep.class;
  }

  @Override
  public StepPlan<RetireStep> plan(ModelRegistry target, RetireConfig config, PlanContext context) {
    if (config.versions().isEmpty() == config.keep().isEmpty()
        || config.keep().filter(keep -> keep < 0).isPresent()) {
      throw new GodwitException(
          ModelError.BAD_QUESTION,
          "model.retire of "
              + config.model()
              + " needs either versions, or keep with 0 or more; mend the step");
    }
    Catalog catalog = target.artifacts().catalog();
    RetireStep step = new RetireStep(config.model().value(), versions(target, catalog, config));
    long bytes = 0;
    for (Version version : step.versions()) {
      refuseNamed(target, catalog, config.model(), version);
      bytes += Versions.demand(target, catalog, config.model(), version).content().sizeBytes();
    }
    return new StepPlan<>(
        step,
        new StepPlan.Text(
            String.format(
                "retire %s %s: %,d bytes, kept until the run is retired",
                config.model(), step.versions(), bytes),
            List.of(),
            List.of()),
        Effort.swap(Tally.of("versions", step.versions().size())),
        new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.LOOK, Conduct.Risk.HIGH, false, true),
        List.of(),
        Set.of("model " + config.model()));
  }

  private static List<Version> versions(
      ModelRegistry registry, Catalog catalog, RetireConfig config) {
    if (config.keep().isEmpty()) {
      return config.versions();
    }
    List<Version> all =
        catalog.versions(registry.artifact(config.model())).stream()
            .map(published -> published.id().version())
            .toList();
    List<Version> older = all.subList(0, Math.max(0, all.size() - config.keep().get()));
    return older.stream()
        .filter(version -> names(registry, catalog, config.model(), version).isEmpty())
        .toList();
  }

  private static List<String> names(
      ModelRegistry registry, Catalog catalog, ModelName model, Version version) {
    return catalog.aliases(registry.artifact(model)).entrySet().stream()
        .filter(alias -> alias.getValue().id().version().equals(version))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void refuseNamed(
      ModelRegistry registry, Catalog catalog, ModelName model, Version version) {
    List<String> names = names(registry, catalog, model, version);
    if (!names.isEmpty()) {
      throw new GodwitException(
          Fault.of(
              ModelError.STILL_NAMED,
              model + " " + version + " is named by " + names + "; move these aliases first"));
    }
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, RetireStep step, StepContext context) {
    try {
      Optional<Attempt<Progress>> again = new MarkedStep(target, context).applyAgain();
      if (again.isPresent()) {
        return again.get();
      }
      Catalog catalog = target.artifacts().catalog();
      ModelName model = new ModelName(step.model());
      Map<String, String> values = new HashMap<>(Map.of("step", "retire"));
      for (Version version : step.versions()) {
        refuseNamed(target, catalog, model, version);
        Versions.demand(target, catalog, model, version);
        ids(target, step)
            .forEach(
                (name, id) ->
                    catalog
                        .find(id)
                        .map(PublishedArtifact::content)
                        .ifPresent(content -> values.putAll(Kept.values(name, content))));
      }
      return Attempt.done(Progress.complete(new Checkpoint(values)));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(ModelRegistry target, RetireStep step, StepContext context) {
    Catalog catalog = target.artifacts().catalog();
    if (!new MarkedStep(target, context).isPublished(catalog)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Version version : step.versions()) {
      catalog
          .find(target.version(new ModelName(step.model()), version))
          .ifPresent(
              there ->
                  findings.add(
                      Finding.error(
                          there.id() + " is still published", "see who has published it again")));
    }
    return findings;
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, RetireStep step, StepContext context) {
    MarkedStep marked = new MarkedStep(target, context);
    Change change = Change.none();
    List<ManifestRef> kept = new ArrayList<>();
    for (Map.Entry<ArtifactId, StagedArtifact> entry : kept(target, step, context).entrySet()) {
      change = change.remove(entry.getKey());
      kept.add(entry.getValue().manifest());
    }
    return marked.publish(change.pin(marked.pin(), kept));
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, RetireStep step, StepContext context) {
    MarkedStep marked = new MarkedStep(target, context);
    return marked.undo(
        catalog -> {
          Change change = Change.none().unpin(marked.pin());
          for (Map.Entry<ArtifactId, StagedArtifact> entry :
              kept(target, step, context).entrySet()) {
            change = change.add(entry.getKey(), entry.getValue());
          }
          return change;
        });
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, RetireStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, RetireStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }

  /** The artifacts of the versions, with the names under which a checkpoint keeps them. */
  private static Map<String, ArtifactId> ids(ModelRegistry registry, RetireStep step) {
    ModelName model = new ModelName(step.model());
    Map<String, ArtifactId> ids = new LinkedHashMap<>();
    for (Version version : step.versions()) {
      ids.put("version." + version, registry.version(model, version));
      ids.put("card." + version, registry.card(model, version));
    }
    return ids;
  }

  private static Map<ArtifactId, StagedArtifact> kept(
      ModelRegistry registry, RetireStep step, StepContext context) {
    Map<ArtifactId, StagedArtifact> kept = new LinkedHashMap<>();
    ids(registry, step)
        .forEach(
            (name, id) ->
                Kept.in(context.applied(), name).ifPresent(content -> kept.put(id, content)));
    return kept;
  }
}
