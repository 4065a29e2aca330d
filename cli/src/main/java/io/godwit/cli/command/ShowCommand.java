package io.godwit.cli.command;

import io.godwit.api.run.RunView;
import io.godwit.cli.text.RunText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show one run in full: its steps, its journal.")
final class ShowCommand extends GodwitCommand {

  @Parameters(paramLabel = "RUN", description = RunChoice.MEANING)
  String run = "";

  ShowCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    RunView found = session.ask(engine -> engine.show(RunChoice.of(run, engine)));
    return Answer.of(found, page -> RunText.write(page, session.words(), found));
  }
}
