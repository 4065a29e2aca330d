package io.godwit.cli.command;

import io.godwit.api.name.Version;
import java.util.Optional;
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

  @Override
  Answer answer(Session session) {
    return dryRun
        ? PlanCommand.up(session, to)
        : new Run(
                session,
                "godwit up" + to.map(version -> " --to " + version).orElse(""),
                engine -> engine.planUp(to),
                (engine, consent) -> engine.up(to, consent))
            .go(yes);
  }
}
