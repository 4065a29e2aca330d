package io.godwit.cli.command;

import io.godwit.api.error.GodwitException;
import io.godwit.cli.error.CliError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "retire",
    description =
        "Free what is kept for going back behind old migrations; then there is no way back.")
final class RetireCommand extends GodwitCommand {

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Behind how many of the latest migrations a way back stays; 1 if not said.")
  int keep = 1;

  RetireCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    if (keep < 0) {
      throw new GodwitException(
          CliError.USAGE, "--keep counts migrations, so it is 0 or more: " + keep);
    }
    return Run.certain(session, "godwit retire", engine -> engine.retire(keep)).go(true);
  }
}
