package io.godwit.model.step;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.model.file.ModelError;
import io.godwit.model.registry.ModelRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plans {@code model.publish}: looks at the files and at the catalog. */
public final class PublishPlanner {

  /** What is noted of so many fits into a checkpoint. */
  private static final int MOST = 64;

  private final ModelRegistry registry;
  private final PublishConfig config;
  private final PlanContext context;

  PublishPlanner(ModelRegistry registry, PublishConfig config, PlanContext context) {
    this.registry = registry;
    this.config = config;
    this.context = context;
  }

  StepPlan<PublishStep> plan() {
    Catalog catalog = registry.artifacts().catalog();
    List<PlannedModel> models = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (PublishConfig one : config.all()) {
      try {
        models.add(new PlannedModel(registry, catalog, one, context, models.size() + 1));
      } catch (GodwitException e) {
        faults.addAll(e.faults());
      }
    }
    faults.addAll(repeated());
    if (config.all().size() > MOST) {
      faults.add(
          Fault.of(
              ModelError.TOO_MUCH,
              config.all().size()
                  + " versions in one step are above "
                  + MOST
                  + "; spread them over several steps of one migration"));
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    PublishStep step = new PublishStep(models.stream().map(PlannedModel::frozen).toList());
    long bytes = models.stream().mapToLong(PlannedModel::sizeBytes).sum();
    return new StepPlan<>(
        step,
        new StepPlan.Text(
            models.stream().map(PlannedModel::summary).collect(joining("; ")),
            models.stream().flatMap(PlannedModel::details).toList(),
            models.stream().flatMap(PlannedModel::warnings).toList()),
        Effort.storing(models.stream().mapToInt(PlannedModel::files).sum(), bytes),
        conduct(step.models().stream().anyMatch(model -> model.alias().isPresent())),
        models.stream().flatMap(PlannedModel::inputs).toList(),
        step.models().stream().map(model -> "model " + model.model()).collect(toSet()));
  }

  /** One swap cannot publish a version twice, nor let an alias name two. */
  private List<Fault> repeated() {
    Set<String> seen = new HashSet<>();
    return config.all().stream()
        .flatMap(
            one ->
                Stream.concat(
                    Stream.of(one.model() + "@" + one.version()),
                    one.alias().stream().map(alias -> one.model() + ":" + alias)))
        .filter(name -> !seen.add(name))
        .map(
            name ->
                Fault.of(
                    ModelError.NAMED_TWICE,
                    name + " is written twice in one step; write it once, or use two migrations"))
        .toList();
  }

  /** Steps of a registry land in the repository, which can be asked, and are undone by a swap. */
  public static Conduct conduct(boolean movesAlias) {
    return new Conduct(
        Conduct.Undo.INVERSE,
        Conduct.Landing.LOOK,
        movesAlias ? Conduct.Risk.MEDIUM : Conduct.Risk.LOW,
        false,
        true);
  }

  /** Why a version that is there cannot be published again. */
  public static Optional<Fault> taken(PublishedArtifact present, Digest content) {
    if (present.content().contentDigest().equals(content)) {
      return Optional.empty();
    }
    return Optional.of(
        Fault.of(
            ModelError.VERSION_TAKEN,
            present.id()
                + " is published with the content "
                + present.content().contentDigest()
                + ", and versions never change; publish "
                + content
                + " under another version"));
  }
}
