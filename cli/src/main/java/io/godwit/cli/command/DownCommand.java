package io.godwit.cli.command;

import io.godwit.api.run.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "down", description = "Go back to the release before the current one.")
final class DownCommand extends GodwitCommand {

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask about steps that cannot be undone.")
  boolean yes;

  DownCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return dryRun
        ? PlanCommand.down(session)
        : Run.back(session, "godwit down", Operations::planDown, Operations::down).go(yes);
  }
}
