package io.godwit.model.step;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code model.promote}: moves an alias to published versions, of one model or of several in one
 * swap.
 */
public final class PromoteStepType implements StepType<ModelRegistry, PromoteConfig, PromoteStep> {

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.promote");
  }

  @Override
  public String description() {
    return "Moves an alias to a published version of a model, or of several models at once.";
  }

  @Override
  public Class<PromoteConfig> configType() {
    return PromoteConfig.class;
  }

  @Override
  public Class<PromoteStep> frozenType() {
    return PromoteStep.class;
  }

  @Override
  public StepPlan<PromoteStep> plan(
      ModelRegistry target, PromoteConfig config, PlanContext context) {
    Catalog catalog = target.artifacts().catalog();
    EmbedderGate gate = new EmbedderGate(target, catalog, context);
    List<PromoteStep.Move> moves = moves(target, catalog, config, context);
    List<Fault> missing =
        moves.stream().flatMap(move -> missing(target, catalog, move).stream()).toList();
    if (!missing.isEmpty()) {
      throw new GodwitException(missing, null);
    }
    if (!config.knowledgeStays()) {
      moves.forEach(
          move -> gate.check(move.added(), gate.isEmbedder(move.modelName(), move.version())));
    }
    return new StepPlan<>(
        new PromoteStep(moves),
        new StepPlan.Text(
            "move " + moves.stream().map(PromoteStep.Move::words).collect(joining(", ")),
            List.of(),
            List.of()),
        Effort.swap(),
        PublishPlanner.conduct(true),
        List.of(),
        moves.stream().map(move -> "model " + move.model()).collect(toSet()));
  }

  private static List<PromoteStep.Move> moves(
      ModelRegistry registry, Catalog catalog, PromoteConfig config, PlanContext context) {
    Map<ModelName, Version> versions = new TreeMap<>(Comparator.comparing(ModelName::value));
    config.also().forEach((model, version) -> versions.put(new ModelName(model), version));
    versions.put(config.model(), config.version());
    List<PromoteStep.Move> moves = new ArrayList<>();
    versions.forEach(
        (model, version) -> {
          Optional<Version> seen = registry.named(catalog, model, config.alias());
          AliasMove alias = new AliasMove(config.alias().value(), seen, !context.preceded());
          moves.add(new PromoteStep.Move(model.value(), version, alias));
        });
    return moves;
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, PromoteStep step, StepContext context) {
    try {
      Catalog catalog = target.artifacts().catalog();
      MarkedStep marked = new MarkedStep(target, context);
      Optional<Attempt<Progress>> again = marked.applyAgain();
      if (again.isPresent()) {
        return again.get();
      }
      Map<String, String> before = new HashMap<>(Map.of("step", "promote"));
      for (PromoteStep.Move move : step.moves()) {
        Optional<Version> alias = target.named(catalog, move.modelName(), move.aliasName());
        Optional<Fault> fault =
            missing(target, catalog, move)
                .or(() -> marked.moved(move.modelName(), move.alias(), alias));
        if (fault.isPresent()) {
          return new Attempt.Rejected<>(fault.get());
        }
        alias.ifPresent(version -> before.put(key(move), version.value()));
      }
      return Attempt.done(Progress.complete(new Checkpoint(before)));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(ModelRegistry target, PromoteStep step, StepContext context) {
    Catalog catalog = target.artifacts().catalog();
    boolean published = new MarkedStep(target, context).isPublished(catalog);
    List<Finding> findings = new ArrayList<>();
    for (PromoteStep.Move move : step.moves()) {
      Optional<Version> named = target.named(catalog, move.modelName(), move.aliasName());
      if (published && !named.equals(Optional.of(move.version()))) {
        findings.add(
            Finding.error(
                "alias "
                    + move.model()
                    + ":"
                    + move.alias().name()
                    + " names "
                    + named.map(Version::value).orElse("nothing")
                    + ", not "
                    + move.version(),
                "see who has moved it"));
      } else {
        missing(target, catalog, move)
            .ifPresent(fault -> findings.add(Finding.error(fault.toString(), "publish it first")));
      }
    }
    return findings;
  }

  @Override
  public Attempt<Progress> publish(ModelRegistry target, PromoteStep step, StepContext context) {
    Change change = Change.none();
    for (PromoteStep.Move move : step.moves()) {
      change =
          change.move(
              target.alias(move.modelName(), move.aliasName()),
              before(context, move),
              Optional.of(move.version()));
    }
    return new MarkedStep(target, context).publish(change);
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, PromoteStep step, StepContext context) {
    Change change = Change.none();
    for (PromoteStep.Move move : step.moves()) {
      change =
          change.move(
              target.alias(move.modelName(), move.aliasName()),
              Optional.of(move.version()),
              before(context, move));
    }
    Change back = change;
    return new MarkedStep(target, context).undo(catalog -> back);
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, PromoteStep step, StepContext context) {
    return new MarkedStep(target, context).retire();
  }

  @Override
  public Sighting look(ModelRegistry target, PromoteStep step, StepContext context) {
    return new MarkedStep(target, context).look();
  }

  private static String key(PromoteStep.Move move) {
    return "alias." + move.model();
  }

  private static Optional<Version> before(StepContext context, PromoteStep.Move move) {
    return context.applied().get(key(move)).map(Version::new);
  }

  /** A version that a step before this one publishes is not there until that step is published. */
  private static Optional<Fault> missing(
      ModelRegistry registry, Catalog catalog, PromoteStep.Move move) {
    return !move.alias().certain()
            || catalog.find(registry.version(move.modelName(), move.version())).isPresent()
        ? Optional.empty()
        : Optional.of(Versions.missing(registry, catalog, move.modelName(), move.version()));
  }
}
