package io.godwit.cli.command;

import io.godwit.api.run.Operations;
import picocli.CommandLine.Command;

@Command(
    name = "resume",
    description = "Go on with the run that was interrupted, or that needed a decision.")
final class ResumeCommand extends GodwitCommand {

  ResumeCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    return Run.certain(session, "godwit resume", Operations::resume).go(true);
  }
}
