package io.godwit.cli.command;

import io.godwit.api.run.DoctorView;
import io.godwit.api.run.Operations;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.text.DoctorText;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Look at the whole set-up: state, repository, targets.")
final class DoctorCommand extends GodwitCommand {

  DoctorCommand(Session session) {
    super(session);
  }

  @Override
  Answer answer(Session session) {
    DoctorView found = session.ask(Operations::doctor);
    return Answer.of(
        found,
        page -> DoctorText.write(page, found),
        found.healthy() ? ExitCode.DONE : ExitCode.INVALID);
  }
}
