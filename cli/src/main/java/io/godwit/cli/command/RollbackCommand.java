package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Consent;
import io.godwit.cli.error.CliError;
import picocli.CommandLine.ArgGroup;
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
      description =
          "Its number or version, as `godwit points` lists them, or `start`. To restore also a moment"
              + " or a day (UTC), for the newest backup up to it.")
  String to = "";

  @Option(
      names = "--strategy",
      paramLabel = "undo|restore|emergency",
      description =
          "undo: each migration is taken back and checked. restore: the targets hold again what was"
              + " captured of them. emergency: undo without checks. The last two make the state again"
              + " from the repository if it has been lost.")
  Strategy strategy = Strategy.undo;

  /** How one goes back. */
  enum Strategy {
    undo,
    restore,
    emergency
  }

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask about steps that cannot be undone.")
  boolean yes;

  @ArgGroup BackupOption backup = new BackupOption();

  RollbackCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return switch (strategy) {
      case restore -> dryRun ? PlanCommand.restore(session, to, backup) : restore(session);
      case emergency -> dryRun ? PlanCommand.rollback(session, to) : emergency(session);
      case undo -> dryRun ? PlanCommand.rollback(session, to) : undo(session);
    };
  }

  private Answer restore(Session session) {
    String question =
        "Bring the targets back to what was captured at " + to + "? Type yes to go on: ";
    if (!agreed(session, question)) {
      throw new GodwitException(
          CliError.CONSENT_MISSING,
          "A restore replaces all that the targets hold, so it needs your word: look at it with"
              + " --dry-run, then type yes, or say --yes. Nothing was touched");
    }
    return Run.certain(
            session, "godwit rollback", engine -> engine.restore(to, Consent.ALL, backup.backup()))
        .go(true);
  }

  private boolean agreed(Session session, String question) {
    return yes
        || (!session.options().json
            && session.terminal().ask(question).filter("yes"::equals).isPresent());
  }

  private Answer emergency(Session session) {
    String question = "Go back to " + to + " without checks? Type yes to go on: ";
    if (!agreed(session, question)) {
      throw new GodwitException(
          CliError.CONSENT_MISSING,
          "An emergency rollback asks no checks, so it needs your word: type yes, or say --yes."
              + " Nothing was touched");
    }
    return Run.certain(session, "godwit rollback", engine -> engine.emergency(to, Consent.ALL))
        .go(true);
  }

  private Answer undo(Session session) {
    return Run.back(
            session,
            "godwit rollback --to " + to,
            engine -> engine.planRollback(to),
            (engine, consent) -> engine.rollback(to, consent))
        .go(yes);
  }
}
