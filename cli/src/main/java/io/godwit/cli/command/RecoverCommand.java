package io.godwit.cli.command;

import io.godwit.api.run.Operations;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "recover",
    description = "Make a state store that has been lost again from the repository.")
final class RecoverCommand extends GodwitCommand {

  RecoverCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    int runs = session.ask(Operations::recover);
    return Answer.of(
        Map.of("recovered", runs),
        page ->
            page.prose(
                runs == 0
                    ? "The state is not empty, or the repository keeps nothing; it was left alone."
                    : runs
                        + (runs == 1 ? " run came" : " runs came")
                        + " back from the repository; see `godwit status`."));
  }
}
