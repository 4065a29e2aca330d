package io.godwit.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    description = "Go back to a rollback point, through every release between.")
final class RollbackCommand extends GodwitCommand {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "RELEASE",
      description = "Its number or version, as `godwit points` lists them, or `start`.")
  String to = "";

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask about steps that cannot be undone.")
  boolean yes;

  RollbackCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return dryRun
        ? PlanCommand.rollback(session, to)
        : new Run(
                session,
                "godwit rollback --to " + to,
                engine -> engine.planRollback(to),
                (engine, consent) -> engine.rollback(to, consent))
            .go(yes);
  }
}
