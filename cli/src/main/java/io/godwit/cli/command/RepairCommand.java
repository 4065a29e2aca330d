package io.godwit.cli.command;

import io.godwit.api.name.MigrationId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "repair",
    description = "Accept the present files of applied migrations that have been changed since.")
final class RepairCommand extends GodwitCommand {

  RepairCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    List<String> repaired =
        session.ask(engine -> engine.bookkeeping().repair()).stream()
            .map(MigrationId::value)
            .toList();
    return Answer.of(
        Map.of("repaired", repaired),
        page ->
            page.prose(
                repaired.isEmpty()
                    ? "Nothing to repair: the applied migrations are as they were."
                    : "Accepted as they are now: " + String.join(", ", repaired) + "."));
  }
}
