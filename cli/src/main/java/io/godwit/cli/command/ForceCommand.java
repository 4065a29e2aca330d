package io.godwit.cli.command;

import io.godwit.api.name.Version;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "force",
    description = "Record that the targets are at a version, whatever was applied. Runs nothing.")
final class ForceCommand extends GodwitCommand {

  private static final Version START = new Version("start");

  @Parameters(
      paramLabel = "VERSION",
      description = "The version; 'start' is what was before the first migration.")
  Version version = START;

  ForceCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    Optional<Version> to = Optional.of(version).filter(said -> !said.equals(START));
    return Run.certain(session, "godwit force " + version, engine -> engine.bookkeeping().force(to))
        .go(true);
  }
}
