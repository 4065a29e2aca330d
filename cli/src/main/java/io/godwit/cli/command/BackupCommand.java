package io.godwit.cli.command;

import io.godwit.api.run.BackupView;
import io.godwit.api.run.Operations;
import io.godwit.cli.text.Words;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
    name = "backup",
    description =
        "Capture every target whole into the repository, to be brought back by `rollback --strategy"
            + " restore`.")
final class BackupCommand extends GodwitCommand {

  BackupCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    BackupView backup = session.ask(Operations::backup);
    return Answer.of(
        backup,
        page ->
            page.prose(
                "Captured "
                    + String.join(", ", backup.targets())
                    + " ("
                    + Words.bytes((double) backup.sizeBytes())
                    + ") at "
                    + session.words().minute(Optional.of(backup.at()))
                    + ". `godwit rollback --to "
                    + backup.at()
                    + " --strategy restore` brings it back."));
  }
}
