package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.api.run.Consent;
import io.godwit.cli.error.CliError;
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

  @Option(
      names = "--strategy",
      paramLabel = "undo|emergency",
      description =
          "undo: each migration is taken back and checked. emergency: without checks, and with the"
              + " state made again from the repository if it has been lost.")
  Strategy strategy = Strategy.undo;

  /** How one goes back. */
  enum Strategy {
    undo,
    emergency
  }

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
    if (dryRun) {
      return PlanCommand.rollback(session, to);
    }
    return strategy == Strategy.emergency ? emergency(session) : undo(session);
  }

  private Answer emergency(Session session) {
    String question = "Go back to " + to + " without checks? Type yes to go on: ";
    boolean agreed =
        yes
            || (!session.options().json
                && session.terminal().ask(question).filter("yes"::equals).isPresent());
    if (!agreed) {
      throw new GodwitException(
          CliError.CONSENT_MISSING,
          "An emergency rollback asks no checks, so it needs your word: type yes, or say --yes."
              + " Nothing was touched");
    }
    return Run.certain(session, "godwit rollback", engine -> engine.emergency(to, Consent.ALL))
        .go(true);
  }

  private Answer undo(Session session) {
    return new Run(
            session,
            "godwit rollback --to " + to,
            engine -> engine.planRollback(to),
            (engine, consent) -> engine.rollback(to, consent))
        .go(yes);
  }
}
