package io.godwit.cli.command;

import io.godwit.api.name.Version;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Finish what was interrupted, then apply what is pending, all or nothing.")
final class UpCommand extends GodwitCommand {

  @Option(names = "--to", paramLabel = "VERSION", description = "Stop at this version.")
  Optional<Version> to = Optional.empty();

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask about steps that cannot be undone.")
  boolean yes;

  UpCommand(Session session) {
    super(session);
  }

  @ArgGroup BackupOption backup = new BackupOption();

  @Override
  Answer answer(Session session) {
    return dryRun
        ? PlanCommand.up(session, to, backup)
        : new Run(
                session,
                "godwit up" + to.map(version -> " --to " + version).orElse("") + backup.typed(),
                engine -> engine.planUp(to, backup.backup()),
                (engine, consent) -> engine.up(to, consent, backup.backup()))
            .go(yes);
  }
}
