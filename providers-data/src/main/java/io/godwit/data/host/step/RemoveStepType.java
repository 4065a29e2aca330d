package io.godwit.data.host.step;

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
import io.godwit.data.file.Exchange;
import io.godwit.data.file.FileStep;
import io.godwit.data.host.target.HostTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code files.remove}: removes files, which the repository keeps, so that they can come back. */
public final class RemoveStepType implements StepType<HostTarget, RemoveConfig, RemoveConfig> {

  private static final int SHOWN = 20;
  private static final Conduct CONDUCT =
      new Conduct(Conduct.Undo.SNAPSHOT, Conduct.Landing.LOOK, Conduct.Risk.MEDIUM, false, false);

  @Override
  public StepTypeName name() {
    return new StepTypeName("files.remove");
  }

  @Override
  public String description() {
    return "Removes files of the project; the repository keeps them.";
  }

  @Override
  public Class<RemoveConfig> configType() {
    return RemoveConfig.class;
  }

  @Override
  public Class<RemoveConfig> frozenType() {
    return RemoveConfig.class;
  }

  private static List<String> found(HostTarget target, RemoveConfig step) {
    return new FilePatterns(target.folder().directory(), step.files()).find();
  }

  @Override
  public StepPlan<RemoveConfig> plan(HostTarget target, RemoveConfig config, PlanContext context) {
    List<String> found = found(target, config);
    long bytes =
        found.stream().mapToLong(path -> target.folder().file(path).toFile().length()).sum();
    List<String> details =
        new ArrayList<>(found.stream().limit(SHOWN).map(path -> "remove " + path).toList());
    if (found.size() > SHOWN) {
      details.add("and " + (found.size() - SHOWN) + " more");
    }
    return new StepPlan<>(
        config,
        new StepPlan.Text("remove " + found.size() + " files", details, List.of()),
        new StepPlan.Estimate(List.of(Tally.of("files", found.size())), 0, bytes, Optional.empty()),
        CONDUCT,
        List.of(),
        Set.of("files"));
  }

  private static FileStep files(HostTarget target, StepContext context) {
    return new FileStep(target.folder(), target.marks(), context);
  }

  @Override
  public Attempt<Progress> apply(HostTarget target, RemoveConfig step, StepContext context) {
    return files(target, context)
        .apply(() -> Exchange.keep(context.artifacts(), target.folder(), found(target, step)));
  }

  @Override
  public List<Finding> verify(HostTarget target, RemoveConfig step, StepContext context) {
    return files(target, context).verify();
  }

  @Override
  public Attempt<Progress> undo(HostTarget target, RemoveConfig step, StepContext context) {
    return files(target, context).undo();
  }

  @Override
  public Attempt<Progress> retire(HostTarget target, RemoveConfig step, StepContext context) {
    return files(target, context).retire();
  }

  @Override
  public Sighting look(HostTarget target, RemoveConfig step, StepContext context) {
    return files(target, context).look();
  }
}
