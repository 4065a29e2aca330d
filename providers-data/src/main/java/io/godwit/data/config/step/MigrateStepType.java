package io.godwit.data.config.step;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Tally;
import io.godwit.config.change.FileChange;
import io.godwit.config.change.Freezing;
import io.godwit.config.change.FrozenFile;
import io.godwit.data.config.target.ConfigTarget;
import io.godwit.data.file.FileStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code config.migrate}: changes configuration files, or makes files of other formats of them. The
 * first effect brings the old and the new bytes into the repository, the second puts the new ones
 * in place; what happened is seen by the digests of the files.
 */
public final class MigrateStepType implements StepType<ConfigTarget, MigrateConfig, MigrateStep> {

  private static final Conduct CONDUCT =
      new Conduct(Conduct.Undo.SNAPSHOT, Conduct.Landing.LOOK, Conduct.Risk.MEDIUM, false, false);

  private final Function<String, Optional<String>> environment;

  /** A step type that looks up environment variables there. */
  public MigrateStepType(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  @Override
  public StepTypeName name() {
    return new StepTypeName("config.migrate");
  }

  @Override
  public String description() {
    return "Moves, sets, computes and removes keys of configuration files, and keeps the rest.";
  }

  @Override
  public Class<MigrateConfig> configType() {
    return MigrateConfig.class;
  }

  @Override
  public Class<MigrateStep> frozenType() {
    return MigrateStep.class;
  }

  @Override
  public StepPlan<MigrateStep> plan(
      ConfigTarget target, MigrateConfig config, PlanContext context) {
    List<FrozenFile> files = new ArrayList<>();
    Set<String> touched = new HashSet<>();
    List<Fault> faults = new ArrayList<>();
    for (FileChange change : config.files()) {
      try {
        Optional<String> seen =
            context.preceded()
                ? Optional.empty()
                : target.read(change.file()).map(bytes -> Digest.of(bytes).toString());
        FrozenFile file = Freezing.freeze(change, seen);
        if (!touched.add(file.file()) || (file.goesElsewhere() && !touched.add(file.to()))) {
          throw Renewal.twice(file);
        }
        files.add(file);
      } catch (GodwitException e) {
        faults.addAll(e.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    MigrateStep step = new MigrateStep(files);
    long bytes = context.preceded() ? 0 : new Renewal(target, step, environment).tryOut();
    return new StepPlan<>(
        step,
        MigrateText.of(step),
        new StepPlan.Estimate(
            List.of(Tally.of("files", files.size())), 0, 2 * bytes, Optional.empty()),
        CONDUCT,
        List.of(),
        Set.copyOf(touched.stream().map(file -> "file " + file).toList()));
  }

  private static FileStep files(ConfigTarget target, StepContext context) {
    return new FileStep(target.folder(), target.marks(), context);
  }

  @Override
  public Attempt<Progress> apply(ConfigTarget target, MigrateStep step, StepContext context) {
    return files(target, context)
        .apply(() -> new Renewal(target, step, environment).keep(context.artifacts()));
  }

  @Override
  public List<Finding> verify(ConfigTarget target, MigrateStep step, StepContext context) {
    return files(target, context).verify();
  }

  @Override
  public Attempt<Progress> undo(ConfigTarget target, MigrateStep step, StepContext context) {
    return files(target, context).undo();
  }

  @Override
  public Attempt<Progress> retire(ConfigTarget target, MigrateStep step, StepContext context) {
    return files(target, context).retire();
  }

  @Override
  public Sighting look(ConfigTarget target, MigrateStep step, StepContext context) {
    return files(target, context).look();
  }
}
