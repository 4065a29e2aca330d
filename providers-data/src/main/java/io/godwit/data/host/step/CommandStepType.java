package io.godwit.data.host.step;

import io.godwit.api.error.Fault;
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
import io.godwit.data.error.DataError;
import io.godwit.data.host.process.Outcome;
import io.godwit.data.host.process.Programs;
import io.godwit.data.host.target.HostTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code command.run}: runs a program, and another one to take it back. */
public final class CommandStepType implements StepType<HostTarget, CommandConfig, CommandConfig> {

  private static final Duration FOR_EVER = Duration.ofDays(365);

  @Override
  public StepTypeName name() {
    return new StepTypeName("command.run");
  }

  @Override
  public String description() {
    return "Runs a program, and another one to take it back.";
  }

  @Override
  public Class<CommandConfig> configType() {
    return CommandConfig.class;
  }

  @Override
  public Class<CommandConfig> frozenType() {
    return CommandConfig.class;
  }

  @Override
  public StepPlan<CommandConfig> plan(
      HostTarget target, CommandConfig config, PlanContext context) {
    boolean back = config.changesNothing() || !config.undo().isEmpty();
    Conduct conduct =
        new Conduct(
            back ? Conduct.Undo.INVERSE : Conduct.Undo.NONE,
            config.canBeSeen() ? Conduct.Landing.LOOK : Conduct.Landing.BLIND,
            config.changesNothing() ? Conduct.Risk.LOW : Conduct.Risk.MEDIUM,
            false,
            false);
    List<String> details = new ArrayList<>(List.of("run: " + config.run()));
    details.add(config.undo().isEmpty() ? "no undo" : "undo: " + config.undo());
    List<String> warnings = new ArrayList<>();
    if (!config.canBeSeen()) {
      warnings.add(
          "whether it has run cannot be seen after a crash; write unless:, verify: or repeatable:");
    }
    return new StepPlan<>(
        config,
        new StepPlan.Text("run " + config.run().get(0), details, warnings),
        StepPlan.Estimate.of(Tally.of("commands", 1)),
        conduct,
        List.of(),
        Set.of("host"));
  }

  private static Outcome run(
      HostTarget target, CommandConfig step, List<String> command, StepContext context) {
    Programs.Command whole = new Programs.Command(step.whole(command), step.pass());
    Outcome outcome = target.programs().run(whole, FOR_EVER, context::whenTimeIsUp);
    boolean good = !outcome.ended() && step.isDone(outcome.exit());
    return good ? new Outcome(0, false, outcome.output()) : outcome;
  }

  private static Outcome check(HostTarget target, CommandConfig step, List<String> command) {
    return target
        .programs()
        .run(new Programs.Command(step.whole(command), step.pass()), step.checkTimeout());
  }

  private static boolean holds(HostTarget target, CommandConfig step, List<String> command) {
    return !command.isEmpty() && check(target, step, command).isGood();
  }

  @Override
  public Attempt<Progress> apply(HostTarget target, CommandConfig step, StepContext context) {
    return new ProgramStep(target, context)
        .apply(
            () -> holds(target, step, step.unless()), () -> run(target, step, step.run(), context));
  }

  @Override
  public List<Finding> verify(HostTarget target, CommandConfig step, StepContext context) {
    List<String> command = step.verify().isEmpty() ? step.unless() : step.verify();
    if (command.isEmpty()) {
      return List.of();
    }
    Outcome outcome = check(target, step, command);
    return outcome.isGood()
        ? List.of()
        : List.of(
            Finding.error(
                "the command that looks whether it holds " + outcome.words(),
                "look at what it says"));
  }

  @Override
  public Attempt<Progress> undo(HostTarget target, CommandConfig step, StepContext context) {
    return new ProgramStep(target, context)
        .undo(
            () ->
                step.undo().isEmpty()
                    ? new Outcome(0, false, "")
                    : run(target, step, step.undo(), context));
  }

  @Override
  public Attempt<Progress> retire(HostTarget target, CommandConfig step, StepContext context) {
    return new ProgramStep(target, context).retire();
  }

  @Override
  public Sighting look(HostTarget target, CommandConfig step, StepContext context) {
    return new ProgramStep(target, context).look(() -> happened(target, step, context));
  }

  private static Sighting happened(HostTarget target, CommandConfig step, StepContext context) {
    List<String> command = step.unless().isEmpty() ? step.verify() : step.unless();
    if (!command.isEmpty()) {
      return holds(target, step, command) ? ProgramStep.ran() : Sighting.absent();
    }
    return step.repeatable() || step.changesNothing()
        ? Sighting.absent()
        : Sighting.undecidable(
            Fault.of(
                DataError.COMMAND_UNKNOWN,
                "whether the command of step "
                    + context.effect().step()
                    + " has run to its end is not known; look, then say it with"
                    + " `godwit resolve`"));
  }
}
