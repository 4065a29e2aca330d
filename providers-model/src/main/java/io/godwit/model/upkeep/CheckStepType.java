package io.godwit.model.upkeep;

import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Verb;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.smoke.SmokeTest;
import io.godwit.model.step.Effort;
import io.godwit.model.step.Examination;
import io.godwit.model.step.Limits;
import io.godwit.model.step.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model.check}: a gate. It changes nothing; a run whose verification finds an error goes
 * back.
 */
public final class CheckStepType implements StepType<ModelRegistry, CheckConfig, CheckStep> {

  @Override
  public StepTypeName name() {
    return new StepTypeName("model.check");
  }

  @Override
  public String description() {
    return "Proves that a published version is what it must be; changes nothing.";
  }

  @Override
  public Class<CheckConfig> configType() {
    return CheckConfig.class;
  }

  @Override
  public Class<CheckStep> frozenType() {
    return CheckStep.class;
  }

  @Override
  public StepPlan<CheckStep> plan(ModelRegistry target, CheckConfig config, PlanContext context) {
    if (config.version().isPresent() == config.alias().isPresent()) {
      throw new GodwitException(
          ModelError.BAD_QUESTION,
          "model.check of " + config.model() + " names both version and alias, or neither");
    }
    CheckStep step =
        new CheckStep(
            config.model().value(),
            config.version(),
            config.alias().map(AliasName::value),
            new io.godwit.model.step.Demands(
                config.strict(),
                config.carry(),
                config.expect(),
                config.limits().orElse(Limits.NONE),
                config.check(),
                config.allow()),
            config.licenses(),
            config.smoke().isPresent());
    List<String> details =
        config.smoke().stream()
            .map(path -> "smoke test: " + SmokeTest.of(context.files().tree(path)).words())
            .toList();
    Catalog catalog = target.artifacts().catalog();
    Optional<PublishedArtifact> version = version(target, catalog, step);
    if (version.isEmpty() && !context.preceded()) {
      throw new GodwitException(ModelError.NOT_PUBLISHED, notThere(step));
    }
    return new StepPlan<>(
        step,
        new StepPlan.Text("check " + words(step), details, List.of()),
        version
            .map(there -> Effort.reading(there.content().sizeBytes()))
            .orElse(StepPlan.Estimate.of()),
        new Conduct(Conduct.Undo.INVERSE, Conduct.Landing.LOOK, Conduct.Risk.LOW, false, false),
        config.smoke().stream().map(path -> new Input(SmokeTest.INPUT, path)).toList(),
        Set.of());
  }

  @Override
  public Attempt<Progress> apply(ModelRegistry target, CheckStep step, StepContext context) {
    return Attempt.done(Progress.nothing());
  }

  @Override
  public List<Finding> verify(ModelRegistry target, CheckStep step, StepContext context) {
    Catalog catalog = target.artifacts().catalog();
    Optional<PublishedArtifact> version = version(target, catalog, step);
    if (version.isEmpty()) {
      return List.of(Finding.error(notThere(step), ""));
    }
    List<Finding> findings = new ArrayList<>();
    Verification read = target.artifacts().verify(version.get().manifest(), 1);
    read.faults()
        .forEach(
            fault ->
                findings.add(Finding.error(fault.toString(), "see `godwit artifacts verify`")));
    if (read.clean()) {
      examine(target, step, version.get(), findings);
      if (step.smoke()) {
        smoke(target, step, version.get(), context, findings);
      }
    }
    license(target, catalog, step, version.get().id().version()).ifPresent(findings::add);
    return findings;
  }

  private static void examine(
      ModelRegistry target, CheckStep step, PublishedArtifact version, List<Finding> findings) {
    Inspection found =
        Examination.of(target.artifacts().contents(version.manifest()), step.demands());
    found
        .faults()
        .forEach(fault -> findings.add(Finding.error(fault.toString(), "publish a sound version")));
    found.warnings().forEach(warning -> findings.add(Finding.warning(warning, "")));
    findings.add(
        Finding.info(
            version.id()
                + ": "
                + found.tensors()
                + " tensors with "
                + found.parameters()
                + " parameters looked at"));
  }

  private static void smoke(
      ModelRegistry target,
      CheckStep step,
      PublishedArtifact version,
      StepContext context,
      List<Finding> findings) {
    SmokeTest test = SmokeTest.of(context.input(SmokeTest.INPUT));
    List<Fault> faults =
        test.run(
            target.artifacts().contents(version.manifest()),
            Set.copyOf(step.demands().carry()),
            context::whenTimeIsUp);
    faults.forEach(fault -> findings.add(Finding.error(fault.toString(), "")));
    if (faults.isEmpty()) {
      findings.add(Finding.info("smoke test passed: " + test.words()));
    }
  }

  private static Optional<Finding> license(
      ModelRegistry target, Catalog catalog, CheckStep step, Version version) {
    if (step.licenses().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> license =
        Card.lineage(
            Versions.card(target, catalog, new ModelName(step.model()), version), "license");
    return license.filter(step.licenses()::contains).isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                step.model()
                    + " "
                    + version
                    + " has the licence "
                    + license.orElse("(none recorded)")
                    + ", accepted are "
                    + step.licenses(),
                "take another model, or have its licence accepted"));
  }

  @Override
  public Attempt<Progress> undo(ModelRegistry target, CheckStep step, StepContext context) {
    return Attempt.done(Progress.nothing());
  }

  @Override
  public Attempt<Progress> retire(ModelRegistry target, CheckStep step, StepContext context) {
    return Attempt.done(Progress.nothing());
  }

  /** There is nothing to see; all may be repeated. */
  @Override
  public Sighting look(ModelRegistry target, CheckStep step, StepContext context) {
    return context.effect().verb() == Verb.APPLY
        ? Sighting.absent()
        : Sighting.present(Progress.nothing());
  }

  private static Optional<PublishedArtifact> version(
      ModelRegistry registry, Catalog catalog, CheckStep step) {
    ModelName model = new ModelName(step.model());
    return step.version()
        .or(() -> step.alias().flatMap(a -> registry.named(catalog, model, new AliasName(a))))
        .flatMap(version -> catalog.find(registry.version(model, version)));
  }

  private static String words(CheckStep step) {
    return step.version()
        .map(version -> step.model() + " " + version)
        .orElse(step.model() + ":" + step.alias().orElse(""));
  }

  private static String notThere(CheckStep step) {
    return words(step) + " is not published; publish it in a migration before this one";
  }
}
