package io.godwit.cli.command;

import io.godwit.api.run.TrialView;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.StructureText;
import picocli.CommandLine.Command;

@Command(
    name = "try",
    description = "Run every migration up, down and up again on scratch databases.")
final class TryCommand extends GodwitCommand {

  TryCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    TrialView found = session.ask(engine -> engine.inspection().tryOut());
    return Answer.of(
        found,
        page -> StructureText.trial(page, found),
        found.good() ? ExitCode.DONE : ExitCode.INVALID);
  }
}
