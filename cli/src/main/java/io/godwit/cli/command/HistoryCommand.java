package io.godwit.cli.command;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.Operations;
import io.godwit.cli.text.HistoryText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "history", description = "List all runs, the latest last.")
final class HistoryCommand extends GodwitCommand {

  HistoryCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    List<MigrationView> history = session.ask(Operations::history);
    return Answer.of(
        Map.of("history", history), page -> HistoryText.write(page, session.words(), history));
  }
}
