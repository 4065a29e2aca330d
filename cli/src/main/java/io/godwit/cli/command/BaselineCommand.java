package io.godwit.cli.command;

import io.godwit.api.name.Version;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "baseline",
    description =
        "Record, for a system that is new to Godwit, at which version it is. Runs nothing.")
final class BaselineCommand extends GodwitCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version; that of the last migration if not said.")
  Optional<Version> version = Optional.empty();

  BaselineCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return Run.certain(session, "godwit baseline", engine -> engine.bookkeeping().baseline(version))
        .go(true);
  }
}
