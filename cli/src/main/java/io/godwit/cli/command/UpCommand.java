package io.godwit.cli.command;

import io.godwit.api.name.Version;
import io.godwit.api.run.RehearsalView;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.RehearsalText;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description = "Finish what was interrupted, then apply what is pending, all or nothing.")
final class UpCommand extends GodwitCommand {

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "Only if the system is at this version.")
  Optional<Version> from = Optional.empty();

  @Option(names = "--to", paramLabel = "VERSION", description = "Stop at this version.")
  Optional<Version> to = Optional.empty();

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  boolean dryRun;

  @Option(
      names = "--execute",
      description = "With --dry-run: run it where it can be taken back at once, and take it back.")
  boolean execute;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask about steps that cannot be undone.")
  boolean yes;

  @Spec CommandSpec spec = CommandSpec.create();

  UpCommand(Session session) {
    super(session);
  }

  @ArgGroup BackupOption backup = new BackupOption();

  @Override
  Answer answer(Session session) {
    from.ifPresent(version -> demandAt(session, version));
    if (execute) {
      return rehearse(session);
    }
    return dryRun
        ? PlanCommand.up(session, to, backup)
        : new Run(
                session,
                "godwit up" + to.map(version -> " --to " + version).orElse("") + backup.typed(),
                engine -> engine.planUp(to, backup.backup()),
                (engine, consent) -> engine.up(to, consent, backup.backup()))
            .go(yes);
  }

  /** For a script that was written for one version. */
  private void demandAt(Session session, Version version) {
    Optional<String> release = session.ask(engine -> engine.status(false)).release();
    if (release.filter(version.toString()::equals).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "the system is at "
              + release.orElse("no version yet")
              + ", not at "
              + version
              + " as --from says; nothing was changed");
    }
  }

  private Answer rehearse(Session session) {
    if (!dryRun) {
      throw new ParameterException(
          spec.commandLine(), "--execute is for --dry-run; to change something, leave both out");
    }
    RehearsalView found = session.ask(engine -> engine.inspection().rehearse(to));
    return Answer.of(
        found,
        page -> RehearsalText.write(page, found),
        found.good() ? ExitCode.DONE : ExitCode.FAILED);
  }
}
